import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/form';
import { onTheWire } from '../support/readCases';
import { setUp } from '../support/setup';

const setup = setUp();

const wire = () => setup.sandbox.requests.map(onTheWire);

const ids = (items: ReadonlyArray<{ json: IDataObject }>): unknown[] =>
	items.map(({ json }) => json.id);

describe('items', () => {
	it('several items → a query for each, its records paired with it and in its order', async () => {
		const { items } = await setup.engine.run({
			parameters: {
				resource: 'property',
				operation: 'getMany',
				filters: { integrationId: byId('={{ $json.integration }}') as never },
				limit: '={{ $json.limit }}',
			},
			items: [
				{ integration: 'intg-yardi-1', limit: 1 },
				{ integration: 'intg-none', limit: 5 },
				{ integration: 'intg-mri-1', limit: 2 },
			],
		});

		expect(items.map(({ json, pairedItem }) => [json.integration_id, pairedItem])).toEqual([
			['intg-yardi-1', { item: 0 }],
			['intg-mri-1', { item: 2 }],
			['intg-mri-1', { item: 2 }],
		]);
	});

	const get = {
		resource: 'vendor',
		operation: 'get',
		vendorId: byId('={{ $json.vendor }}') as never,
	};

	it('an unknown ID under Continue (using regular output) → an error item in its place', async () => {
		const { items } = await setup.engine.run({
			parameters: get,
			items: [{ vendor: 'vend-mri-1-1' }, { vendor: 'unknown-id' }, { vendor: 'vend-mri-1-2' }],
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ json }) => json.error ?? json.id)).toEqual([
			'vend-mri-1-1',
			'Propexo knows no vendor unknown-id [Item 1]',
			'vend-mri-1-2',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('an unknown ID under Continue (using error output) → an item of the error output', async () => {
		const { items, errorItems } = await setup.engine.run({
			parameters: get,
			items: [{ vendor: 'unknown-id' }, { vendor: 'vend-mri-1-2' }],
			settings: { onError: 'continueErrorOutput' },
		});

		expect(ids(items)).toEqual(['vend-mri-1-2']);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			'Propexo knows no vendor unknown-id [Item 0]',
		]);
	});

	it('an ID with a slash → encoded in the path', async () => {
		await setup.engine.run({ parameters: get, items: [{ vendor: 'properties/prop-mri-1-1' }] });

		expect(wire().map(({ path }) => path)).toEqual(['/v1/vendors/properties%2Fprop-mri-1-1']);
	});
});

describe('an invalid parameter → refused before the first request', () => {
	const units = (filters: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
		resource: 'unit',
		operation: 'getMany',
		filters,
		...more,
	});

	it.each<[string, INodeParameters, string]>([
		[
			'a missing ID',
			{ resource: 'lease', operation: 'get', leaseId: byId('={{ "" }}') as never },
			'Lease is required [Item 0]',
		],
		[
			'a missing ID in the path of a list',
			{
				resource: 'purchaseOrder',
				operation: 'getItems',
				purchaseOrderId: byId('={{ $json.none }}') as never,
			},
			'Purchase Order is required [Item 0]',
		],
		[
			'a PMS ID alone',
			units({ xId: '42' }),
			'PMS ID requires Property PMS ID and Integration [Item 0]',
		],
		[
			'a PMS ID without the property',
			units({ xId: '42', integrationId: byId('intg-mri-1') as never }),
			'PMS ID requires Property PMS ID [Item 0]',
		],
		[
			'a filter whose expression returns nothing',
			units({ propertyId: byId('={{ $json.none }}') as never }),
			'Property is empty: its expression gave nothing. Let it give an empty text to leave the filter out [Item 0]',
		],
		[
			'a date that does not exist',
			units({ updatedAtGte: '2026-02-30' }),
			'Updated Since must be a valid calendar date, such as 2026-11-30, or a date-time, such as 2026-11-30T09:30:00Z [Item 0]',
		],
		['a limit of 0', units({}, { limit: 0 }), 'Limit must be a whole number of 1 or more [Item 0]'],
		[
			'a limit of 1.5',
			units({}, { limit: '={{ 1.5 }}' }),
			'Limit must be a whole number of 1 or more [Item 0]',
		],
		[
			'an Order By that is not valid',
			units({}, { options: { orderBy: 'name descending' } }),
			'Order By must be fields with :asc or :desc, such as updated_at:desc,id:asc [Item 0]',
		],
	])('%s', async (_, parameters, message) => {
		const { error } = await setup.engine.run({ parameters });

		expect(error?.message).toBe(message);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('a filter of empty text → ignored', async () => {
		const { items } = await setup.engine.run({
			parameters: units({ propertyId: byId('={{ "" }}') as never, unitNumber: '' }),
		});

		expect(items).toHaveLength(50);
		expect(wire()[0]!.query).toEqual({
			'order-by': 'created_at:asc,id:asc',
			limit: '50',
			offset: '0',
		});
	});

	it('one invalid item without Continue → no request at all', async () => {
		const { error } = await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'get',
				vendorId: byId('={{ $json.vendor }}') as never,
			},
			items: [{ vendor: 'vend-mri-1-1' }, {}],
		});

		expect(error?.message).toBe('Vendor is required [Item 1]');
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(setup.sandbox.requests).toEqual([]);
	});
});

describe('a request that Propexo rejects', () => {
	it('an issue with a filter → named as in the form', async () => {
		const issue = { code: 'custom', path: ['property_id'], message: 'No such property' };
		const body = {
			error: {
				code: 'invalid_request',
				message: 'invalid request',
				details: { details: { issues: [issue] } },
			},
		};
		setup.sandbox.inject({ fault: { kind: 'status', status: 400, body } });
		const { error } = await setup.engine.run({
			parameters: { resource: 'unit', operation: 'getMany' },
		});

		expect(error?.message).toBe('Propexo did not accept the request [Item 0]');
		expect(error?.description).toContain('• Property: No such property');
	});

	it('a list below an unknown record → an error that names the record', async () => {
		const { error } = await setup.engine.run({
			parameters: {
				resource: 'purchaseOrder',
				operation: 'getItems',
				purchaseOrderId: byId('po-none') as never,
			},
		});

		expect(error?.message).toBe('Propexo knows no purchase order po-none [Item 0]');
	});
});

it('a picker in Filters → narrowed by the integration selected there', async () => {
	await setup.engine.search('searchProperty', {
		resource: 'unit',
		operation: 'getMany',
		filters: { integrationId: byId('intg-mri-1') as never },
	});

	expect(wire()[0]!.query.integration_id).toBe('intg-mri-1');
});
