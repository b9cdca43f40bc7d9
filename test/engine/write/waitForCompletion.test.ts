import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, HINTS } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { STATUS_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import type { ErrorSentences } from '../../../nodes/Propexo/utils/errorText';
import { bill, billName, billParameters } from '../support/bills';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { setUp } from '../support/setup';

const setup = setUp({ jobDurationMs: 300 });

const waiting = { ...billParameters, options: { waitForCompletion: true, waitTimeout: 20 } };

/** What the node says about a bill that Buildium rejects. */
const rejectedBill = (number: string, ...reasons: string[]): ErrorSentences =>
	ERRORS.pmsRejected(PMS_LABELS.buildium, `the ${billName(number)}`, reasons);

const lastJob = () => setup.sandbox.ledger.at(-1)!.jobId;

it('a successful write → its status and the ID of the new record', async () => {
	const { items } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

	expect(items[0]!.json).toMatchObject({
		job_id: lastJob(),
		write_status: 'SUCCESS',
		created_record_id: expect.any(String) as string,
		errors: [],
	});
});

it('a write that the PMS rejects → an error with its reasons and the job', async () => {
	setup.sandbox.decide({
		outcome: { status: 'FAILURE', errors: ['{"message":"Period 11/2026 is closed"}'] },
	});
	const { error } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

	const text = rejectedBill('A-1', 'Period 11/2026 is closed');
	expect(error?.message).toBe(`${text.message} ${itemTag(0)}`);
	expect(error?.description).toBe(descriptionWith(text, acceptedLine([lastJob(), 0])));
});

it('a rejected write with On Write Failure set to status → an item with its status', async () => {
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

it('a rejected write → an error item with its job', async () => {
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
		error: {
			message: `${rejectedBill('A-2').message} ${itemTag(1)}`,
			write_status: 'FAILURE',
			errors: ['closed'],
		},
		number: 'A-2',
	});
});

it('a job still PENDING at the timeout → an item with the status PENDING', async () => {
	setup.sandbox.setOptions({ jobDurationMs: null });
	const options = { waitForCompletion: true, waitTimeout: 1 };
	const { items } = await setup.engine.run({
		parameters: { ...billParameters, options },
		items: [bill('A-1')],
	});

	expect(items[0]!.json).toMatchObject({ write_status: 'PENDING', job_id: lastJob() });
});

it('a partly successful write → an item, because part of it is on the ledger', async () => {
	setup.sandbox.decide({
		outcome: { status: 'PARTIAL_SUCCESS', errors: ['The attachment was too large'] },
	});
	const { items } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

	expect(items[0]!.json).toMatchObject({
		write_status: 'PARTIAL_SUCCESS',
		errors: ['The attachment was too large'],
	});
});

describe('an undocumented status', () => {
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

	it('→ a hint that names it', async () => {
		states('CANCELLED');
		const options = { waitForCompletion: true, waitTimeout: 1 };
		const { items, run } = await setup.engine.run({
			parameters: { ...billParameters, options },
			items: [bill('A-1')],
		});

		expect(items[0]!.json).toMatchObject({ write_status: 'CANCELLED', job_id: lastJob() });
		expect(run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message)).toEqual([
			HINTS.unrecognized(1, ['CANCELLED']),
		]);
	});

	it('of a documented name in lower case → taken as the documented one', async () => {
		states('failure');
		const { error } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

		expect(error?.message).toBe(`${rejectedBill('A-1').message} ${itemTag(0)}`);
	});
});

it('an outcome that cannot be read → a hint that says so', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { path: '/v1/admin/write-status/' },
		times: null,
	});
	const { items, run } = await setup.engine.run({ parameters: waiting, items: [bill('A-1')] });

	expect(items[0]!.json).toMatchObject({ job_id: lastJob(), write_status: 'PENDING' });
	expect(run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message)).toEqual([
		HINTS.unreadable(1, STATUS_MESSAGES[403]!.message),
	]);
});

it('a job ID with a lone surrogate → every accepted write is reported', async () => {
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
