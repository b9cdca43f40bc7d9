import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { FILTER_SPECS } from '../../../nodes/Propexo/catalogue/filterSpecs';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { bill, billName, billParameters, line } from '../support/bills';
import { quoted } from '../support/expectedTexts';
import { byId } from '../support/form';
import { onTheWire } from '../support/readCases';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

/** Half past eleven in the evening in New York, the zone of the workflow; the next day in UTC. */
const EVENING = "DateTime.fromISO('2026-11-30T23:30:00')";
const EVENING_ISO = '2026-11-30T23:30:00.000-05:00';
const INVALID = "DateTime.fromISO('soon')";
const INVALID_REASON = 'the input "soon" can\'t be parsed as ISO 8601';

const expression = (code: string): string => `={{ ${code} }}`;

/** The body that is sent for a bill with other parameters. */
const sentWith = async (parameters: INodeParameters): Promise<IDataObject> => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, ...parameters },
		items: [bill('A-1')],
	});
	expect(error).toBeUndefined();
	return writesOf(setup)[0]!.body as IDataObject;
};

const entrataBill: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'entrata',
	integrationId: byId('intg-entrata-1'),
	vendorId: byId('vendor'),
	vendorLocationId: byId('place'),
	invoiceNumber: 'A-1',
	totalAmountInCents: 100,
	invoiceItemsInput: 'json',
	invoiceItemsJson: [{ ...line(100), notes: 'Paint' }] as never,
};

describe('a DateTime of an expression', () => {
	it('in a date field → its own day', async () => {
		expect(await sentWith({ invoiceDate: expression(EVENING) })).toMatchObject({
			invoice_date: '2026-11-30',
		});
	});

	it('$today → the day in the zone of the workflow', async () => {
		const day = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone });
		const before = day('America/New_York').format(new Date());
		const { invoice_date: sent } = await sentWith({ invoiceDate: '={{ $today }}' });
		const after = day('America/New_York').format(new Date());

		expect([before, after]).toContain(sent);
	});

	it('in a date-time field → its instant with its offset', async () => {
		expect(await sentWith({ ...entrataBill, invoiceDate: expression(EVENING) })).toMatchObject({
			invoice_date: EVENING_ISO,
		});
	});

	it('in a JSON body of an expression → the same day', async () => {
		const body = `{ integration_id: $json.integration, vendor_id: 'v-1', invoice_date: ${EVENING}, due_date: '2026-12-31', invoice_items: $json.lines }`;
		const sent = await sentWith({ specifyBody: 'json', bodyJson: expression(body) });

		expect(String(sent.invoice_date).slice(0, 10)).toBe('2026-11-30');
	});

	it('that is invalid → refused with the reason', async () => {
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, invoiceDate: expression(INVALID) },
			items: [bill('A-1')],
		});

		const issue = `${fieldLabel('invoice_date')} ${SCHEMA_MESSAGES.invalidDateTime(INVALID_REASON)}`;
		expect(error?.message).toBe(`${ERRORS.invalidRecord(issue, billName('A-1'))} ${itemTag(0)}`);
		expect(writesOf(setup)).toEqual([]);
	});

	it('that is invalid, in Additional Fields → refused, quoting it', async () => {
		const { error } = await setup.engine.run({
			parameters: {
				...entrataBill,
				invoiceDate: '2026-11-30',
				additionalFields: { dueDate: expression(INVALID) },
			} as INodeParameters,
		});

		const issue = quoted('Invalid DateTime', SCHEMA_MESSAGES.date);
		expect(error?.message).toBe(
			`${ERRORS.invalidRecord(`${fieldLabel('due_date')} ${issue}`, billName('A-1'))} ${itemTag(0)}`,
		);
	});
});

describe('a Date of an expression', () => {
	it.each(['2026-11-30T00:00:00.000Z', '2026-11-30T05:00:00.000Z'])(
		'%s, midnight in UTC or in the zone of the workflow → that day',
		async (instant) => {
			expect(await sentWith({ invoiceDate: expression(`new Date('${instant}')`) })).toMatchObject({
				invoice_date: '2026-11-30',
			});
		},
	);

	it('another time of day in a date field → refused', async () => {
		const instant = '2026-11-30T09:30:00.000Z';
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, invoiceDate: expression(`new Date('${instant}')`) },
			items: [bill('A-1')],
		});

		const issue = `${fieldLabel('invoice_date')} ${SCHEMA_MESSAGES.timeOfDay(instant)}`;
		expect(error?.message).toBe(`${ERRORS.invalidRecord(issue, billName('A-1'))} ${itemTag(0)}`);
	});

	it('in a date-time field → the instant', async () => {
		const instant = '2026-11-30T09:30:00.000Z';

		expect(
			await sentWith({ ...entrataBill, invoiceDate: expression(`new Date('${instant}')`) }),
		).toMatchObject({ invoice_date: instant });
	});
});

it('a number in a date field → refused', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, invoiceDate: expression('46356') },
		items: [bill('A-1')],
	});

	expect(error?.message).toContain(quoted(46356, SCHEMA_MESSAGES.date));
});

describe('the date filter of a read', () => {
	const query = async (filters: IDataObject) => {
		const { error } = await setup.engine.run({
			parameters: { resource: 'residentCharge', operation: 'getMany', filters: filters as never },
		});
		return { error, sent: setup.sandbox.requests.map(onTheWire)[0]?.query };
	};

	it('a DateTime → the day it was written with', async () => {
		const { sent } = await query({ transactionDateStart: expression(EVENING) });

		expect(sent?.transaction_date_start?.slice(0, 10)).toBe('2026-11-30');
	});

	it('a Date at midnight in the zone of the workflow → that day', async () => {
		const { sent } = await query({
			transactionDateStart: expression("new Date('2026-11-30T05:00:00Z')"),
		});

		expect(sent).toMatchObject({ transaction_date_start: '2026-11-30' });
	});

	it('a Date at another time of day → refused', async () => {
		const instant = '2026-11-30T09:30:00.000Z';
		const { error } = await query({ transactionDateStart: expression(`new Date('${instant}')`) });

		expect(error?.message).toContain(
			`${FILTER_SPECS.transaction_date_start.label} ${SCHEMA_MESSAGES.timeOfDay(instant)}`,
		);
	});
});
