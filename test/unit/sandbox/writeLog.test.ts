import example from '../../fixtures/examples/invoice.create.buildium.json';
import { ManualTime, type Sandbox, startSandbox } from '../../sandbox';
import { type SandboxClient, sandboxClient } from './support/sandboxClient';

const HOUR = 3_600_000;

let sandbox: Sandbox;
let call: SandboxClient;
const time = new ManualTime();

beforeAll(async () => {
	sandbox = await startSandbox({ limit: 10_000, jobDurationMs: 0, time });
	call = sandboxClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

interface Row {
	job_id: string;
	status: string;
	[name: string]: unknown;
}

async function log(query = ''): Promise<Row[]> {
	const { status, body } = await call('GET', `/v1/admin/logs/writes/${query}`);
	expect(status).toBe(200);
	expect(Object.keys(body)).toEqual(['results']);
	return body.results.logs;
}

/** Finished jobs, one a second, the last one a second ago. */
function jobs(count: number): string[] {
	return Array.from(
		{ length: count },
		(_, index) => sandbox.addJob({ createdAt: sandbox.now() - (count - index) * 1000 }).id,
	);
}

describe('a row', () => {
	it('has the documented fields', async () => {
		const job = sandbox.addJob({
			operation: 'invoice.create.yardi_rest',
			status: 'FAILURE',
			errors: ['no'],
			body: { notes: 'n' },
			createdAt: '2026-01-02T03:04:05.000Z',
		});
		expect(await log()).toEqual([
			{
				id: expect.stringMatching(/^log-/),
				created_at: '2026-01-02T03:04:05.000Z',
				job_id: job.id,
				job_log_id: expect.stringMatching(/^joblog-/),
				status: 'FAILURE',
				integration_id: 'intg-yardi-rest-1',
				job_type: 'CREATE_INVOICE',
				parameters: { notes: 'n' },
				error: 'no',
				name: 'Harborview Property Group (YARDI_REST)',
				vendor: 'YARDI_REST',
			},
		]);
	});

	it('appears when the job has finished', async () => {
		sandbox.setOptions({ jobDurationMs: 300 });
		const { body } = await call('POST', example.request.path, example.request.body);
		expect(await log()).toEqual([]);
		time.advance(300);
		expect((await log()).map(({ job_id }) => job_id)).toEqual([body.meta.job_id]);
	});

	it('appears logLagMs after the job has finished', async () => {
		sandbox.setOptions({ logLagMs: 300 });
		const { id } = sandbox.addJob();
		expect((await call('GET', `/v1/admin/write-status/${id}`)).body.write_status).toBe('SUCCESS');
		expect(await log()).toEqual([]);
		time.advance(300);
		expect(await log()).toHaveLength(1);
	});

	it('is the newest entry of its job', async () => {
		const { id } = sandbox.addJob({ status: 'FAILURE', createdAt: sandbox.now() - 5000 });
		sandbox.addLogEntry(id, { status: 'SUCCESS', error: null, createdAt: sandbox.now() - 1000 });
		sandbox.addLogEntry(id, { status: 'FAILURE', createdAt: sandbox.now() - 3000 });
		expect(await log()).toEqual([
			expect.objectContaining({ job_id: id, status: 'SUCCESS', error: null }),
		]);
	});

	it('of a child job leads to its root job through the job log', async () => {
		sandbox.setOptions({ logJobId: 'child' });
		const { id } = sandbox.addJob();
		const [row] = await log();
		expect(row?.job_id).not.toBe(id);
		expect((await call('GET', `/v1/admin/write-status/${row?.job_id}`)).status).toBe(404);
		const { body } = await call('GET', `/v1/admin/job-logs/${row?.job_log_id}/`);
		expect(body.results).toMatchObject({
			id: row?.job_log_id,
			job_id: row?.job_id,
			parent_job_id: id,
			root_job_id: id,
			status: 'SUCCESS',
		});

		sandbox.setOptions({ logJobId: 'root' });
		const root = await call('GET', `/v1/admin/job-logs/${row?.job_log_id}/`);
		expect(root.body.results).toMatchObject({ job_id: id, parent_job_id: null, root_job_id: id });
		expect((await call('GET', '/v1/admin/job-logs/none/')).status).toBe(404);
	});

	it.each([
		['SUCCESS', ['SUCCESS']],
		['FAILURE', ['FAILURE']],
		['absent', []],
	] as const)(
		'of a partial success is %s with logPartialSuccessAs',
		async (logPartialSuccessAs, expected) => {
			sandbox.setOptions({ logPartialSuccessAs });
			sandbox.addJob({ status: 'PARTIAL_SUCCESS' });
			expect((await log()).map(({ status }) => status)).toEqual(expected);
		},
	);
});

describe('paging', () => {
	it('without a limit has 100 rows a page and each job once', async () => {
		const ids = jobs(250);
		const pages = [
			await log(),
			await log('?offset=100'),
			await log('?offset=200'),
			await log('?offset=300'),
		];
		expect(pages.map(({ length }) => length)).toEqual([100, 100, 50, 0]);
		expect(pages.flat().map(({ job_id }) => job_id)).toEqual([...ids].reverse());
	});

	it('with logOrder oldestFirst starts with the oldest row', async () => {
		sandbox.setOptions({ logOrder: 'oldestFirst' });
		const ids = jobs(5);
		expect((await log('?limit=3&offset=1')).map(({ job_id }) => job_id)).toEqual(ids.slice(1, 4));
	});

	it('with logOrder shuffled has the same order for every page', async () => {
		sandbox.setOptions({ logOrder: 'shuffled' });
		const ids = jobs(40);
		const pages = [await log('?limit=20'), await log('?limit=20&offset=20')];
		const seen = pages.flat().map(({ job_id }) => job_id);
		expect([...seen].sort()).toEqual([...ids].sort());
		expect(seen).not.toEqual(ids);
		expect(seen).not.toEqual([...ids].reverse());
	});

	it.each([
		'limit=0',
		'limit=101',
		'limit=x',
		'offset=-1',
		'time_range=year',
		'status=PENDING',
		'write_category=credits',
		'order-by=created_at',
	])('%s is refused', async (query) => {
		const response = await call('GET', `/v1/admin/logs/writes/?${query}`);
		expect(response.status).toBe(400);
		expect(response.body.error.details.details.issues).toHaveLength(1);
	});
});

describe('filters', () => {
	it('by age', async () => {
		const ages = {
			minutes: HOUR / 2,
			hours: 5 * HOUR,
			days: 3 * 24 * HOUR,
			weeks: 15 * 24 * HOUR,
			months: 60 * 24 * HOUR,
		};
		for (const [id, age] of Object.entries(ages))
			sandbox.addJob({ id, createdAt: sandbox.now() - age });
		const found = async (query: string) => (await log(query)).map(({ job_id }) => job_id);
		expect(await found('?time_range=hour')).toEqual(['minutes']);
		expect(await found('?time_range=day')).toEqual(['minutes', 'hours']);
		expect(await found('?time_range=week')).toEqual(['minutes', 'hours', 'days']);
		expect(await found('?time_range=month')).toEqual(['minutes', 'hours', 'days', 'weeks']);
		expect(await found('')).toEqual(['minutes', 'hours', 'days', 'weeks', 'months']);
	});

	it('by integration, status and category', async () => {
		sandbox.addJob({ id: 'bill', operation: 'invoice.create.yardi', createdAt: 3 });
		sandbox.addJob({
			id: 'charge',
			operation: 'residentCharge.create.yardi',
			status: 'FAILURE',
			createdAt: 2,
		});
		sandbox.addJob({ id: 'credit', operation: 'residentCredit.create.rentvine', createdAt: 1 });
		const found = async (query: string) => (await log(query)).map(({ job_id }) => job_id);
		expect(await found('?integration_id=intg-yardi-1')).toEqual(['bill', 'charge']);
		expect(await found('?status=FAILURE')).toEqual(['charge']);
		expect(await found('?status=SUCCESS')).toEqual(['bill', 'credit']);
		expect(await found('?write_category=invoices')).toEqual(['bill']);
		expect(await found('?write_category=resident_charges')).toEqual(['charge']);
	});

	it('each account has its own log', async () => {
		sandbox.setOptions({
			tokens: { [sandbox.token]: 'default', 'propexo-second-token': 'second' },
		});
		sandbox.addJob({ id: 'mine' });
		sandbox.addJob({ id: 'theirs', account: 'second' });
		expect((await log()).map(({ job_id }) => job_id)).toEqual(['mine']);
		const theirs = await call('GET', '/v1/admin/logs/writes/', undefined, {
			authorization: 'Bearer propexo-second-token',
		});
		expect(theirs.body.results.logs.map(({ job_id }: Row) => job_id)).toEqual(['theirs']);
	});
});

describe('the clock', () => {
	it('skewed by clockSkewMs, sets the Date header, new jobs and the age filter', async () => {
		sandbox.setOptions({ clockSkewMs: -2 * HOUR });
		const response = await call('GET', '/v1/admin/logs/writes/');
		expect(response.headers.get('date')).toBe(new Date(time.now() - 2 * HOUR).toUTCString());
		const { createdAt } = sandbox.addJob();
		expect(createdAt).toBe(time.now() - 2 * HOUR);
		expect(await log('?time_range=hour')).toHaveLength(1);
		sandbox.setOptions({ clockSkewMs: 0 });
		expect(await log('?time_range=hour')).toHaveLength(0);
	});
});
