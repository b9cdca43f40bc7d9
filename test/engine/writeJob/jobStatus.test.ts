import { bill, billParameters } from '../support/bills';
import { setUp } from '../support/setup';

const setup = setUp({ jobDurationMs: 300 });

const lastJob = () => setup.sandbox.ledger.at(-1)!.jobId;

const job = { resource: 'writeJob', jobId: '={{ $json.job_id }}' };

it('Get Status of a pending job → PENDING', async () => {
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

it('Wait for Outcome of a pending job → its final status', async () => {
	await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
	const { items } = await setup.engine.run({
		parameters: { ...job, operation: 'wait' },
		items: [{ job_id: lastJob() }],
	});

	expect(items[0]!.json).toMatchObject({ job_id: lastJob(), write_status: 'SUCCESS' });
});

it('Wait for Outcome of a rejected write → an error with the reasons of the PMS', async () => {
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

it('an unknown job → an error that names it', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...job, operation: 'get' },
		items: [{ job_id: 'job-unknown' }],
	});

	expect(error?.message).toBe('Propexo knows no write job job-unknown [Item 0]');
	expect(error?.httpCode).toBe('404');
});

it('a missing job ID → an error that names the parameter', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...job, operation: 'get' },
		items: [{}],
	});

	expect(error?.message).toBe('Job ID is required [Item 0]');
});
