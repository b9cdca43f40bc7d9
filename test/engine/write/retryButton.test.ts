import type { INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { contract } from '../../sandbox/contract';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { acceptedJobs, setUp, writesOf } from '../support/setup';
import { minimalBody } from '../support/writeCases';

const setup = setUp();

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
