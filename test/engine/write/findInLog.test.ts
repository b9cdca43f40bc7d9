import type { INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billName, billParameters } from '../support/bills';
import { chargeParameters } from '../support/charges';
import { errorOf } from '../support/errorOf';
import { findLost, lostBills } from '../support/lostBills';
import { requestsTo, setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5, pollInitialInterval: 20, pollMaxInterval: 100 });

const LOG = '/v1/admin/logs/writes';

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const parameters: INodeParameters = { ...billParameters, options: findLost };

const { run, lose, jobOf } = lostBills(setup);

const unknownMessage = (number: string, item: number): string => {
	const reason = CONNECTION_MESSAGES.noResponse('ECONNRESET');
	return `${ERRORS.outcomeUnknown(reason, billName(number)).message} ${itemTag(item)}`;
};

const hour = 3_600_000;

describe('a write whose response was lost', () => {
	it('that took effect → found, with its job and status', async () => {
		lose('A-1');
		const { items, error } = await run(['A-1']);

		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({
			job_id: jobOf('A-1'),
			write_status: 'SUCCESS',
			found_in_log: true,
		});
		expect(items[0]!.pairedItem).toEqual([{ item: 0 }]);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('others that were answered → not said to be found', async () => {
		lose('A-1');
		const { items } = await run(['A-1', 'A-2']);

		expect(items[1]!.json).not.toHaveProperty('found_in_log');
	});

	it('under Stop → sending goes on once it was found', async () => {
		lose('A-1');
		lose('A-3');
		const { items, error } = await run(['A-1', 'A-2', 'A-3', 'A-4']);

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(['A-1', 'A-2', 'A-3', 'A-4'].map(jobOf));
		expect(writesOf(setup)).toHaveLength(4);
	});

	it('that took no effect → unknown, with what it takes to look for it', async () => {
		lose('A-1', 'reset-before');
		const before = Date.now();
		const { items } = await run(['A-1'], {}, CONTINUE);

		const error = errorOf(items[0]!)!;
		expect(error).toMatchObject({
			message: unknownMessage('A-1', 0),
			outcome: 'unknown',
			path: expect.stringContaining('/v1/invoices/buildium/') as string,
			integration_id: bill('A-1').integration,
			body_digest: expect.any(String) as string,
		});
		expect(Date.parse(String(error.sent_at))).toBeGreaterThanOrEqual(before - 1);
		expect(Date.parse(String(error.sent_at))).toBeLessThanOrEqual(Date.now());
		expect(error).not.toHaveProperty('candidates');
	});

	it('that took no effect, under Stop → the node stops, and sends nothing more', async () => {
		lose('A-1', 'reset-before');
		const { error } = await run(['A-1', 'A-2']);

		expect(error?.message).toBe(unknownMessage('A-1', 0));
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('that the PMS rejected → its error, with the job', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
		lose('A-1');
		const { items } = await run(['A-1'], {}, CONTINUE);

		const { message } = ERRORS.pmsRejected(PMS_LABELS.buildium, `the ${billName('A-1')}`, []);
		expect(errorOf(items[0]!)).toMatchObject({
			message: `${message} ${itemTag(0)}`,
			job_id: jobOf('A-1'),
			write_status: 'FAILURE',
			found_in_log: true,
		});
	});

	it('that the PMS rejected, with On Write Failure set to status → its status', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE' } });
		lose('A-1');
		const { items } = await run(['A-1'], { onWriteFailure: 'status' });

		expect(items[0]!.json).toMatchObject({
			job_id: jobOf('A-1'),
			write_status: 'FAILURE',
			found_in_log: true,
		});
	});

	it.each(['FAILURE', 'SUCCESS'] as const)(
		'that was written in part, which the log shows as %s → not reported as rejected or complete',
		async (logPartialSuccessAs) => {
			setup.sandbox.setOptions({ logPartialSuccessAs });
			setup.sandbox.decide({ outcome: { status: 'PARTIAL_SUCCESS' } });
			lose('A-1');
			const { items } = await run(['A-1'], {}, CONTINUE);

			expect(items[0]!.json).toMatchObject({
				job_id: jobOf('A-1'),
				write_status: 'PARTIAL_SUCCESS',
				found_in_log: true,
			});
		},
	);

	it('which the log shows late → found', async () => {
		setup.sandbox.setOptions({ logLagMs: 250 });
		lose('A-1');
		const { items } = await run(['A-1'], { waitTimeout: 20 });

		expect(items[0]!.json).toMatchObject({ found_in_log: true, job_id: jobOf('A-1') });
	});

	it('which ends late → found', async () => {
		setup.sandbox.setOptions({ jobDurationMs: 250 });
		lose('A-1');
		const { items } = await run(['A-1'], { waitTimeout: 20, waitForCompletion: true });

		expect(items[0]!.json).toMatchObject({ found_in_log: true, write_status: 'SUCCESS' });
	});

	it('in a long log → found', async () => {
		for (let index = 0; index < 250; index++)
			setup.sandbox.addJob({ body: { invoice_number: `B-${index}` } });
		setup.sandbox.setOptions({ logOrder: 'oldestFirst' });
		lose('A-1');
		const { items } = await run(['A-1'], { waitTimeout: 20 });

		expect(items[0]!.json).toMatchObject({ found_in_log: true, job_id: jobOf('A-1') });
	});

	it('of a batch → found for every row', async () => {
		lose('A-1');
		const { items } = await setup.engine.run({
			parameters: {
				...chargeParameters,
				options: findLost,
			},
			items: [{ number: 'A-1' }, { number: 'A-2' }],
		});

		expect(items.map(({ json, pairedItem }) => [json.found_in_log, pairedItem])).toEqual([
			[true, [{ item: 0 }, { item: 1 }]],
		]);
	});

	it.each([2 * hour, -2 * hour])(
		'where the clock of Propexo is %d ms ahead → found',
		async (clockSkewMs) => {
			setup.sandbox.setOptions({ clockSkewMs });
			lose('A-1');
			const { items } = await run(['A-1']);

			expect(items[0]!.json).toMatchObject({ found_in_log: true, job_id: jobOf('A-1') });
		},
	);

	it('without the option → the log is not read', async () => {
		lose('A-1');
		const { items } = await run(['A-1'], { unknownOutcome: 'error' }, CONTINUE);

		expect(errorOf(items[0]!)).toMatchObject({
			outcome: 'unknown',
			sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
			path: expect.stringContaining('/v1/invoices/buildium/') as string,
			integration_id: bill('A-1').integration,
			body_digest: expect.any(String) as string,
		});
		expect(requestsTo(setup, LOG)).toEqual([]);
	});

	it('no response was lost → the log is not read', async () => {
		await run(['A-1', 'A-2']);

		expect(requestsTo(setup, LOG)).toEqual([]);
	});
});

describe('the search', () => {
	it('→ asks for the integration and the time, again and again, less and less often', async () => {
		lose('A-1', 'reset-before');
		await run(['A-1'], { waitTimeout: 1 });

		const searches = requestsTo(setup, LOG);
		for (const { path } of searches) {
			const query = new URL(path, 'http://x').searchParams;
			expect(query.get('integration_id')).toBe(bill('A-1').integration);
			expect(query.get('time_range')).toBe('hour');
		}
		expect(searches.length).toBeGreaterThan(2);
		// Without growing intervals it would be 50.
		expect(searches.length).toBeLessThan(30);
	});

	it('that fails → the outcome stays unknown', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: LOG },
			times: null,
		});
		lose('A-1');
		const { items } = await run(['A-1'], {}, CONTINUE);

		expect(errorOf(items[0]!)?.outcome).toBe('unknown');
	});

	it('that is canceled → the outcome stays unknown, and nothing more is sent', async () => {
		lose('A-1', 'reset-before');
		const { error } = await setup.engine.run({
			parameters: { ...parameters, options: { ...findLost, waitTimeout: 60 } },
			items: [bill('A-1'), bill('A-2')],
			cancelWhen: () => requestsTo(setup, LOG).length > 2,
		});

		expect(error?.message).toBe(ERRORS.canceled);
		expect(writesOf(setup)).toHaveLength(1);
	});
});
