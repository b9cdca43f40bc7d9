import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { bill, billParameters } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { byId } from '../support/form';
import { setUp } from '../support/setup';

const setup = setUp({}, { pollInitialInterval: 20, pollMaxInterval: 100 });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const find = { unknownOutcome: 'findInLog', waitTimeout: 0.3, concurrency: 1 };

const parameters: INodeParameters = { ...billParameters, options: find };

const run = async (numbers: string[]) =>
	await setup.engine.run({
		parameters,
		items: numbers.map((number) => bill(number)),
		settings: CONTINUE,
	});

const lose = (fault: 'reset-before' | 'reset-after', { times = 1, after = 0 } = {}) =>
	setup.sandbox.inject({ fault, match: { method: 'POST' }, times, after });

/** The body of a bill, as the node sends it. */
const bodyOf = async (number: string): Promise<Record<string, unknown>> => {
	const { items } = await setup.engine.run({
		parameters: { ...parameters, options: { validateOnly: true } },
		items: [bill(number)],
	});
	return items[0]!.json.body as Record<string, unknown>;
};

/** Adds a finished job when the next write arrives. */
const addJobAtWrite = (job: Parameters<typeof setup.sandbox.addJob>[0]): void =>
	setup.sandbox.beforeAnswer((method) => {
		if (method === 'GET') return;
		setup.sandbox.beforeAnswer(undefined);
		setup.sandbox.addJob(job);
	});

const candidatesOf = (item: { json: IDataObject }): unknown[] | undefined =>
	errorOf(item as never)?.candidates as unknown[] | undefined;

const jobs = () => setup.sandbox.jobs.map(({ id }) => id);

const hour = 3_600_000;

describe('several writes or jobs that can’t be told apart → unknown, with the candidates', () => {
	it('two lost writes with the same body, both in the log', async () => {
		lose('reset-after', { times: 2 });
		const { items } = await run(['A-1', 'A-1']);

		for (const item of items) {
			expect(errorOf(item)?.outcome).toBe('unknown');
			expect(candidatesOf(item)).toEqual(
				expect.arrayContaining(
					jobs().map((job_id) => ({
						job_id,
						write_status: 'SUCCESS',
						created_at: expect.any(String) as string,
					})),
				),
			);
		}
	});

	it('two lost writes with the same body, one of them in the log', async () => {
		lose('reset-after');
		lose('reset-before');
		const { items } = await run(['A-1', 'A-1']);

		expect(items.map((item) => errorOf(item)?.outcome)).toEqual(['unknown', 'unknown']);
		expect(items.map(candidatesOf)).toEqual([
			[expect.objectContaining({ job_id: jobs()[0] })],
			[expect.objectContaining({ job_id: jobs()[0] })],
		]);
	});

	it('one lost write, and another job with its body since', async () => {
		lose('reset-after');
		const body = await bodyOf('A-1');
		const integrationId = String(body.integration_id);
		addJobAtWrite({ body, integrationId });
		const { items } = await run(['A-1']);

		expect(errorOf(items[0]!)?.outcome).toBe('unknown');
		expect(candidatesOf(items[0]!)).toHaveLength(2);
	});
});

describe('a lost write that took no effect → unknown, whatever else is in the log', () => {
	/** Adds a job with the body of a bill, and loses the bill. */
	const losing = async (
		job: Parameters<typeof setup.sandbox.addJob>[0],
		changes: Record<string, unknown> = {},
	) => {
		const body = { ...(await bodyOf('A-1')), ...changes };
		const integrationId = String(body.integration_id);
		addJobAtWrite({ body, integrationId, ...job });
		lose('reset-before');
		const { items } = await run(['A-1']);
		return items[0]!;
	};

	it('the control: a job of it', async () => {
		expect((await losing({})).json).toMatchObject({ found_in_log: true });
	});

	it('a job of it with unset fields and another order', async () => {
		const body = await bodyOf('A-1');
		const reversed = Object.fromEntries(Object.entries(body).reverse());
		const item = await losing({ body: { ...reversed, description: null } });

		expect(item.json).toMatchObject({ found_in_log: true });
	});

	it.each([
		['from before it was sent', { createdAt: Date.now() - hour }],
		['of another integration', { integrationId: 'intg-buildium-2' }],
		['of another resource', { operation: 'residentCharge.create.rentvine' }],
		['of another operation', { operation: 'invoice.update.resman' }],
		['that is still running', { status: 'PENDING' as const }],
	])('a job %s', async (_, job) => {
		expect(errorOf(await losing(job))?.outcome).toBe('unknown');
	});

	it.each([
		['another field', { invoice_number: 'A-2' }],
		['a further field', { description: 'Rent' }],
		['other lines', { invoice_items: [] }],
	])('a job with %s', async (_, changes) => {
		expect(errorOf(await losing({}, changes))?.outcome).toBe('unknown');
	});

	it('a job without parameters', async () => {
		expect(errorOf(await losing({ body: {} }))?.outcome).toBe('unknown');
	});

	it('an earlier execution wrote the same, an hour ago by the clock of Propexo, which is ahead', async () => {
		setup.sandbox.setOptions({ clockSkewMs: 2 * hour });
		const createdAt = setup.sandbox.now() - hour;

		expect(errorOf(await losing({ createdAt }))?.outcome).toBe('unknown');
	});
});

describe('an accepted write with the same body → its job is not that of the lost one', () => {
	const check = async (accepted: string, { items }: Awaited<ReturnType<typeof run>>) => {
		const lost = items.filter((item) => errorOf(item)?.outcome === 'unknown');
		expect(setup.sandbox.ledger.map(({ jobId }) => jobId)).toEqual([accepted]);
		expect(lost).toHaveLength(1);
	};

	it.each(['root', 'child'] as const)(
		'in the same run, where the log has the ID of the %s job',
		async (logJobId) => {
			setup.sandbox.setOptions({ logJobId });
			lose('reset-before', { after: 1 });
			const result = await run(['A-1', 'A-1']);

			await check(setup.sandbox.ledger[0]!.jobId, result);
		},
	);

	it('in an earlier run of a loop', async () => {
		lose('reset-before', { after: 1 });
		const { outputs } = await setup.engine.run({
			parameters,
			runs: [[bill('A-1')], [bill('A-1')]],
			settings: CONTINUE,
		});

		expect(errorOf(outputs[1]!.items[0]!)?.outcome).toBe('unknown');
	});

	it('in an earlier attempt', async () => {
		lose('reset-before', { after: 1 });
		const result = await setup.engine.run({
			parameters,
			items: [bill('A-1'), bill('A-1')],
			settings: { ...CONTINUE, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		await check(setup.sandbox.ledger[0]!.jobId, result);
	});
});

describe('an update, whose record is in the path', () => {
	const update = async (parametersOfJob: Record<string, unknown>) => {
		addJobAtWrite({ operation: 'vendor.update.yardi', body: parametersOfJob });
		setup.sandbox.inject({ fault: 'reset-before', match: { method: 'PUT' } });
		const { items } = await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'update',
				pms: 'yardi',
				vendorId: byId('vendor-1'),
				name: 'Acme',
				options: find,
			},
			settings: CONTINUE,
		});
		return items[0]!;
	};

	it('a job with its ID → found', async () => {
		const item = await update({ vendor_id: 'vendor-1', name: 'Acme' });

		expect(item.json).toMatchObject({ found_in_log: true });
	});

	it('a job without its ID, or with another one → unknown', async () => {
		expect(errorOf(await update({ name: 'Acme' }))?.outcome).toBe('unknown');
		expect(errorOf(await update({ vendor_id: 'vendor-2', name: 'Acme' }))?.outcome).toBe('unknown');
	});
});
