import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { bill, billParameters } from './bills';
import type { Engine } from './engine';
import type { RunResult } from './runOptions';

/** The options of the log search, which ends soon where nothing is found. */
export const findLost = { unknownOutcome: 'findInLog', waitTimeout: 0.4, concurrency: 1 };

/** Bills whose responses can be lost, with the search for them. */
export const lostBills = (setup: { readonly engine: Engine; readonly sandbox: Sandbox }) => ({
	run: async (
		numbers: readonly string[],
		options: IDataObject = {},
		settings: object = {},
	): Promise<RunResult> =>
		await setup.engine.run({
			parameters: { ...billParameters, options: { ...findLost, ...options } } as INodeParameters,
			items: numbers.map((number) => bill(number)),
			settings,
		}),
	lose: (
		number: string,
		fault: 'reset-before' | 'reset-after' = 'reset-after',
		times = 1,
	): unknown =>
		setup.sandbox.inject({ fault, match: { method: 'POST', bodyIncludes: number }, times }),
	jobOf: (number: string): string | undefined =>
		setup.sandbox.ledger.find(({ body }) => JSON.stringify(body).includes(number))?.jobId,
});
