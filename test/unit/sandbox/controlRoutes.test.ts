import { type Sandbox, startSandbox } from '../../sandbox';
import { writeOperation } from '../../sandbox/contract';
import { minimalBody } from '../../sandbox/exampleBodies';
import { seededIntegrations } from '../../sandbox/integrations';
import { VENDORS } from '../../sandbox/seed/data';
import { type SandboxClient, sandboxClient, until } from './support/sandboxClient';

const operation = writeOperation('invoice.create.buildium');
const body = minimalBody(operation);
const NO_TOKEN = { authorization: '' };

/** The integrations that have records. */
const seeded = seededIntegrations().filter(({ slug }) => slug !== null);

describe('the control routes', () => {
	let sandbox: Sandbox;
	let call: SandboxClient;
	let control: (method: string, route: string, body?: unknown) => ReturnType<SandboxClient>;

	beforeAll(async () => {
		sandbox = await startSandbox({ limit: 10_000, jobDurationMs: 0 });
		call = sandboxClient(sandbox);
		control = async (method, route, sent) =>
			await call(method, `/__sandbox/${route}`, sent, NO_TOKEN);
	});
	afterEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());

	it('show state, ledger, requests and jobs, without a token and unlogged', async () => {
		const { body: written } = await call('POST', operation.path, body);
		expect((await control('GET', 'state')).body).toMatchObject({
			requests: 1,
			ledger: 1,
			jobs: 1,
			faults: 0,
			options: { limit: 10_000 },
			records: { vendors: VENDORS.length * seeded.length },
		});
		expect((await control('GET', 'ledger')).body).toEqual([
			expect.objectContaining({ jobId: written.meta.job_id, body }),
		]);
		expect((await control('GET', 'requests')).body).toEqual([
			expect.objectContaining({ path: operation.path, status: 200 }),
		]);
		expect((await control('GET', 'jobs')).body).toEqual([
			expect.objectContaining({
				id: written.meta.job_id,
				status: 'SUCCESS',
				finishedAt: expect.stringMatching(/Z$/),
			}),
		]);
	});

	it('change options', async () => {
		expect((await control('PATCH', 'options', { envelope: 'flat' })).body).toEqual({ ok: true });
		expect((await control('GET', 'options')).body.envelope).toBe('flat');
		expect((await call('POST', operation.path, body)).body).toHaveProperty('data');
	});

	it('inject, show and clear faults', async () => {
		await control('POST', 'faults', { fault: { kind: 'status', status: 503 }, times: null });
		expect((await call('GET', '/v1/vendors/')).status).toBe(503);
		expect((await control('GET', 'faults')).body).toHaveLength(1);
		await control('DELETE', 'faults');
		expect((await call('GET', '/v1/vendors/')).status).toBe(200);
	});

	it('decide and finish', async () => {
		await control('POST', 'decide', { outcome: 'PENDING' });
		const { body: written } = await call('POST', operation.path, body);
		const jobId = written.meta.job_id;
		expect((await call('GET', `/v1/admin/write-status/${jobId}`)).body.write_status).toBe(
			'PENDING',
		);
		const finished = await control('POST', 'finish', {
			jobId,
			outcome: 'FAILURE',
			at: '2026-01-02T00:00:00Z',
		});
		expect(finished.body).toMatchObject({
			status: 'FAILURE',
			finishedAt: '2026-01-02T00:00:00.000Z',
		});
		expect((await call('GET', `/v1/admin/write-status/${jobId}`)).body.write_status).toBe(
			'FAILURE',
		);
	});

	it('add jobs, log entries and records', async () => {
		const { body: job } = await control('POST', 'jobs', {
			id: 'job-made',
			status: 'FAILURE',
			createdAt: '2026-01-02T00:00:00Z',
		});
		expect(job).toMatchObject({ id: 'job-made', createdAt: '2026-01-02T00:00:00.000Z' });
		await control('POST', 'log', { jobId: 'job-made', status: 'SUCCESS' });
		const { body: log } = await call('GET', '/v1/admin/logs/writes/');
		expect(log.results.logs).toEqual([
			expect.objectContaining({ job_id: 'job-made', status: 'SUCCESS' }),
		]);
		const { body: seeded } = await control('POST', 'seed', {
			model: 'vendors',
			count: 3,
			integrationId: 'intg-mri-1',
		});
		expect(seeded.ids).toEqual(['vend-mri-1-7', 'vend-mri-1-8', 'vend-mri-1-9']);
	});

	it('refuse connections for forMs, then accept them again', async () => {
		const status = async () =>
			await call('GET', '/v1/vendors/').then(
				(response) => response.status,
				() => 'refused',
			);
		expect((await control('POST', 'refuse', { forMs: 3_600_000 })).status).toBe(200);
		await until(async () => (await status()) === 'refused');
		expect(await status()).toBe('refused');
		await sandbox.listenAgain();

		sandbox.inject({ fault: 'timeout-before' });
		const held = expect(call('GET', '/v1/vendors/')).rejects.toThrow();
		await until(() => sandbox.faults.length === 0);
		await control('POST', 'refuse', { forMs: 1 });
		await held;
		await until(async () => (await status()) === 200);
	});

	it('reset everything', async () => {
		await control('PATCH', 'options', { limit: 5_000 });
		await call('POST', operation.path, body);
		sandbox.inject({ fault: 'empty' });
		await control('POST', 'reset');
		expect((await control('GET', 'state')).body).toMatchObject({
			requests: 0,
			ledger: 0,
			jobs: 0,
			faults: 0,
			options: { limit: 10_000 },
		});
	});

	it.each([
		['PATCH', 'options', { speed: 'fast' }],
		['PATCH', 'options', { limit: '5' }],
		['POST', 'faults', { fault: 'earthquake' }],
		['POST', 'decide', { outcome: 'MAYBE' }],
		['POST', 'finish', { jobId: 'none', outcome: 'SUCCESS' }],
		['POST', 'jobs', { operation: 'invoice.create.unknown' }],
		['POST', 'log', {}],
		['POST', 'seed', { model: 'vendors' }],
		['POST', 'refuse', { forMs: -1 }],
		['POST', 'decide', '{"outcome": '],
	])('%s %s refuses %j', async (method, route, sent) => {
		const response = await control(method, route, sent);
		expect(response.status).toBe(400);
		expect(response.body.error.code).toBe('control');
	});
});
