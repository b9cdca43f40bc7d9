import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { bill, billParameters, line } from './support/bills';
import { setUp, writesOf } from './support/setup';

const setup = setUp();

interface BadInput {
	/** What is changed in the second of three bills. */
	changes: IDataObject;
	/** What the error says, which names the field. */
	message: RegExp;
	parameters?: INodeParameters;
}

const CENTS =
	/Line Items, row 1, Total Amount \(Cents\) must be a whole number of cents.*Math\.round/;

const BAD_INPUT: Record<string, BadInput> = {
	'a required field is missing': { changes: { vendor: '' }, message: /^Vendor is required/ },
	'an unknown enum value, given by an expression': {
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
	'nothing as cents': { changes: { lines: [line('')] }, message: CENTS },
	'an amount below the least': {
		changes: { lines: [line(-1)] },
		message: /Total Amount \(Cents\) must be 0 or more/,
	},
	'30 February': {
		changes: { date: '2024-02-30' },
		message: /^Invoice Date must be a valid calendar date/,
	},
	'no date at all': {
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
	'a field the PMS does not take': {
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

describe.each(Object.entries(BAD_INPUT))('where %s', (_, { changes, message, parameters }) => {
	const items = [
		bill('A-1', valid(parameters)),
		bill('A-2', { ...valid(parameters), ...changes }),
		bill('A-3', valid(parameters)),
	];
	const all = { ...billParameters, ...parameters };

	it('one error names the field and the item, and nothing is written', async () => {
		const { error, items: output } = await setup.engine.run({ parameters: all, items });

		expect(error?.message).toMatch(message);
		expect(error?.message).toContain('[Item 1]');
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(output).toEqual([]);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s writes the good items and marks the bad one',
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

it('names every bad item, field and reason in one error', async () => {
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

it('lines that an expression takes to pieces are refused before the node runs', async () => {
	const parameters = {
		...billParameters,
		invoiceItemsInput: 'fields',
		invoiceItems: { values: '={{ $json.lines }}' },
	};

	await expect(
		setup.engine.run({ parameters: parameters as never, items: [bill('A-1')] }),
	).rejects.toThrow('Parameter "GL Account" is required');
	expect(setup.sandbox.requests).toEqual([]);
});

it('a required field that is left blank is refused before the node runs', async () => {
	const parameters = { ...billParameters, vendorId: { __rl: true, mode: 'id', value: '' } };

	await expect(setup.engine.run({ parameters, items: [bill('A-1')] })).rejects.toThrow(
		'Parameter "Vendor" is required',
	);
});

const WRITES = { method: 'POST' };

interface Refusal {
	arrange: () => void;
	item?: IDataObject;
	message: RegExp;
	description: RegExp;
}

const REFUSALS: Record<string, Refusal> = {
	'an integration that Propexo does not know (400)': {
		arrange: () => undefined,
		item: { integration: 'intg-nobody' },
		message: /^Propexo did not accept the request: Integration: .*intg-nobody \[Item 0\]$/,
		description: /^Nothing was written\./,
	},
	'a wrong token (401)': {
		arrange: () => setup.sandbox.setOptions({ tokens: { 'another-token': 'default' } }),
		message: /^Propexo did not accept the API token \[Item 0\]$/,
		description: /^Nothing was written\. Check the token/,
	},
	'an operation the PMS does not support (405)': {
		arrange: () => setup.sandbox.inject({ fault: { kind: 'status', status: 405 }, match: WRITES }),
		message: /^Propexo does not support this operation for this PMS \[Item 0\]$/,
		description: /^Nothing was written\./,
	},
	'HTML instead of JSON': {
		arrange: () => setup.sandbox.inject({ fault: 'html', match: WRITES }),
		message: /^Nobody knows whether this was written: the answer was not JSON \[Item 0\]$/,
		description: /^It is not sent again/,
	},
	'a 2xx without a job id': {
		arrange: () => setup.sandbox.inject({ fault: 'no-job-id', match: WRITES }),
		message:
			/^Nobody knows whether this was written: the answer was not what Propexo documents \[Item 0\]$/,
		description: /^It is not sent again/,
	},
};

it('an unknown enum value, chosen outright, names the ones there are', async () => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, pms: 'bildium' },
		items: [bill('A-1')],
	});

	expect(error?.message).toMatch(
		/^PMS "bildium" is not one that Propexo supports here\. Choose one of Buildium,/,
	);
	expect(setup.sandbox.requests).toEqual([]);
});

describe.each(Object.entries(REFUSALS))('%s', (_, { arrange, item, message, description }) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'gives one clear error under %s',
		async (onError) => {
			arrange();
			const { error, items, errorItems } = await setup.engine.run({
				parameters: billParameters,
				items: [bill('A-1', item)],
				settings: { onError },
			});
			const failed = [...items, ...errorItems].map(({ json }) => json);
			const [said, how] =
				onError === 'stopWorkflow'
					? [error?.message, error?.description]
					: [failed[0]?.error, (failed[0]?.details as IDataObject | undefined)?.description];

			expect(said).toMatch(message);
			expect(how).toMatch(description);
			expect(writesOf(setup)).toHaveLength(1);
			expect(items).toHaveLength(onError === 'continueRegularOutput' ? 1 : 0);
			expect(errorItems).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
		},
	);
});

it.each([
	['concurrency', '={{ "ten" }}', 'Concurrency must be a number above 0'],
	['concurrency', -1, 'Concurrency must be a number above 0'],
	['waitTimeout', '={{ "soon" }}', 'Wait Timeout must be a number above 0'],
])('an option %s of %p is refused before anything is sent', async (name, value, message) => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, options: { [name]: value } },
		items: [bill('A-1')],
	});

	expect(error?.message).toBe(message);
	expect(setup.sandbox.requests).toEqual([]);
});

describe('rows of an optional list that an expression is to give', () => {
	const id = (value: string) => ({ __rl: true, mode: 'id', value });
	const order = {
		resource: 'purchaseOrder',
		operation: 'create',
		pms: 'entrata',
		integrationId: id('intg-entrata-1'),
		vendorId: id('vendor-1'),
		vendorLocationId: id('place-1'),
		propertyId: id('property-1'),
		postDate: '2026-11-30',
	};
	const run = async (more: IDataObject) =>
		await setup.engine.run({
			parameters: { ...order, ...more } as never,
			items: [{ lines: [{ notes: 'one' }] }],
		});
	const HOW =
		/To give the rows by an expression, set .* From to JSON and enter it there \[Item 0\]$/;

	it.each([
		['in the place of the rows', { values: '={{ $json.lines }}' }, /, row 1 is empty\./],
		[
			'in the place of the whole',
			'={{ { values: $json.lines } }}',
			/ cannot be an expression as a whole\./,
		],
	])(
		'%s are refused, and the error says how to give them',
		async (_, purchaseOrderItems, message) => {
			const { error } = await run({ purchaseOrderItems });

			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(HOW);
			expect(setup.sandbox.requests).toEqual([]);
		},
	);

	it('are not asked for where there are none', async () => {
		const { error } = await run({});

		expect(error).toBeUndefined();
		expect(writesOf(setup)[0]!.body).not.toHaveProperty('purchase_order_items');
	});
});
