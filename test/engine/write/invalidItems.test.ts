import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { type Pms, PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { contract } from '../../sandbox/contract';
import { bill, billName, billParameters, line } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { descriptionWith, quoted, rowLabel } from '../support/expectedTexts';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

interface BadInput {
	/** Changes to the second of three bills. */
	changes: IDataObject;
	/** The field in the error message. */
	field: string;
	/** What the error message says about it. */
	issue: string;
	parameters?: INodeParameters;
	/** The number of the bill can't be read. */
	isUnnamed?: boolean;
}

const vendor = fieldLabel('vendor_id');
const date = fieldLabel('invoice_date');
const lines = fieldLabel('invoice_items');
const amount = rowLabel('invoice_items', 1, 'total_amount_in_cents');
const BROKEN_JSON = '[{"total';

const UNSUPPORTED_PMS = ISSUES.unsupportedPms(
	'bildium',
	contract.writes
		.filter(({ resource, operation }) => resource === 'invoice' && operation === 'create')
		.map(({ pms }) => PMS_LABELS[pms as Pms])
		.join(', '),
);

/** What the JavaScript engine says about a text that isn't JSON. */
const syntaxError = (text: string): string => {
	try {
		return String(JSON.parse(text));
	} catch (error) {
		return (error as Error).message;
	}
};

const BAD_INPUT: Record<string, BadInput> = {
	'a required field is missing': {
		changes: { vendor: '' },
		field: vendor,
		issue: SCHEMA_MESSAGES.required,
	},
	'an unknown enum value from an expression': {
		changes: { pms: 'bildium' },
		parameters: {
			pms: '={{ $json.pms || "buildium" }}',
			specifyBody: 'json',
			bodyJson: '={{ $json.body }}',
		},
		field: 'PMS',
		issue: UNSUPPORTED_PMS,
		isUnnamed: true,
	},
	'12.5 as cents': {
		changes: { lines: [line(12.5)] },
		field: amount,
		issue: quoted(12.5, SCHEMA_MESSAGES.cents),
	},
	'"12.30" as cents': {
		changes: { lines: [line('12.30')] },
		field: amount,
		issue: quoted('12.30', SCHEMA_MESSAGES.cents),
	},
	'an empty text as cents': {
		changes: { lines: [line('')] },
		field: amount,
		issue: SCHEMA_MESSAGES.cents,
	},
	'an amount below the minimum': {
		changes: { lines: [line(-1)] },
		field: amount,
		issue: quoted(-1, SCHEMA_MESSAGES.min(0)),
	},
	'30 February': {
		changes: { date: '2024-02-30' },
		field: date,
		issue: quoted('2024-02-30', SCHEMA_MESSAGES.date),
	},
	'text that is not a date': {
		changes: { date: 'soon' },
		field: date,
		issue: quoted('soon', SCHEMA_MESSAGES.date),
	},
	'an empty list of lines': {
		changes: { lines: [] },
		field: lines,
		issue: SCHEMA_MESSAGES.emptyList,
	},
	'broken JSON': {
		changes: { lines: BROKEN_JSON },
		field: `${lines} (JSON)`,
		issue: ISSUES.invalidJson(syntaxError(BROKEN_JSON)),
		isUnnamed: true,
	},
	'a key twice in JSON text': {
		changes: { lines: '[{"property_id": "p", "notes": "Paint", "notes": "Oil"}]' },
		field: `${lines} (JSON)`,
		issue: ISSUES.duplicateKey('notes', 'row 1'),
		isUnnamed: true,
	},
	'a key twice in a JSON body': {
		changes: { body: '{"invoice_items": [{}, {"notes": {"a": 1, "\\u0061": 2}}]}' },
		parameters: { specifyBody: 'json', bodyJson: '={{ $json.body }}' },
		field: 'Body',
		issue: ISSUES.duplicateKey('a', 'invoice_items, row 2, notes'),
		isUnnamed: true,
	},
	'NaN as an ID': {
		changes: { vendor: Number.NaN },
		field: vendor,
		issue: quoted(Number.NaN, SCHEMA_MESSAGES.text),
	},
	'Infinity as an ID': {
		changes: { vendor: Number.POSITIVE_INFINITY },
		field: vendor,
		issue: quoted(Number.POSITIVE_INFINITY, SCHEMA_MESSAGES.text),
	},
	'a number that lost digits as an ID': {
		changes: { vendor: 12345678901234567890 },
		field: vendor,
		issue: quoted(12345678901234567890, SCHEMA_MESSAGES.unsafeInteger),
	},
	'the text "undefined" as an ID': {
		changes: { vendor: 'undefined' },
		field: vendor,
		issue: SCHEMA_MESSAGES.notAnId('undefined'),
	},
	'a field that the PMS does not have': {
		changes: { lines: [{ ...line(1), total_in_cents: 1 }] },
		field: `${rowLabel('invoice_items', 1)}, total_in_cents`,
		issue: ISSUES.unknownField(PMS_LABELS.buildium),
	},
};

const valid = (parameters?: INodeParameters): IDataObject => {
	const body = {
		integration_id: 'intg-9f8b7c6d5e4a3b2c1d0e',
		vendor_id: 'vendor-1',
		invoice_date: '2026-11-30',
		due_date: '2026-11-30',
		invoice_items: [line(1)],
	};
	return parameters ? { body } : {};
};

describe.each(Object.entries(BAD_INPUT))(
	'%s',
	(_, { changes, field, issue, parameters, isUnnamed }) => {
		const record = isUnnamed ? undefined : billName('A-2');
		const message = `${ERRORS.invalidRecord(`${field} ${issue}`, record)} ${itemTag(1)}`;
		const items = [
			bill('A-1', valid(parameters)),
			bill('A-2', { ...valid(parameters), ...changes }),
			bill('A-3', valid(parameters)),
		];
		const all = { ...billParameters, ...parameters };

		it('→ one error names the field and the item, and nothing is written', async () => {
			const { error, items: output } = await setup.engine.run({ parameters: all, items });

			expect(error?.message).toBe(message);
			expect(error?.context).toMatchObject({ itemIndex: 1 });
			expect(output).toEqual([]);
			expect(setup.sandbox.requests).toEqual([]);
		});

		it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
			'under %s → the valid items are written and the invalid one is an error item',
			async (onError) => {
				const {
					error,
					items: output,
					errorItems,
				} = await setup.engine.run({ parameters: all, items, settings: { onError } });

				expect(error).toBeUndefined();
				expect(writesOf(setup)).toHaveLength(2);
				const bad =
					onError === 'continueErrorOutput' ? errorItems : output.filter(({ json }) => json.error);
				expect(bad).toHaveLength(1);
				expect(errorOf(bad[0]!)?.message).toBe(message);
				expect(bad[0]!.pairedItem).toEqual({ item: 1 });
				expect(output.filter(({ json }) => json.job_id)).toHaveLength(2);
			},
		);
	},
);

it('several invalid items → one error names every item, field and reason', async () => {
	const items = [
		bill('A-1', { vendor: '' }),
		bill('A-2'),
		bill('A-3', { date: 'soon', lines: [line(1), line('1.5')] }),
	];
	const { error } = await setup.engine.run({ parameters: billParameters, items });

	const secondAmount = rowLabel('invoice_items', 2, 'total_amount_in_cents');
	const text = ERRORS.invalidItems(
		2,
		[
			`${itemTag(0)} ${vendor} ${SCHEMA_MESSAGES.required} (${billName('A-1')})`,
			`${itemTag(2)} ${date} ${quoted('soon', SCHEMA_MESSAGES.date)} (${billName('A-3')})`,
			`${itemTag(2)} ${secondAmount} ${quoted('1.5', SCHEMA_MESSAGES.cents)} (${billName('A-3')})`,
		],
		true,
	);
	expect(error?.message).toBe(text.message);
	expect(error?.description).toBe(descriptionWith(text));
});

it('a required field that is left blank → refused before the node runs', async () => {
	const parameters = { ...billParameters, vendorId: byId('') };

	await expect(setup.engine.run({ parameters, items: [bill('A-1')] })).rejects.toThrow(
		'Parameter "Vendor" is required',
	);
});

it('an unknown PMS → an error that lists the supported ones', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, pms: 'bildium' },
		items: [bill('A-1')],
	});

	expect(error?.message).toBe(`PMS ${UNSUPPORTED_PMS} ${itemTag(0)}`);
	expect(setup.sandbox.requests).toEqual([]);
});
