import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { bill, billParameters, line } from '../support/bills';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

interface BadInput {
	/** Changes to the second of three bills. */
	changes: IDataObject;
	/** The error message, which names the field. */
	message: RegExp;
	parameters?: INodeParameters;
}

const CENTS =
	/Line Items, row 1, Total Amount \(Cents\) must be a whole number of cents.*Math\.round/;

const BAD_INPUT: Record<string, BadInput> = {
	'a required field is missing': { changes: { vendor: '' }, message: /^Vendor is required/ },
	'an unknown enum value from an expression': {
		changes: { pms: 'bildium' },
		parameters: {
			pms: '={{ $json.pms || "buildium" }}',
			specifyBody: 'json',
			bodyJson: '={{ $json.body }}',
		},
		message: /^PMS "bildium" is not one that Propexo supports here\. Choose one of .*Buildium/,
	},
	'12.5 as cents': { changes: { lines: [line(12.5)] }, message: CENTS },
	'"12.30" as cents': { changes: { lines: [line('12.30')] }, message: CENTS },
	'an empty text as cents': { changes: { lines: [line('')] }, message: CENTS },
	'an amount below the minimum': {
		changes: { lines: [line(-1)] },
		message: /Total Amount \(Cents\) must be 0 or more/,
	},
	'30 February': {
		changes: { date: '2024-02-30' },
		message: /^Invoice Date must be a valid calendar date/,
	},
	'text that is not a date': {
		changes: { date: 'soon' },
		message: /^Invoice Date must be a valid calendar date/,
	},
	'an empty list of lines': {
		changes: { lines: [] },
		message: /^Line Items must have at least one row/,
	},
	'broken JSON': {
		changes: { lines: '[{"total' },
		message: /^Line Items \(JSON\) is not valid JSON/,
	},
	'NaN as an ID': { changes: { vendor: Number.NaN }, message: /^Vendor must be text/ },
	'Infinity as an ID': {
		changes: { vendor: Number.POSITIVE_INFINITY },
		message: /^Vendor must be text/,
	},
	'a number that lost digits as an ID': {
		changes: { vendor: 12345678901234567890 },
		message: /^Vendor must be text: the number is too large to be exact/,
	},
	'the text "undefined" as an ID': {
		changes: { vendor: 'undefined' },
		message: /^Vendor must be an ID, not "undefined"/,
	},
	'a field that the PMS does not have': {
		changes: { lines: [{ ...line(1), total_in_cents: 1 }] },
		message: /^Line Items, row 1, total_in_cents is not a field that this PMS takes/,
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

describe.each(Object.entries(BAD_INPUT))('%s', (_, { changes, message, parameters }) => {
	const items = [
		bill('A-1', valid(parameters)),
		bill('A-2', { ...valid(parameters), ...changes }),
		bill('A-3', valid(parameters)),
	];
	const all = { ...billParameters, ...parameters };

	it('→ one error names the field and the item, and nothing is written', async () => {
		const { error, items: output } = await setup.engine.run({ parameters: all, items });

		expect(error?.message).toMatch(message);
		expect(error?.message).toContain('[Item 1]');
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
			expect(bad[0]!.json.error).toMatch(message);
			expect(bad[0]!.pairedItem).toEqual({ item: 1 });
			expect(output.filter(({ json }) => json.job_id)).toHaveLength(2);
		},
	);
});

it('several invalid items → one error names every item, field and reason', async () => {
	const items = [
		bill('A-1', { vendor: '' }),
		bill('A-2'),
		bill('A-3', { date: 'soon', lines: [line(1), line('1.5')] }),
	];
	const { error } = await setup.engine.run({ parameters: billParameters, items });

	expect(error?.message).toBe('2 items are not valid, so nothing was written');
	expect(error?.description?.split('\n')).toEqual([
		'• [Item 0] Vendor is required',
		expect.stringMatching(/^• \[Item 2\] Invoice Date must be a valid calendar date/),
		expect.stringMatching(
			/^• \[Item 2\] Line Items, row 2, Total Amount \(Cents\) must be a whole number/,
		),
	]);
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

	expect(error?.message).toMatch(
		/^PMS "bildium" is not one that Propexo supports here\. Choose one of Buildium,/,
	);
	expect(setup.sandbox.requests).toEqual([]);
});
