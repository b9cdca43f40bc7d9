import type { IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { bill, billParameters } from './bills';
import { crashAtWrite } from './crash';
import type { Engine } from './engine';
import type { ExecutionOptions } from './runOptions';

/** Create Invoice, one bill after the other. */
export const oneByOne = { ...billParameters, options: { concurrency: 1 } };

/** What n8n has stored of an execution whose process was killed at a write, which took effect. */
export async function billsKilledAt(
	setup: { readonly engine: Engine; readonly sandbox: Sandbox },
	write: number,
	options: ExecutionOptions = {},
	numbers: readonly string[] = ['A-1', 'A-2', 'A-3'],
): Promise<IRun> {
	const process = crashAtWrite(setup, write);
	const { run } = await setup.engine.run({
		parameters: oneByOne,
		items: numbers.map((number) => bill(number)),
		...options,
		process,
	});
	setup.sandbox.beforeAnswer(undefined);
	return run;
}
