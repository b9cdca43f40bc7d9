import { bill, billParameters } from './support/bills';
import { setUp } from './support/setup';

const setup = setUp({ jobDurationMs: 300 });

const waiting = { ...billParameters, options: { waitForCompletion: true, waitTimeout: 20 } };

const lastJob = () => setup.sandbox.ledger.at(-1)!.jobId;

describe('Wait for Completion', () => {
	it('gives out the outcome and the id of the new record', async () => {
		const { items } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

		expect(items[0]!.json).toMatchObject({
			job_id: lastJob(),
			write_status: 'SUCCESS',
			created_record_id: expect.any(String) as string,
			errors: [],
		});
	});

	it('stops with what the PMS said when it refuses the write, and names the job', async () => {
		setup.sandbox.decide({
			outcome: { status: 'FAILURE', errors: ['{"message":"Period 11/2026 is closed"}'] },
		});
		const { error } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

		expect(error?.message).toBe('Buildium did not take the write [Item 0]');
		expect(error?.description).toContain(
			`Job ${lastJob()} failed. The PMS says:\n• Period 11/2026 is closed`,
		);
		expect(error?.description).toContain('let Propexo try the job again with Write Job > Retry');
	});

	it('passes a refused write on with its status where it should', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
		const options = { ...waiting.options, onWriteFailure: 'status' };
		const { items } = await setup.engine.run({
			parameters: { ...waiting, options },
			items: [bill('A-1')],
		});

		expect(items[0]!.json).toMatchObject({
			write_status: 'FAILURE',
			errors: ['closed'],
			job_id: lastJob(),
		});
	});

	it('a refused write goes to the error output with its job id', async () => {
		setup.sandbox.decide({
			outcome: { status: 'FAILURE', errors: ['closed'] },
			match: { bodyIncludes: 'A-2' },
		});
		const { items, errorItems } = await setup.engine.run({
			parameters: waiting,
			items: [bill('A-1'), bill('A-2')],
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items).toHaveLength(1);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]!.json).toMatchObject({
			error: 'Buildium did not take the write [Item 1]',
			details: { write_status: 'FAILURE', errors: ['closed'] },
			number: 'A-2',
		});
	});

	it('passes on a job that is still PENDING when the time is up', async () => {
		setup.sandbox.setOptions({ jobDurationMs: null });
		const options = { waitForCompletion: true, waitTimeout: 1 };
		const { items } = await setup.engine.run({
			parameters: { ...billParameters, options },
			items: [bill('A-1')],
		});

		expect(items[0]!.json).toMatchObject({ write_status: 'PENDING', job_id: lastJob() });
	});

	it('a partly successful write is passed on, because a part of it is on the ledger', async () => {
		setup.sandbox.decide({
			outcome: { status: 'PARTIAL_SUCCESS', errors: ['The attachment was too large'] },
		});
		const { items } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

		expect(items[0]!.json).toMatchObject({
			write_status: 'PARTIAL_SUCCESS',
			errors: ['The attachment was too large'],
		});
	});
});

describe('a state that Propexo does not document', () => {
	const states = (write_status: string) =>
		setup.sandbox.inject({
			fault: {
				kind: 'status',
				status: 200,
				body: { write_status, errors: ['closed'], created_record_id: null },
			},
			match: { path: '/v1/admin/write-status/' },
			times: null,
		});

	it('is named in the hint, and not called PENDING', async () => {
		states('CANCELLED');
		const options = { waitForCompletion: true, waitTimeout: 1 };
		const { items, run } = await setup.engine.run({
			parameters: { ...billParameters, options },
			items: [bill('A-1')],
		});

		expect(items[0]!.json).toMatchObject({ write_status: 'CANCELLED', job_id: lastJob() });
		expect(run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message)).toEqual([
			'One write has a state that this node does not know: CANCELLED. Look it up in the PMS before you write it again.',
		]);
	});

	it('but for its small letters, is the one that it documents', async () => {
		states('failure');
		const { error } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

		expect(error?.message).toBe('Buildium did not take the write [Item 0]');
	});
});

describe('Write Job', () => {
	const job = { resource: 'writeJob', jobId: '={{ $json.job_id }}' };

	it('Get Status asks once', async () => {
		setup.sandbox.setOptions({ jobDurationMs: null });
		await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
		const { items } = await setup.engine.run({
			parameters: { ...job, operation: 'get' },
			items: [{ job_id: lastJob() }],
		});

		expect(items).toEqual([
			{
				json: { job_id: lastJob(), write_status: 'PENDING', errors: [], created_record_id: null },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('Wait for Outcome asks until the job has ended', async () => {
		await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
		const { items } = await setup.engine.run({
			parameters: { ...job, operation: 'wait' },
			items: [{ job_id: lastJob() }],
		});

		expect(items[0]!.json).toMatchObject({ job_id: lastJob(), write_status: 'SUCCESS' });
	});

	it('Wait for Outcome stops where the PMS refused the write', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
		await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
		const { error } = await setup.engine.run({
			parameters: { ...job, operation: 'wait' },
			items: [{ job_id: lastJob() }],
		});

		expect(error?.message).toBe(`The PMS did not take the write of job ${lastJob()} [Item 0]`);
		expect(error?.description).toBe(
			'The PMS says:\n• closed\nOnce what it says is mended, let Propexo try the job again with Write Job > Retry.',
		);
	});

	it('an unknown job is an error that names it', async () => {
		const { error } = await setup.engine.run({
			parameters: { ...job, operation: 'get' },
			items: [{ job_id: 'job-of-nobody' }],
		});

		expect(error?.message).toBe('Propexo knows no write job job-of-nobody [Item 0]');
		expect(error?.httpCode).toBe('404');
	});

	it('a missing job id is an error that names the parameter', async () => {
		const { error } = await setup.engine.run({
			parameters: { ...job, operation: 'get' },
			items: [{}],
		});

		expect(error?.message).toBe('Job ID is required [Item 0]');
	});
});

it('the cancel button ends a wait within a second', async () => {
	setup.sandbox.setOptions({ jobDurationMs: null });
	const options = { waitForCompletion: true, waitTimeout: 60 };
	const began = Date.now();
	await setup.engine.run({
		parameters: { ...billParameters, options },
		items: [bill('A-1')],
		cancelAfter: 1_500,
	});

	expect(Date.now() - began).toBeLessThan(2_500);
});

it('an outcome that cannot be read is not called pending without a word', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { path: '/v1/admin/write-status/' },
		times: null,
	});
	const { items, run } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

	expect(items[0]!.json).toMatchObject({ job_id: lastJob(), write_status: 'PENDING' });
	expect(run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message)).toEqual([
		expect.stringMatching(
			/^The outcome of one write could not be read \(Propexo does not let this API token do that\)/,
		),
	]);
});

it('a job id with half a character does not make the node forget what was accepted', async () => {
	setup.sandbox.inject({
		fault: {
			kind: 'status',
			status: 200,
			effect: 'after',
			body: '{"meta":{"job_id":"job-\\ud800"},"result":{}}',
		},
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { items, error } = await setup.engine.run({
		parameters: { ...billParameters, options: { concurrency: 1, waitForCompletion: true } },
		items: [bill('A-1'), bill('A-2')],
	});

	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.job_id)).toEqual([
		setup.sandbox.ledger[0]!.jobId,
		'job-\ud800',
	]);
});
