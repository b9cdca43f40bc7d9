import type { IDataObject } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, ISSUES } from '../../../nodes/Propexo/actions/messages';
import { bill, billName, writtenNumbers } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { keyedBills, statesOf } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

const FIELD = 'Idempotency Key';

const run = async (idempotencyKey: string, values: IDataObject, settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills({ idempotencyKey }),
		items: [bill('A-1', values)],
		settings,
	});

const WHOLE = '={{ $json.a }}';
const SPACED = '= {{ $json.a }} ';
const TEMPLATE = '={{ $json.a }}-{{ $json.b }}';

/** A key, the values of its expression, and the issue. */
const BAD: ReadonlyArray<readonly [key: string, values: IDataObject, issue: string]> = [
	['', {}, ISSUES.keyEmpty],
	['   ', {}, ISSUES.keyEmpty],
	['=', {}, ISSUES.keyEmpty],
	[WHOLE, {}, ISSUES.keyNothing('{{ $json.a }}')],
	[WHOLE, { a: null }, ISSUES.keyNothing('{{ $json.a }}')],
	[WHOLE, { a: '' }, ISSUES.keyNothing('{{ $json.a }}')],
	[WHOLE, { a: ' \t\n' }, ISSUES.keyNothing('{{ $json.a }}')],
	[SPACED, {}, ISSUES.keyNothing('{{ $json.a }}')],
	[TEMPLATE, { a: 'x' }, ISSUES.keyNothing('{{ $json.b }}')],
	[TEMPLATE, { a: 'x', b: '' }, ISSUES.keyNothing('{{ $json.b }}')],
	[TEMPLATE, { a: 'x', b: null }, ISSUES.keyNothing('{{ $json.b }}')],
	[TEMPLATE, { b: 'x' }, ISSUES.keyNothing('{{ $json.a }}')],
	[TEMPLATE, { a: ' ', b: 'x' }, ISSUES.keyNothing('{{ $json.a }}')],
	['=bill-{{ $json.a }}', {}, ISSUES.keyNothing('{{ $json.a }}')],
	['=bill-{{ $json.a.b }}', { a: {} }, ISSUES.keyNothing('{{ $json.a.b }}')],
	[WHOLE, { a: true }, ISSUES.keyNotText('true')],
	[WHOLE, { a: false }, ISSUES.keyNotText('false')],
	[WHOLE, { a: { id: 1 } }, ISSUES.keyNotText('{"id":1}')],
	[WHOLE, { a: [1, 2] }, ISSUES.keyNotText('[1,2]')],
	[WHOLE, { a: ['x'] }, ISSUES.keyNotText('["x"]')],
	[WHOLE, { a: 0 }, ISSUES.keyNotText('0')],
	['={{ NaN }}', {}, ISSUES.keyNotText('NaN')],
	['={{ 1 / 0 }}', {}, ISSUES.keyNotText('Infinity')],
	['={{ -1 / 0 }}', {}, ISSUES.keyNotText('-Infinity')],
	['={{ Number("x") }}', {}, ISSUES.keyNotText('NaN')],
	[TEMPLATE, { a: 'x', b: false }, ISSUES.keyNotText('false')],
	[TEMPLATE, { a: 'x', b: true }, ISSUES.keyNotText('true')],
	[TEMPLATE, { a: 'x', b: { id: 1 } }, ISSUES.keyNotText('{"id":1}')],
	[TEMPLATE, { a: 'x', b: [7] }, ISSUES.keyNotText('[7]')],
	['=x-{{ 0 / 0 }}', {}, ISSUES.keyNotText('NaN')],
	[WHOLE, { a: 2 ** 53 }, ISSUES.keyInexact(String(2 ** 53))],
	[WHOLE, { a: 12345678901234567890 }, ISSUES.keyInexact(String(12345678901234567890))],
	[WHOLE, { a: 1.5 }, ISSUES.keyInexact('1.5')],
	['={{ 0.1 + 0.2 }}', {}, ISSUES.keyInexact(String(0.1 + 0.2))],
	[TEMPLATE, { a: 'x', b: 2 ** 60 }, ISSUES.keyInexact(String(2 ** 60))],
	[WHOLE, { a: 'undefined' }, ISSUES.keyPlaceholder('undefined')],
	[WHOLE, { a: 'null' }, ISSUES.keyPlaceholder('null')],
	[WHOLE, { a: 'vendor-1-undefined' }, ISSUES.keyPlaceholder('vendor-1-undefined')],
	[WHOLE, { a: 'null-1001' }, ISSUES.keyPlaceholder('null-1001')],
	[WHOLE, { a: '7 NaN' }, ISSUES.keyPlaceholder('7 NaN')],
	[WHOLE, { a: 'x-[object Object]' }, ISSUES.keyPlaceholder('x-[object Object]')],
	[WHOLE, { a: 'x-Invalid DateTime' }, ISSUES.keyPlaceholder('x-Invalid DateTime')],
	['undefined', {}, ISSUES.keyPlaceholder('undefined')],
	['={{ "bill-" + $json.a }}', {}, ISSUES.keyPlaceholder('bill-undefined')],
	['={{ `${$json.a}-${$json.b}` }}', { a: 'x' }, ISSUES.keyPlaceholder('x-undefined')],
	['={{ "x" + ({}) }}', {}, ISSUES.keyPlaceholder('x[object Object]')],
];

describe('a key that tells no record from others → the item is invalid, and nothing is sent', () => {
	it.each(BAD)('%p with %p', async (key, values, issue) => {
		const { items } = await run(key, values, { onError: 'continueRegularOutput' });

		expect(items.map((item) => errorOf(item)?.issues)).toEqual([
			[{ field: FIELD, message: issue }],
		]);
		expect(writesOf(setup)).toEqual([]);
		expect(setup.store.entries()).toEqual([]);
	});

	it('under Stop → the node stops with the item, the option and the record', async () => {
		const { error } = await run(WHOLE, {});

		const issue = `${FIELD} ${ISSUES.keyNothing('{{ $json.a }}')}`;
		expect(error?.message).toBe(`${ERRORS.invalidRecord(issue, billName('A-1'))} ${itemTag(0)}`);
		expect(writesOf(setup)).toEqual([]);
	});

	it('an expression that fails for one item → that item alone is invalid', async () => {
		const { items, errorItems } = await setup.engine.run({
			parameters: keyedBills({ idempotencyKey: "={{ $json.number || $('Nowhere').item.json.a }}" }),
			items: [bill('A-1'), bill('')],
			settings: { onError: 'continueErrorOutput' },
		});

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect([items.length, errorItems.length]).toEqual([1, 1]);
	});

	it('beside items with good keys, under Continue → those are written', async () => {
		const { items } = await setup.engine.run({
			parameters: keyedBills({ idempotencyKey: WHOLE }),
			items: [bill('A-1', { a: 'x' }), bill('A-2', { a: {} }), bill('A-3', { a: 'y' })],
			settings: { onError: 'continueRegularOutput' },
		});

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-3']);
		expect(errorOf(items[1]!)?.issues).toEqual([
			{ field: FIELD, message: ISSUES.keyNotText('{}') },
		]);
	});

	it('beside items with good keys, under Stop → none is written', async () => {
		await setup.engine.run({
			parameters: keyedBills({ idempotencyKey: WHOLE }),
			items: [bill('A-1', { a: 'x' }), bill('A-2', { a: false })],
		});

		expect(writesOf(setup)).toEqual([]);
	});
});

/** A key, and the values of its expression. */
const GOOD: ReadonlyArray<readonly [key: string, values: IDataObject]> = [
	['A-1', {}],
	[WHOLE, { a: '0' }],
	[WHOLE, { a: 1001 }],
	[WHOLE, { a: -5 }],
	[WHOLE, { a: 2 ** 53 - 1 }],
	[WHOLE, { a: '9007199254740993' }],
	[WHOLE, { a: '1.5' }],
	[WHOLE, { a: 'true' }],
	[TEMPLATE, { a: 'x', b: 0 }],
	[TEMPLATE, { a: 0, b: 'x' }],
	[TEMPLATE, { a: 0, b: 0 }],
	[WHOLE, { a: 'Nullarbor-1' }],
	[WHOLE, { a: 'annulled' }],
	[WHOLE, { a: 'Nanny 3' }],
	[WHOLE, { a: '{"id":1}' }],
	[WHOLE, { a: 'Müller & Söhne “№ 7”' }],
	['={{ $json.a.replace("}", "") }}-{{ "}" }}', { a: 'x}' }],
	['={{ $json.a }}', { a: '{{ not an expression }}' }],
	['={{ $json.a.toUpperCase() }}', { a: 'x' }],
	['={{ $json.a ? $json.a : "none" }}', {}],
];

describe('a key that tells records apart → written once', () => {
	it.each(GOOD)('%p with %p', async (key, values) => {
		const first = await run(key, values);
		const second = await run(key, values);

		expect(first.error).toBeUndefined();
		expect(statesOf(first)).toEqual(['PENDING']);
		expect(statesOf(second)).toEqual(['skipped']);
		expect(writesOf(setup)).toHaveLength(1);
	});
});

it('many items with the same key and different fields → messages of a bounded length', async () => {
	const { error } = await setup.engine.run({
		parameters: keyedBills({ idempotencyKey: '={{ $itemIndex % 2 ? "odd" : "even" }}' }),
		items: Array.from({ length: 400 }, (_, index) => bill(`A-${index}`)),
	});

	expect(String(error?.description).length).toBeLessThan(400 * 400);
});
