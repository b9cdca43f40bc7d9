import type { IDataObject } from 'n8n-workflow';

import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, HINTS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { htmlToPlainText } from '../../../nodes/Propexo/utils/errorText';
import { bill, billName, writtenNumbers } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { hintsOf, keyedBills } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5, pollInitialInterval: 20, pollMaxInterval: 50 });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const waiting = { waitForCompletion: true, waitTimeout: 20 };

const run = async (numbers: string[], options: IDataObject = {}, settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills(options),
		items: numbers.map((number) => bill(number)),
		settings,
	});

const skipped = (key: string, write_status: 'SUCCESS' | null): IDataObject => ({
	skipped: true,
	write_status,
	idempotency_key: key,
	resource: 'invoice',
	operation: 'create',
	pms: 'buildium',
	integration_id: bill(key).integration as string,
});

const openError = (number: string) => ERRORS.keyOpen(billName(number), number);

const rejectedError = (number: string) =>
	ERRORS.keyRejected(PMS_LABELS.buildium, billName(number), number);

const outcomeIs = (status: 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILURE') =>
	setup.sandbox.decide({ outcome: { status }, times: null });

describe('a key of a write that Propexo accepted, met again', () => {
	it('nobody waited for the outcome → skipped without a status, and a hint says so', async () => {
		await run(['A-1']);
		const result = await run(['A-1']);

		expect(result.items.map(({ json }) => json)).toEqual([skipped('A-1', null)]);
		expect(hintsOf(result)).toEqual([HINTS.skippedUnchecked(1)]);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('SUCCESS was seen → skipped with the status, and no hint', async () => {
		await run(['A-1'], waiting);
		const result = await run(['A-1'], waiting);

		expect(result.items.map(({ json }) => json)).toEqual([skipped('A-1', 'SUCCESS')]);
		expect(hintsOf(result)).toEqual([]);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('SUCCESS was seen, and the next execution does not wait → the status is still known', async () => {
		await run(['A-1'], waiting);
		const { items } = await run(['A-1']);

		expect(items[0]!.json).toEqual(skipped('A-1', 'SUCCESS'));
	});

	it('PARTIAL_SUCCESS was seen → skipped without a status', async () => {
		outcomeIs('PARTIAL_SUCCESS');
		await run(['A-1'], waiting);
		const result = await run(['A-1'], waiting);

		expect(result.items[0]!.json).toEqual(skipped('A-1', null));
		expect(hintsOf(result)).toEqual([HINTS.skippedUnchecked(1)]);
	});

	it('still PENDING after the wait → skipped without a status', async () => {
		setup.sandbox.setOptions({ jobDurationMs: null });
		await run(['A-1'], { ...waiting, waitTimeout: 0.1 });
		const { items } = await run(['A-1'], { ...waiting, waitTimeout: 0.1 });

		expect(items[0]!.json).toEqual(skipped('A-1', null));
		expect(writesOf(setup)).toHaveLength(1);
	});

	it.each(['error', 'status'])(
		'the PMS rejected it, with On Write Failure set to %s → an error item that says so',
		async (onWriteFailure) => {
			outcomeIs('FAILURE');
			const options = { ...waiting, onWriteFailure };
			await run(['A-1'], options, CONTINUE);
			outcomeIs('SUCCESS');
			const { items } = await run(['A-1'], options, CONTINUE);
			const again = await run(['A-1'], options, CONTINUE);

			for (const item of [items[0]!, again.items[0]!])
				expect(errorOf(item)).toMatchObject({
					message: `${rejectedError('A-1').message} ${itemTag(0)}`,
					description: rejectedError('A-1').description,
					outcome: 'rejected',
					idempotency_key: 'A-1',
				});
			expect(writesOf(setup)).toHaveLength(1);
		},
	);

	it('the PMS rejected it, under Stop → the node stops with that error', async () => {
		outcomeIs('FAILURE');
		await run(['A-1'], waiting);
		const { error } = await run(['A-1', 'A-2'], waiting);

		expect(error?.message).toBe(`${rejectedError('A-1').message} ${itemTag(0)}`);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('the PMS rejected it, and Retry On Fail → the error of the PMS, once sent', async () => {
		outcomeIs('FAILURE');
		const { error } = await run(['A-1'], waiting, {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
		});

		expect(error?.message).toContain(
			ERRORS.pmsRejected(PMS_LABELS.buildium, `the ${billName('A-1')}`, []).message,
		);
		expect(writesOf(setup)).toHaveLength(1);
	});
});

describe('a key of a write with an unknown outcome', () => {
	const lose = (fault: 'reset-before' | 'reset-after') =>
		setup.sandbox.inject({ fault, match: { method: 'POST', bodyIncludes: 'A-1' } });

	it.each(['reset-before', 'reset-after'] as const)(
		'%s, met again → an error item with the outcome, however often',
		async (fault) => {
			lose(fault);
			await run(['A-1'], {}, CONTINUE);
			for (let times = 0; times < 3; times++) {
				const { items } = await run(['A-1', 'A-2'], {}, CONTINUE);
				expect(errorOf(items[0]!)).toMatchObject({
					message: `${openError('A-1').message} ${itemTag(0)}`,
					description: openError('A-1').description,
					outcome: 'unknown',
					idempotency_key: 'A-1',
				});
			}
			expect(writesOf(setup)).toHaveLength(2);
		},
	);

	it('met again under Stop → the error names it, and the summary what was skipped', async () => {
		lose('reset-after');
		await run(['A-0', 'A-1']);
		const { error } = await run(['A-0', 'A-1', 'A-2']);

		expect(error?.message).toBe(`${openError('A-1').message} ${itemTag(1)}`);
		expect(htmlToPlainText(error?.description ?? '')).toContain(SUMMARY.skipped(formatItems([0])));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-0', 'A-1']);
	});

	it('met again by Retry On Fail of its own execution → still unknown, and sent once', async () => {
		lose('reset-after');
		const { error } = await run(
			['A-1'],
			{},
			{
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			},
		);

		expect(error?.context?.outcome ?? error?.message).toBeDefined();
		expect(writesOf(setup)).toHaveLength(1);
	});
});

describe('a key of an item that is not reached', () => {
	it('written by an earlier execution → kept, and not written by a later one', async () => {
		await run(['A-2']);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		await run(['A-1', 'A-2']);
		await run(['A-2']);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-2']);
	});

	it('rejected by the PMS in an earlier execution → still rejected', async () => {
		outcomeIs('FAILURE');
		await run(['A-2'], waiting);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		await run(['A-1', 'A-2'], waiting);
		const { error } = await run(['A-2'], waiting);

		expect(error?.message).toBe(`${rejectedError('A-2').message} ${itemTag(0)}`);
	});

	it('with an unknown outcome in an earlier execution → still unknown', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST', bodyIncludes: 'A-2' } });
		await run(['A-2']);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		await run(['A-1', 'A-2']);
		const { error } = await run(['A-2']);

		expect(error?.message).toBe(`${openError('A-2').message} ${itemTag(0)}`);
		expect(writesOf(setup)).toHaveLength(2);
	});
});

describe('a key met again with another body', () => {
	const changed = async (options: IDataObject = {}, settings = {}) =>
		await setup.engine.run({
			parameters: keyedBills(options),
			items: [bill('A-1', { date: '2026-12-01' }), bill('A-2')],
			settings,
		});

	it('→ skipped, and a hint names the key', async () => {
		await run(['A-1', 'A-2'], waiting);
		const result = await changed(waiting);

		expect(result.items.map(({ json }) => json)).toEqual([
			skipped('A-1', 'SUCCESS'),
			skipped('A-2', 'SUCCESS'),
		]);
		expect(hintsOf(result)).toEqual([HINTS.keyOfOtherBody(['A-1'])]);
		expect(writesOf(setup)).toHaveLength(2);
	});

	it('→ the hint is there each time', async () => {
		await run(['A-1']);
		await changed();
		const result = await changed();

		expect(hintsOf(result)).toContain(HINTS.keyOfOtherBody(['A-1']));
	});

	it('with fields in another order → the same body', async () => {
		const json = (body: string) => ({
			resource: 'invoice',
			operation: 'create',
			pms: 'buildium',
			specifyBody: 'json',
			bodyJson: body,
			options: { idempotencyKey: 'A-1' },
		});
		const { integration, vendor, lines } = bill('A-1');
		const one = { integration_id: integration, vendor_id: vendor, invoice_date: '2026-11-30' };
		const other = { due_date: '2026-12-31', invoice_items: lines };
		const first = await setup.engine.run({
			parameters: json(JSON.stringify({ ...one, ...other })),
		});
		const result = await setup.engine.run({
			parameters: json(JSON.stringify({ ...other, ...one })),
		});

		expect(first.error).toBeUndefined();
		expect(result.items[0]!.json.skipped).toBe(true);
		expect(hintsOf(result)).toEqual([HINTS.skippedUnchecked(1)]);
	});
});
