import type { INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { contract } from '../../sandbox/contract';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { acceptedJobs, setUp, writesOf } from '../support/setup';
import { minimalBody } from '../support/writeCases';

const setup = setUp();

const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

const parameters = { ...billParameters, options: { concurrency: 1 } };

/** An execution that wrote A-1 and stopped at A-2. */
const stopped = async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	return (await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] })).run;
};

describe("n8n's Retry button on a stopped execution", () => {
	it('→ only what was not written is written', async () => {
		const { items } = await setup.engine.retry(await stopped(), parameters);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	});

	it('after the base URL has changed → everything is written to the new host', async () => {
		const run = await stopped();
		const live = await startSandbox();
		const { items } = await setup.engine
			.withCredential({ baseUrl: live.url, apiToken: live.token })
			.retry(run, parameters);
		const written = { numbers: writtenNumbers(live), jobs: live.ledger.map(({ jobId }) => jobId) };
		await live.close();

		expect(written.numbers).toEqual(['A-1', 'A-2']);
		expect(items.map(({ json }) => json.job_id)).toEqual(written.jobs);
	});

	it('after the operation has changed → no job of the old operation is returned', async () => {
		const run = await stopped();
		const write = contract.writes.find(
			(one) =>
				one.resource === 'residentCharge' && one.operation === 'create' && one.pms === 'rentvine',
		)!;
		const charge: INodeParameters = {
			resource: 'residentCharge',
			operation: 'create',
			pms: 'rentvine',
			specifyBody: 'json',
			bodyJson: JSON.stringify(minimalBody(write)),
		};
		const { items } = await setup.engine.retry(run, charge);

		expect(items.map(({ json }) => json.job_id)).toEqual(
			setup.sandbox.ledger.slice(1).map(({ jobId }) => jobId),
		);
		expect(
			writesOf(setup)
				.slice(2)
				.map(({ path }) => path),
		).toEqual(Array(2).fill(write.path));
	});
});

describe('an execution that ended with an ordinary error', () => {
	const rejectSecond = (times: number) =>
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
			times,
		});

	it('after every try of Retry On Fail → Retry writes the rest', async () => {
		rejectSecond(3);
		const { run } = await setup.engine.run({
			parameters,
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			settings: THREE_TRIES,
		});
		const { items, error } = await setup.engine.retry(run, parameters, { settings: THREE_TRIES });

		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});

	it('again and again → each Retry goes on', async () => {
		rejectSecond(3);
		let { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
		for (let times = 0; times < 2; times++) run = (await setup.engine.retry(run, parameters)).run;
		const { items } = await setup.engine.retry(run, parameters);

		expect(items).toHaveLength(2);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('Retry pressed twice, one after the other → nothing is written twice', async () => {
		rejectSecond(1);
		const { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
		await setup.engine.retry(run, parameters);
		await setup.engine.retry(run, parameters);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('Retry pressed twice at once → nothing is written twice', async () => {
		rejectSecond(1);
		const { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
		await Promise.all([setup.engine.retry(run, parameters), setup.engine.retry(run, parameters)]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('a second Retry, after one that was killed while it was writing → nothing is sent', async () => {
		rejectSecond(1);
		const { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
		await setup.engine.retry(run, parameters, { process: crashAtWrite(setup, 1) });
		setup.sandbox.beforeAnswer(undefined);
		await setup.engine.retry(run, parameters);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});
});
