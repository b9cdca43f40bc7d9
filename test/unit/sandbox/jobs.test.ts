import { ManualTime, type Sandbox, startSandbox } from '../../sandbox';
import { writeOperation } from '../../sandbox/contract';
import { examplePath, minimalBody } from '../../sandbox/exampleBodies';
import { type SandboxClient, sandboxClient } from './support/sandboxClient';

let sandbox: Sandbox;
let call: SandboxClient;
const time = new ManualTime();

beforeAll(async () => {
	sandbox = await startSandbox({ limit: 10_000, jobDurationMs: 0, time });
	call = sandboxClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function write(
	name = 'invoice.create.buildium',
	change: Record<string, unknown> = {},
): Promise<string> {
	const operation = writeOperation(name);
	const response = await call(operation.method, examplePath(operation), {
		...minimalBody(operation),
		...change,
	});
	expect(response.status).toBe(200);
	return response.body.meta.job_id;
}

async function statusOf(jobId: string) {
	return (await call('GET', `/v1/admin/write-status/${jobId}`)).body;
}

describe('write status', () => {
	it('is PENDING for the duration, then SUCCESS', async () => {
		sandbox.setOptions({ jobDurationMs: 300 });
		const job = await write();
		expect(await statusOf(job)).toEqual({
			write_status: 'PENDING',
			errors: [],
			created_record_id: null,
		});
		time.advance(299);
		expect(await statusOf(job)).toMatchObject({ write_status: 'PENDING' });
		time.advance(1);
		expect(await statusOf(job)).toEqual({
			write_status: 'SUCCESS',
			errors: [],
			created_record_id: expect.stringMatching(/^invoices-/),
		});
	});

	it.each([
		['set', 'invoice.create.buildium', expect.any(String)],
		['notRetrievable', 'invoice.create.resman', null],
		['unknown', 'residentCharge.create.buildium', null],
	])('created_record_id where the contract says %s', async (said, name, expected) => {
		expect(writeOperation(name).createdRecordId).toBe(said);
		expect(await statusOf(await write(name))).toEqual({
			write_status: 'SUCCESS',
			errors: [],
			created_record_id: expected,
		});
	});

	it('FAILURE and PARTIAL_SUCCESS have errors as JSON strings', async () => {
		sandbox.decide({ outcome: 'FAILURE' });
		sandbox.decide({ outcome: 'PARTIAL_SUCCESS' });
		const failed = await statusOf(await write());
		const partial = await statusOf(await write());

		expect(failed).toMatchObject({ write_status: 'FAILURE', created_record_id: null });
		expect(partial).toMatchObject({
			write_status: 'PARTIAL_SUCCESS',
			created_record_id: expect.any(String),
		});
		for (const { errors } of [failed, partial])
			expect(JSON.parse(errors[0])).toHaveProperty('message');
		expect(await statusOf(await write())).toMatchObject({ write_status: 'SUCCESS' });
	});

	it('an unknown job is a 404', async () => {
		const response = await call('GET', '/v1/admin/write-status/job-none');
		expect(response.status).toBe(404);
		expect(response.body).toEqual({ error: { code: 'not_found', message: expect.any(String) } });
	});

	it('a job of another account is a 404', async () => {
		sandbox.setOptions({
			tokens: { [sandbox.token]: 'default', 'propexo-second-token': 'second' },
		});
		const job = await write();
		const response = await call('GET', `/v1/admin/write-status/${job}`, undefined, {
			authorization: 'Bearer propexo-second-token',
		});
		expect(response.status).toBe(404);
	});

	it('no ID is used twice, not even after a reset', async () => {
		const before = await write();
		sandbox.reset();
		expect(await write()).not.toBe(before);
	});
});

describe('outcomes', () => {
	it('can be decided for several matching writes', async () => {
		sandbox.decide({
			match: { path: '/v1/invoices/', bodyIncludes: 'INV-BAD' },
			outcome: 'FAILURE',
			times: 2,
		});
		expect(await statusOf(await write())).toMatchObject({ write_status: 'SUCCESS' });
		for (const expected of ['FAILURE', 'FAILURE', 'SUCCESS']) {
			const job = await write('invoice.create.buildium', { invoice_number: 'INV-BAD' });
			expect(await statusOf(job)).toMatchObject({ write_status: expected });
		}
	});

	it('can have their own errors, ID and duration', async () => {
		sandbox.decide({
			outcome: { status: 'SUCCESS', errors: ['a warning'], createdRecordId: null, durationMs: 300 },
		});
		const job = await write();
		expect((await statusOf(job)).write_status).toBe('PENDING');
		time.advance(300);
		expect(await statusOf(job)).toEqual({
			write_status: 'SUCCESS',
			errors: ['a warning'],
			created_record_id: null,
		});
	});

	it('a job can stay PENDING until it is finished', async () => {
		sandbox.decide({ outcome: 'PENDING' });
		const job = await write();
		time.advance(30 * 24 * 3_600_000);
		expect((await statusOf(job)).write_status).toBe('PENDING');
		sandbox.finish(job, { status: 'FAILURE', errors: ['no'] }, { at: '2026-01-01T00:00:00Z' });
		expect(await statusOf(job)).toEqual({
			write_status: 'FAILURE',
			errors: ['no'],
			created_record_id: null,
		});
		expect(sandbox.job(job).finishedAt).toBe(Date.UTC(2026, 0, 1));
	});

	it('a finished job can be finished again with another status', async () => {
		sandbox.setOptions({ defaultOutcome: 'FAILURE' });
		const job = await write();
		expect((await statusOf(job)).write_status).toBe('FAILURE');
		sandbox.finish(job, 'SUCCESS');
		expect(await statusOf(job)).toMatchObject({ write_status: 'SUCCESS', errors: [] });
	});

	it('an unknown job cannot be finished', () => {
		expect(() => sandbox.finish('job-none', 'SUCCESS')).toThrow('There is no job job-none');
	});
});

describe('retry', () => {
	it('runs a failed write again as a new job', async () => {
		sandbox.decide({ outcome: 'FAILURE' });
		const job = await write();
		await statusOf(job);
		const response = await call('POST', `/v1/admin/retry-write/${job}`, {});
		expect(response).toMatchObject({
			status: 200,
			body: { success: true, job_id: expect.any(String) },
		});
		expect(response.body.job_id).not.toBe(job);
		expect(await statusOf(response.body.job_id)).toMatchObject({ write_status: 'SUCCESS' });
		expect(await statusOf(job)).toMatchObject({ write_status: 'FAILURE' });
		expect(sandbox.job(response.body.job_id)).toMatchObject({
			retryOf: job,
			body: sandbox.job(job).body,
		});
	});

	it.each(['SUCCESS', 'PENDING', 'PARTIAL_SUCCESS'] as const)(
		'refuses a job with status %s',
		async (status) => {
			const { id } = sandbox.addJob({ status });
			const response = await call('POST', `/v1/admin/retry-write/${id}`, {});
			expect(response.status).toBe(400);
			expect(response.body.error.message).toContain(status);
		},
	);

	it('accepts PARTIAL_SUCCESS with retryPartialSuccess, and refuses an unknown job', async () => {
		sandbox.setOptions({ retryPartialSuccess: true });
		const { id } = sandbox.addJob({ status: 'PARTIAL_SUCCESS' });
		expect((await call('POST', `/v1/admin/retry-write/${id}`, {})).status).toBe(200);
		expect((await call('POST', '/v1/admin/retry-write/job-none', {})).status).toBe(404);
	});
});

describe('read after write', () => {
	beforeEach(() => sandbox.setOptions({ readAfterWrite: true }));

	it('a created record can be read', async () => {
		const { created_record_id: id } = await statusOf(
			await write('invoice.create.buildium', { invoice_number: 'INV-1' }),
		);
		const { body } = await call('GET', `/v1/invoices/${id}`);
		expect(body.results).toMatchObject({
			id,
			invoice_number: 'INV-1',
			integration_id: 'intg-buildium-1',
			integration_vendor: 'BUILDIUM',
			notes: null,
		});
		expect(body.results).not.toHaveProperty('vendor_id');
	});

	it('a created record without a known ID is in the list', async () => {
		await statusOf(await write('invoice.create.resman', { invoice_number: 'INV-2' }));
		const { body } = await call('GET', '/v1/invoices/?integration_id=intg-resman-1&limit=1');
		expect(body.results).toEqual([expect.objectContaining({ invoice_number: 'INV-2' })]);
	});

	it('each charge of a batch becomes a record, the first with created_record_id', async () => {
		const row = { lease_id: 'l', financial_account_id: 'a', transaction_date: '2026-06-01' };
		const charges = [
			{ ...row, amount_in_cents: 1 },
			{ ...row, amount_in_cents: 2 },
		];
		const { created_record_id: id } = await statusOf(
			await write('residentCharge.createBatch.propertyware_rest', { charges }),
		);
		const { body } = await call('GET', '/v1/resident-charges/?lease_id=l&order-by=amount_in_cents');
		expect(
			body.results.map((record: { amount_in_cents: number }) => record.amount_in_cents),
		).toEqual([1, 2]);
		expect(body.results[0].id).toBe(id);
	});

	it('a credit becomes a negative charge', async () => {
		const { created_record_id: id } = await statusOf(
			await write('residentCredit.create.rentvine', { amount_in_cents: 900 }),
		);
		const { body } = await call('GET', `/v1/resident-charges/${id}`);
		expect(body.results.amount_in_cents).toBe(-900);
	});

	it('an update changes the record of its path', async () => {
		const operation = writeOperation('vendor.update.yardi');
		await call('PUT', '/v1/vendors/yardi/vend-yardi-2-1', {
			...minimalBody(operation),
			name: 'Renamed',
		});
		const { body } = await call('GET', '/v1/vendors/vend-yardi-2-1');
		expect(body.results).toMatchObject({ name: 'Renamed', account_number: 'V1001' });
		expect(sandbox.ledger[0]?.integrationId).toBe('intg-yardi-2');
	});

	it('a failed write creates no record, and no write does without the option', async () => {
		const count = sandbox.recordCounts().invoices;
		sandbox.decide({ outcome: 'FAILURE' });
		await statusOf(await write());
		sandbox.setOptions({ readAfterWrite: false });
		const { created_record_id: id } = await statusOf(await write());
		expect(sandbox.recordCounts().invoices).toBe(count);
		expect((await call('GET', `/v1/invoices/${id}`)).status).toBe(404);
	});
});
