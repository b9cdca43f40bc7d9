import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { SEGMENT_ISSUES } from '../../../nodes/Propexo/transport/pathSegment';
import { toHtml } from '../../../nodes/Propexo/utils/errorText';
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

	const expected = ERRORS.jobRejected(lastJob(), ['closed']);
	expect(error?.message).toBe(`${expected.message} ${itemTag(0)}`);
	expect(error?.description).toBe(toHtml(expected));
});

it('an unknown job → an error that names it', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...job, operation: 'get' },
		items: [{ job_id: 'job-unknown' }],
	});

	expect(error?.message).toBe(`${ERRORS.notFound('write job job-unknown')} ${itemTag(0)}`);
	expect(error?.httpCode).toBe('404');
});

it('a missing job ID → an error that names the parameter', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...job, operation: 'get' },
		items: [{}],
	});

	const { message, description } = ERRORS.invalidJobId(SEGMENT_ISSUES.missing);
	expect(error?.message).toBe(`${message} ${itemTag(0)}`);
	expect(error?.description).toBe(description);
});
