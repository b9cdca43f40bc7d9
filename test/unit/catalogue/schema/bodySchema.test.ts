import { findEndpoint } from '../../../../nodes/Propexo/catalogue/index';
import { bodySchema } from '../../../../nodes/Propexo/catalogue/schema/bodySchema';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';

const schema = bodySchema(findEndpoint('invoice', 'create', 'buildium')!, 'UTC');

const body = {
	integration_id: 'intg-1',
	vendor_id: 'vendor-1',
	invoice_date: '2026-11-30',
	due_date: '2026-12-31',
	invoice_items: [
		{ financial_account_id: 'account-1', property_id: 'property-1', total_amount_in_cents: 1250 },
	],
};

const issueOf = (changes: object): string | undefined =>
	schema.safeParse({ ...body, ...changes }).error?.issues[0]?.message;

describe('an ID', () => {
	it.each([
		['vendor-1', 'vendor-1'],
		[42, '42'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
		['nullable', 'nullable'],
		['12345678901234567890', '12345678901234567890'],
	])('may be %p', (given, sent) => {
		expect(schema.safeParse({ ...body, vendor_id: given }).data).toMatchObject({ vendor_id: sent });
	});

	it.each(['undefined', 'null', 'NaN', 'Infinity', '-Infinity', '[object Object]', ' undefined '])(
		'may not be %p, which an expression makes by accident',
		(given) => {
			expect(issueOf({ vendor_id: given })).toBe(SCHEMA_MESSAGES.notAnId(given.trim()));
		},
	);

	it('in a row may not be one either', () => {
		const [row] = body.invoice_items;

		expect(issueOf({ invoice_items: [{ ...row, property_id: 'undefined' }] })).toBe(
			SCHEMA_MESSAGES.notAnId('undefined'),
		);
	});

	it.each([12345678901234567890, Number.MAX_SAFE_INTEGER + 1, -1e21])(
		'may not be %p, which lost digits',
		(given) => {
			expect(issueOf({ vendor_id: given })).toBe(SCHEMA_MESSAGES.unsafeInteger);
		},
	);

	it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, {}, []])(
		'may not be %p',
		(given) => {
			expect(issueOf({ vendor_id: given })).toBe(SCHEMA_MESSAGES.text);
		},
	);
});

describe('other text', () => {
	it.each(['null', 'undefined', 'NaN'])('may be %p, which is a word too', (given) => {
		expect(schema.safeParse({ ...body, description: given }).data).toMatchObject({
			description: given,
		});
	});

	it('may not be a number that lost digits', () => {
		expect(issueOf({ invoice_number: 12345678901234567890 })).toBe(SCHEMA_MESSAGES.unsafeInteger);
	});

	it('may be a number with a fraction', () => {
		expect(schema.safeParse({ ...body, description: 12.5 }).data).toMatchObject({
			description: '12.5',
		});
	});
});
