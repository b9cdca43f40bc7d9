import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import type { Issue } from '../../../nodes/Propexo/actions/common/issues';
import { invalidParametersError } from '../../../nodes/Propexo/actions/common/itemError';
import { ERRORS, ISSUES } from '../../../nodes/Propexo/actions/messages';
import { FILTER_SPECS } from '../../../nodes/Propexo/catalogue/filterSpecs';
import { RECORDS } from '../../../nodes/Propexo/catalogue/records';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { STATUS_MESSAGES, withReason } from '../../../nodes/Propexo/transport/errorMessages';
import { SEGMENT_ISSUES } from '../../../nodes/Propexo/transport/pathSegment';
import { toHtml } from '../../../nodes/Propexo/utils/errorText';
import { errorOf } from '../support/errorOf';
import { quoted } from '../support/expectedTexts';
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

		expect(items.map((item) => errorOf(item)?.message ?? item.json.id)).toEqual([
			'vend-mri-1-1',
			`${ERRORS.notFound('vendor unknown-id')} ${itemTag(1)}`,
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
		expect(errorItems.map((item) => errorOf(item)?.message)).toEqual([
			`${ERRORS.notFound('vendor unknown-id')} ${itemTag(0)}`,
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

	it.each<[string, INodeParameters, Issue]>([
		[
			'a missing ID',
			{ resource: 'lease', operation: 'get', leaseId: byId('={{ "" }}') as never },
			{ field: RECORDS.lease.label, message: SEGMENT_ISSUES.missing },
		],
		[
			'a missing ID in the path of a list',
			{
				resource: 'purchaseOrder',
				operation: 'getItems',
				purchaseOrderId: byId('={{ $json.none }}') as never,
			},
			{ field: RECORDS.purchaseOrder.label, message: SEGMENT_ISSUES.missing },
		],
		[
			'a PMS ID alone',
			units({ xId: '42' }),
			{
				field: FILTER_SPECS.x_id.label,
				message: ISSUES.requires([FILTER_SPECS.x_property_id.label, RECORDS.integration.label]),
			},
		],
		[
			'a PMS ID without the property',
			units({ xId: '42', integrationId: byId('intg-mri-1') as never }),
			{
				field: FILTER_SPECS.x_id.label,
				message: ISSUES.requires([FILTER_SPECS.x_property_id.label]),
			},
		],
		[
			'a filter whose expression returns nothing',
			units({ propertyId: byId('={{ $json.none }}') as never }),
			{ field: RECORDS.property.label, message: ISSUES.emptyFilter },
		],
		[
			'a date that does not exist',
			units({ updatedAtGte: '2026-02-30' }),
			{
				field: FILTER_SPECS.updated_at_gte.label,
				message: quoted('2026-02-30', SCHEMA_MESSAGES.date),
			},
		],
		[
			'a DateTime that is invalid',
			units({ updatedAtGte: "={{ DateTime.fromISO('soon') }}" }),
			{
				field: FILTER_SPECS.updated_at_gte.label,
				message: quoted('Invalid DateTime', SCHEMA_MESSAGES.date),
			},
		],
		['a limit of 0', units({}, { limit: 0 }), { field: 'Limit', message: ISSUES.limit }],
		[
			'a limit of 1.5',
			units({}, { limit: '={{ 1.5 }}' }),
			{ field: 'Limit', message: ISSUES.limit },
		],
		[
			'an Order By that is not valid',
			units({}, { options: { orderBy: 'name descending' } }),
			{ field: 'Order By', message: ISSUES.order },
		],
	])('%s', async (_, parameters, issue) => {
		const { error } = await setup.engine.run({ parameters });

		expect(error?.message).toBe(invalidParametersError(0, [issue]).message);
		expect(error?.description).toBe(ERRORS.fixAndRun);
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

		expect(error?.message).toBe(`${RECORDS.vendor.label} ${SEGMENT_ISSUES.missing} ${itemTag(1)}`);
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

		const { message, description } = STATUS_MESSAGES[400]!;
		expect(error?.message).toBe(`${message} ${itemTag(0)}`);
		expect(error?.description).toBe(
			toHtml({
				description: withReason(description, body.error.message),
				bullets: [`${RECORDS.property.label}: ${issue.message}`],
			}),
		);
	});

	it('a list below an unknown record → an error that names the record', async () => {
		const { error } = await setup.engine.run({
			parameters: {
				resource: 'purchaseOrder',
				operation: 'getItems',
				purchaseOrderId: byId('po-none') as never,
			},
		});

		expect(error?.message).toBe(`${ERRORS.notFound('purchase order po-none')} ${itemTag(0)}`);
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
