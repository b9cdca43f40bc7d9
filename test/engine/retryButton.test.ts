import type { INodeParameters } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../sandbox';
import { contract } from '../sandbox/contract';
import { minimalBody } from '../unit/sandbox/bodies';
import { bill, billParameters } from './support/bills';
import { setUp, writesOf } from './support/setup';

const setup = setUp();

const numbersOf = ({ ledger }: Sandbox) =>
	ledger.map(({ body }) => (body as { invoice_number: string }).invoice_number);

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
	it('writes only what was not written', async () => {
		const { items } = await setup.engine.retry(await stopped(), parameters);

		expect(numbersOf(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(items.map(({ json }) => json.job_id)).toEqual(
			setup.sandbox.ledger.map(({ jobId }) => jobId),
		);
	});

	it('writes everything to the host that the credential has now', async () => {
		const run = await stopped();
		const live = await startSandbox();
		const { items } = await setup.engine
			.with({ baseUrl: live.url, apiToken: live.token })
			.retry(run, parameters);
		const there = { numbers: numbersOf(live), jobs: live.ledger.map(({ jobId }) => jobId) };
		await live.close();

		expect(there.numbers).toEqual(['A-1', 'A-2']);
		expect(items.map(({ json }) => json.job_id)).toEqual(there.jobs);
	});

	it('gives out no job of another operation for the one that the node has now', async () => {
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

it('Retry On Fail sends no update twice whose id in the path an expression gives anew each time', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'PUT', bodyIncludes: 'Second' },
	});
	const { items } = await setup.engine.run({
		parameters: {
			resource: 'vendor',
			operation: 'update',
			pms: 'yardi',
			vendorId: { __rl: true, mode: 'id', value: '=vendor-{{ Math.random() }}' },
			name: '={{ $json.name }}',
			options: { concurrency: 1 },
		},
		items: [{ name: 'First' }, { name: 'Second' }],
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});

	expect(items).toHaveLength(2);
	expect(writesOf(setup).map(({ body }) => (body as { name: string }).name)).toEqual([
		'First',
		'Second',
		'Second',
	]);
});
