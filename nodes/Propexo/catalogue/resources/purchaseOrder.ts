import type { Resource } from '../endpoint';
import { date, id, integer, list, number, required, text, unionList } from '../fields';

const ADDRESSES = ['shipping', 'billing'].flatMap((kind) =>
	['address_1', 'address_2', 'city', 'state', 'zip', 'country'].map((part) =>
		text(`${kind}_${part}`),
	),
);

const YARDI_CREATE = required(
	id('integration_id', 'integration'),
	id('vendor_id', 'vendor'),
	text('description'),
	text('number', { maxLength: 8 }),
	number('total_amount_in_cents'),
	date('order_date'),
	text('expense_type'),
	text('display_type'),
	...ADDRESSES,
	unionList('purchase_order_items', 'construction_job_id', [
		[
			...required(
				id('property_id', 'property'),
				text('description'),
				id('construction_job_id', 'constructionJob'),
				text('stock_code'),
				text('quantity_ordered'),
				integer('unit_price_in_cents'),
				integer('total_cost_in_cents'),
				text('cost_code'),
				text('category_code'),
			),
			id('financial_account_id', 'financialAccount'),
		],
		[
			...required(
				id('property_id', 'property'),
				text('description'),
				id('financial_account_id', 'financialAccount'),
				text('stock_code'),
				text('quantity_ordered'),
				integer('unit_price_in_cents'),
				integer('total_cost_in_cents'),
			),
		],
	]),
);

const YARDI_UPDATE = [
	...required(
		id('vendor_id', 'vendor'),
		text('description'),
		text('number', { minLength: 1, maxLength: 8 }),
		number('total_amount_in_cents'),
		date('order_date'),
		text('expense_type'),
		text('display_type'),
		list(
			'purchase_order_items',
			[
				...required(
					id('property_id', 'property'),
					text('description'),
					text('stock_code'),
					text('quantity_ordered'),
					integer('unit_price_in_cents'),
					integer('total_cost_in_cents'),
					text('cost_code'),
					text('category_code'),
				),
				id('construction_job_id', 'constructionJob'),
				id('financial_account_id', 'financialAccount'),
			],
			{ minItems: 1 },
		),
	),
	...ADDRESSES,
];

export const purchaseOrder: Resource = {
	resource: 'purchaseOrder',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create purchase order',
			description: 'Create a purchase order in the PMS',
			method: 'POST',
			path: '/v1/purchase-orders/{pms}/',
			pms: {
				entrata: {
					createdRecordId: 'notRetrievable',
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api/reference/entrata/purchase-orders/create-purchase-order-entrata/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							id('vendor_location_id', 'vendorLocation'),
							id('property_id', 'property'),
							date('post_date'),
						),
						id('ap_financial_account_id', 'financialAccount'),
						text('description'),
						integer('shipping_amount_in_cents'),
						integer('discount_amount_in_cents'),
						list('purchase_order_items', [id('property_id', 'property')], {
							allowsUnknownFields: true,
						}),
					],
				},
				rentmanager: {
					createdRecordId: 'set',
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api/reference/rent-manager/purchase-orders/create-purchase-order-rent-manager/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							id('location_id', 'location'),
							id('employee_id', 'employee'),
							text('description'),
							text('number'),
							date('order_date'),
							integer('total_amount_in_cents', { min: 0 }),
							list('purchase_order_items', [], { allowsUnknownFields: true }),
						),
						text('shipping_address_1'),
						text('billing_address_1'),
					],
				},
				yardi: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api-reference/yardi/purchase-orders/create-purchase-order-yardi',
					fields: YARDI_CREATE,
				},
				yardi_rest: {
					createdRecordId: 'set',
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/purchase-orders/create-purchase-order-yardi-rest/',
					fields: YARDI_CREATE,
				},
			},
		},
		{
			operation: 'update',
			label: 'Update',
			action: 'Update purchase order',
			description: 'Update a purchase order',
			method: 'PUT',
			path: '/v1/purchase-orders/{pms}/{purchase_order_id}',
			pathIds: [id('purchase_order_id', 'purchaseOrder')],
			pms: {
				rentmanager: {
					createdRecordId: 'unknown',
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api/reference/rent-manager/purchase-orders/update-purchase-order-rent-manager/',
					fields: [
						...required(
							id('vendor_id', 'vendor'),
							id('employee_id', 'employee'),
							text('description'),
							text('number'),
							date('order_date'),
							list(
								'purchase_order_items',
								required(
									id('purchase_order_item_id', 'purchaseOrderItem'),
									id('property_id', 'property'),
								),
								{ minItems: 1, allowsUnknownFields: true },
							),
						),
						text('shipping_address_1'),
						text('billing_address_1'),
					],
				},
				yardi: {
					createdRecordId: 'unknown',
					notices: ['Yardi creates a linked change order instead of editing the purchase order.'],
					docs: 'https://docs.propexo.com/api/reference/yardi/purchase-orders/update-purchase-order-yardi/',
					fields: YARDI_UPDATE,
				},
				yardi_rest: {
					createdRecordId: 'unknown',
					notices: ['Yardi creates a linked change order instead of editing the purchase order.'],
					docs: 'https://docs.propexo.com/api-reference/yardi-rest/purchase-orders/update-purchase-order-yardi-rest',
					fields: YARDI_UPDATE,
				},
			},
		},
	],
};
