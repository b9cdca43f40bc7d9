import { type Sandbox, startSandbox } from '../../sandbox';
import { writeOperation } from '../../sandbox/contract';
import { examplePath, minimalBody } from '../../sandbox/exampleBodies';
import { type SandboxClient, sandboxClient, type SandboxResponse } from './support/sandboxClient';

let sandbox: Sandbox;
let call: SandboxClient;

beforeAll(async () => {
	sandbox = await startSandbox({ limit: 10_000 });
	call = sandboxClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function send(name: string, change: Record<string, unknown>): Promise<SandboxResponse> {
	const operation = writeOperation(name);
	return await call(operation.method, examplePath(operation), {
		...minimalBody(operation),
		...change,
	});
}

/** Code and path of every issue, `too_small invoice_items.0.total_amount_in_cents`. */
function issuesOf({ body }: SandboxResponse): string[] {
	return body.error.details.details.issues.map(
		(issue: { code: string; path: string[] }) => `${issue.code} ${issue.path.join('.')}`,
	);
}

describe('bodies', () => {
	const row = { financial_account_id: 'a', property_id: 'p', total_amount_in_cents: 1 };

	it.each([
		[
			'text for a number',
			'invoice.create.resman',
			{ total_amount_in_cents: '1' },
			'invalid_type total_amount_in_cents',
		],
		[
			'a fraction of a cent',
			'invoice.create.resman',
			{ total_amount_in_cents: 1.5 },
			'invalid_type total_amount_in_cents',
		],
		['null', 'invoice.create.resman', { notes: null }, 'invalid_type notes'],
		[
			'a negative total',
			'invoice.create.resman',
			{ total_amount_in_cents: -1 },
			'too_small total_amount_in_cents',
		],
		[
			'zero where more is asked',
			'residentCredit.create.rentvine',
			{ amount_in_cents: 0 },
			'too_small amount_in_cents',
		],
		[
			'a number too large',
			'recurringResidentCharge.create.rentvine',
			{ day_due: 32 },
			'too_big day_due',
		],
		['a text too short', 'purchaseOrder.update.yardi', { number: '' }, 'too_small number'],
		[
			'a text too long',
			'invoice.update.mri',
			{ check_number: '1234567890' },
			'too_big check_number',
		],
		[
			'a text of another pattern',
			'payableRegister.create.yardi',
			{ discount_percent: '0' },
			'invalid_string discount_percent',
		],
		[
			'no e-mail address',
			'vendor.create.buildium',
			{ email_1: 'no-address' },
			'invalid_string email_1',
		],
		['no web address', 'vendor.create.buildium', { website: 'nowhere' }, 'invalid_string website'],
		[
			'a value outside the list',
			'invoice.update.mri',
			{ status: 'STOP' },
			'invalid_enum_value status',
		],
		[
			'a day that does not exist',
			'invoice.create.resman',
			{ due_date: '2024-02-30' },
			'invalid_string due_date',
		],
		[
			'a date-time without a zone',
			'invoice.create.resman',
			{ due_date: '2024-02-03T10:00:00' },
			'invalid_string due_date',
		],
		[
			'a date where a date-time is asked',
			'invoice.create.yardi',
			{ due_date: '2024-02-03' },
			'invalid_string due_date',
		],
		['an empty list', 'residentCharge.createBatch.resman', { charges: [] }, 'too_small charges'],
		['no list', 'invoice.create.buildium', { invoice_items: {} }, 'invalid_type invoice_items'],
		[
			'a wrong row',
			'invoice.create.buildium',
			{ invoice_items: [row, { ...row, total_amount_in_cents: -1 }] },
			'too_small invoice_items.1.total_amount_in_cents',
		],
		[
			'an unknown row field',
			'invoice.create.buildium',
			{ invoice_items: [{ ...row, foo: 1 }] },
			'unrecognized_keys invoice_items.0',
		],
		[
			'a row of neither shape',
			'purchaseOrder.create.yardi',
			{ purchase_order_items: [{ property_id: 'p' }] },
			'invalid_union purchase_order_items.0',
		],
	])('%s is refused', async (_, name, change, expected) => {
		const response = await send(name, change);
		expect(response.status).toBe(400);
		expect(issuesOf(response)).toEqual([expected]);
		expect(sandbox.ledger).toHaveLength(0);
	});

	it.each([
		[
			'both date forms',
			'invoice.create.resman',
			{ invoice_date: '2024-02-29', due_date: '2024-02-03T10:00:00+02:00' },
		],
		['a negative charge', 'residentCharge.create.yardi', { amount_in_cents: -500 }],
		[
			'unknown fields in rows of an incomplete list',
			'purchaseOrder.update.rentmanager',
			{ purchase_order_items: [{ purchase_order_item_id: 'i', property_id: 'p', more: 1 }] },
		],
		[
			'any object where none of its fields are documented',
			'vendor.uploadFile.propertyware',
			{ attachment: { whatever: 1 } },
		],
		[
			'the second of two row shapes',
			'purchaseOrder.create.yardi',
			{
				purchase_order_items: [
					{
						property_id: 'p',
						description: 'd',
						financial_account_id: 'a',
						stock_code: 's',
						quantity_ordered: '1',
						unit_price_in_cents: 1,
						total_cost_in_cents: 1,
					},
				],
			},
		],
	])('%s is accepted', async (_, name, change) => {
		expect((await send(name, change)).status).toBe(200);
	});

	it('the issue of a wrong value names the allowed ones', async () => {
		const { body } = await send('invoice.update.mri', { status: 'STOP' });
		expect(body.error.details.details.issues[0]).toMatchObject({
			received: 'STOP',
			options: ['PAY', 'RELEASE', 'HOLD'],
		});
	});

	it('ignore_unknown_fields strips unknown fields of rows too', async () => {
		const operation = writeOperation('invoice.create.buildium');
		const body = { ...minimalBody(operation), foo: 1, invoice_items: [{ ...row, bar: 2 }] };
		const response = await call('POST', `${operation.path}?ignore_unknown_fields=true`, body);
		expect(response.body.result).toEqual({ ...minimalBody(operation), invoice_items: [row] });
	});
});

describe('conditions between fields', () => {
	it.each([
		[
			'a person needs a first and a last name',
			'vendor.create.buildium',
			{ is_company: false },
			['custom first_name', 'custom last_name'],
		],
		[
			'a company needs a name',
			'vendor.create.buildium',
			{ is_company: true, name: undefined },
			['custom name'],
		],
		[
			'a tax id needs its type',
			'vendor.create.buildium',
			{ tax_id: '12' },
			['custom tax_payer_type'],
		],
		[
			'a tax type needs its id',
			'vendor.create.buildium',
			{ tax_payer_type: 'EIN' },
			['custom tax_id'],
		],
		[
			'weekly charges fall on a weekday',
			'recurringResidentCharge.create.propertyware_rest',
			{ frequency_normalized: 'WEEKLY', charge_due_day: 8 },
			['custom charge_due_day'],
		],
		[
			'daily charges need a start',
			'recurringResidentCharge.create.rentmanager',
			{ frequency_normalized: 'DAILY' },
			['custom start_date'],
		],
		[
			'weekly charges need a start, on update too',
			'recurringResidentCharge.update.rentmanager',
			{ frequency_normalized: 'WEEKLY' },
			['custom start_date'],
		],
		[
			'a register equals the sum of its items',
			'payableRegister.create.yardi',
			{ total_amount_in_cents: 2 },
			['custom total_amount_in_cents'],
		],
		[
			'ACH needs account details',
			'vendor.create.entrata',
			{ payment_type_id: 'paytype-entrata-1-ach' },
			[
				'custom payment_name_on_account',
				'custom payment_routing_number',
				'custom payment_account_number',
			],
		],
	])('%s', async (_, name, change, expected) => {
		const response = await send(name, change);
		expect(response.status).toBe(400);
		expect(issuesOf(response)).toEqual(expected);
	});

	it.each([
		[
			'monthly charges may fall on any day',
			'recurringResidentCharge.create.propertyware_rest',
			{ charge_due_day: 31 },
		],
		[
			'weekly charges with a start',
			'recurringResidentCharge.create.rentmanager',
			{ frequency_normalized: 'WEEKLY', start_date: '2026-06-01' },
		],
		['payment by check', 'vendor.create.entrata', { payment_type_id: 'paytype-entrata-1-check' }],
	])('%s', async (_, name, change) => {
		expect((await send(name, change)).status).toBe(200);
	});
});

describe('requests', () => {
	it('issueNesting details moves the issues to the other documented nesting', async () => {
		sandbox.setOptions({ issueNesting: 'details' });
		const { body } = await send('invoice.create.resman', { notes: 1 });
		expect(body.error.details).toMatchObject({
			name: 'ZodError',
			issues: [{ code: 'invalid_type', path: ['notes'] }],
		});
	});

	it('envelope flat gives the other documented response', async () => {
		sandbox.setOptions({ envelope: 'flat' });
		const { status, body } = await send('invoice.create.resman', {});
		expect(status).toBe(200);
		expect(body).toEqual({ job_id: sandbox.jobs[0]?.id, data: {} });
	});

	it('unknown record IDs are refused with checkIds only', async () => {
		const operation = writeOperation('invoice.create.buildium');
		const known = {
			...minimalBody(operation),
			vendor_id: 'vend-buildium-1-1',
			invoice_items: [
				{
					financial_account_id: 'acct-buildium-1-6110',
					property_id: 'prop-buildium-1-1',
					total_amount_in_cents: 1,
				},
			],
		};
		const unknown = {
			...known,
			vendor_id: 'vend-none',
			invoice_items: [{ ...known.invoice_items[0], property_id: 'prop-none' }],
		};
		expect((await call('POST', operation.path, unknown)).status).toBe(200);

		sandbox.setOptions({ checkIds: true });
		expect((await call('POST', operation.path, known)).status).toBe(200);
		const refused = await call('POST', operation.path, unknown);
		expect(issuesOf(refused)).toEqual(['custom vendor_id', 'custom invoice_items.0.property_id']);
	});

	it('a body that is not JSON is refused', async () => {
		const response = await call('POST', '/v1/invoices/buildium/', '{"integration_id": ');
		expect(response.status).toBe(400);
		expect(response.body.error.message).toBe('The body is not valid JSON');
	});

	it('a missing body is refused', async () => {
		expect((await call('POST', '/v1/invoices/buildium/')).status).toBe(400);
	});

	it('50 MB of attachments are accepted, and more than 80 MB refused', async () => {
		const operation = writeOperation('invoice.create.entrata');
		const file = (megabytes: number) => ({
			file_data: 'A'.repeat(megabytes * 1_000_000),
			file_name: 'bill.pdf',
			mime_type: 'application/pdf',
		});
		const body = (megabytes: number) => ({
			...minimalBody(operation),
			attachments: [file(megabytes)],
		});

		expect((await call('POST', operation.path, body(69))).status).toBe(200);
		expect(sandbox.ledger[0]?.body).toEqual(body(69));
		const tooLarge = await call('POST', operation.path, body(85)).catch((error: Error) => error);
		// The connection may be gone before the response is read, as with any server that refuses a body unread.
		if (!(tooLarge instanceof Error)) expect(tooLarge.status).toBe(413);
		expect(sandbox.ledger).toHaveLength(1);
		expect(sandbox.requests.at(-1)?.status).toBe(413);
	});

	it.each([
		['no token', { authorization: '' }],
		['another token', { authorization: 'Bearer propexo-other-token' }],
		['the name of a built-in', { authorization: 'Bearer constructor' }],
		['another scheme', { authorization: 'Basic propexo-sandbox-token' }],
	])('%s is a 401', async (_, headers) => {
		const response = await call('GET', '/v1/admin/integrations/', undefined, headers);
		expect(response.status).toBe(401);
		expect(response.body.error.code).toBe('unauthorized');
		expect(response.headers.get('x-ratelimit-limit')).toBe('10000');
	});
});
