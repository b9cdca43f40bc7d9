// n8n-core is set up by the harness before anything of it is loaded.
import { ExecuteContext } from 'n8n-core';

import { bill, billParameters } from './support/bills';
import { setUp } from './support/setup';

const setup = setUp();

afterEach(() => jest.restoreAllMocks());

/** What the node logs as a warning from here on. */
const warnings = (): string[] => {
	const said: string[] = [];
	const logger = {
		warn: (text: string) => void said.push(text),
		debug() {},
		info() {},
		error() {},
	};
	jest.spyOn(ExecuteContext.prototype, 'logger', 'get').mockReturnValue(logger as never);
	return said;
};

const jobs = () =>
	setup.sandbox.ledger.map(({ jobId }, item) => `job ${jobId} [Item ${item}]`).join(', ');

describe('after the cancel button, the log and the error say of every item what became of it', () => {
	it('where a write was under way', async () => {
		const said = warnings();
		setup.sandbox.inject({
			fault: 'timeout-after',
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			cancelAfter: 1_000,
		});

		const account = [
			`Propexo has accepted: job ${setup.sandbox.ledger[0]!.jobId} [Item 0].`,
			'Nobody knows whether these were written: [Item 1].',
			'Not sent: [Item 2].',
		];
		expect(said).toEqual([['Cancelled.', ...account].join(' ')]);
		expect(error?.description?.split('\n')).toEqual(account);
	});

	it('where the node waited for the outcomes', async () => {
		const said = warnings();
		setup.sandbox.setOptions({ jobDurationMs: null });
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { waitForCompletion: true, concurrency: 1 } },
			items: [bill('A-1'), bill('A-2')],
			cancelAfter: 1_500,
		});

		expect(said).toEqual([`Cancelled. Propexo has accepted: ${jobs()}.`]);
		expect(error?.description).toBe(`Propexo has accepted: ${jobs()}.`);
	});

	it('where a later try had not begun to send', async () => {
		const said = warnings();
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		setup.sandbox.beforeAnswer((method) => {
			if (method !== 'POST') return;
			setup.sandbox.inject({
				fault: 'timeout-before',
				match: { path: '/v1/admin/integrations/' },
				times: null,
			});
		});
		await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2')],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			cancelAfter: 2_000,
		});
		setup.sandbox.beforeAnswer(undefined);

		expect(said).toEqual([`Cancelled. Propexo has accepted: ${jobs()}. Not sent: [Item 1].`]);
	});

	it('where jobs were to be tried again', async () => {
		const said = warnings();
		const [job, other] = [1, 2].map(() => setup.sandbox.addJob({ status: 'FAILURE' }).id);
		setup.sandbox.inject({
			fault: 'timeout-after',
			match: { path: `/v1/admin/retry-write/${other}` },
		});
		await setup.engine.run({
			parameters: { resource: 'writeJob', operation: 'retry', jobId: '={{ $json.job }}' },
			items: [{ job: job! }, { job: other! }],
			cancelAfter: 1_000,
		});

		const accepted = setup.sandbox.jobs.find(({ retryOf }) => retryOf === job)?.id;
		expect(said).toEqual([
			`Cancelled. Propexo has accepted: job ${accepted} [Item 0]. Nobody knows whether these were written: [Item 1].`,
		]);
	});
});
