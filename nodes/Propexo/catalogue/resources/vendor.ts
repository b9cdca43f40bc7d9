import type { Resource } from '../endpoint';
import { boolean, date, dateTime, enumeration, file, id, list, required, text } from '../fields';
import { US_STATES } from '../usStates';

const PHONE_TYPES = ['HOME', 'WORK', 'MOBILE', 'FAX'];

const YARDI_DETAILS = [
	boolean('is_active'),
	text('notes', { maxLength: 1998 }),
	text('tax_id', { isSensitive: true }),
	text('tax_payer_first_name'),
	text('tax_payer_last_name'),
	date('workers_comp_expiration_date'),
	date('liability_expiration_date'),
	text('address_1'),
	text('address_2'),
	text('city'),
	enumeration('state', US_STATES),
	text('zip'),
	text('country'),
	text('email_1'),
	text('phone_1'),
	text('phone_2'),
];

const YARDI_UPDATE = [...required(text('name')), ...YARDI_DETAILS];

/** An individual has a first and last name, a company has one; a tax ID requires its type. */
const BUILDIUM_RULES = [
	{ when: { field: 'is_company', in: [false] }, requires: 'first_name' },
	{ when: { field: 'is_company', in: [false] }, requires: 'last_name' },
	{ when: { field: 'is_company', in: [true] }, requires: 'name' },
	{ when: { field: 'tax_payer_type' }, requires: 'tax_id' },
	{ when: { field: 'tax_id' }, requires: 'tax_payer_type' },
];

export const vendor: Resource = {
	resource: 'vendor',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create vendor',
			description: 'Create a vendor in the PMS',
			method: 'POST',
			path: '/v1/vendors/{pms}/',
			notices: ["Propexo can't create vendors in ResMan. Add them in ResMan."],
			pms: {
				buildium: {
					createdRecordId: 'set',
					rules: BUILDIUM_RULES,
					docs: 'https://docs.propexo.com/api/reference/buildium/vendors/create-a-vendor-for-buildium/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_category_id', 'vendorCategory'),
							boolean('is_company'),
						),
						text('first_name', { maxLength: 127 }),
						text('last_name', { maxLength: 127 }),
						text('name', { maxLength: 127 }),
						text('email_1', { format: 'email' }),
						text('email_2', { format: 'email' }),
						text('phone_1', { minLength: 10, maxLength: 20 }),
						enumeration('phone_1_type', PHONE_TYPES),
						text('phone_2', { minLength: 10, maxLength: 20 }),
						enumeration('phone_2_type', PHONE_TYPES),
						text('address_1', { maxLength: 100 }),
						text('address_2', { maxLength: 100 }),
						text('city', { maxLength: 100 }),
						text('state'),
						text('zip'),
						text('country'),
						text('account_number', { maxLength: 30 }),
						text('website', { maxLength: 100, format: 'uri' }),
						text('insurance_provider', { maxLength: 65 }),
						text('insurance_policy_number', { maxLength: 65 }),
						dateTime('insurance_expire_date'),
						text('notes', { maxLength: 65_535 }),
						text('tax_id', { isSensitive: true }),
						enumeration('tax_payer_type', ['SSN', 'EIN']),
						text('tax_payer_name_1', { maxLength: 40 }),
						text('tax_payer_name_2', { maxLength: 40 }),
						text('tax_address_1', { maxLength: 100 }),
						text('tax_address_2', { maxLength: 100 }),
						text('tax_city', { maxLength: 100 }),
						text('tax_state'),
						text('tax_zip'),
						text('tax_country'),
					],
				},
				entrata: {
					createdRecordId: 'set',
					notices: [
						"One of the contacts must be the primary contact. To set fields that aren't in the form, set Specify Body to Using JSON.",
					],
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api/reference/entrata/vendors/create-a-vendor-for-entrata/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							list('properties', required(id('property_id', 'property'), boolean('is_compliant')), {
								minItems: 1,
							}),
							text('name'),
							text('tax_payer_first_name'),
							text('tax_payer_last_name'),
							id('payment_type_id', 'paymentType'),
							text('location_name'),
							list('contacts', required(text('contact_first_name')), {
								minItems: 1,
								allowsUnknownFields: true,
							}),
						),
						text('notes'),
						text('tax_id', { isSensitive: true }),
						text('third_party_id'),
						id('financial_account_id', 'financialAccount'),
						text('payment_name_on_account'),
						text('payment_routing_number', { minLength: 9, maxLength: 9, isSensitive: true }),
						text('payment_account_number', { isSensitive: true }),
						text('payment_address_1'),
						text('payment_address_2'),
						text('payment_city'),
						text('payment_state'),
						text('payment_zip'),
						text('payment_country'),
						text('location_address_1'),
					],
				},
				yardi: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/yardi/vendors/create-vendor-yardi/',
					fields: [
						...required(id('integration_id', 'integration'), text('name')),
						...YARDI_DETAILS,
					],
				},
				yardi_rest: {
					createdRecordId: 'set',
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/vendors/create-vendor-yardi-rest/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('property_id', 'property'),
							text('name'),
						),
						...YARDI_DETAILS,
					],
				},
			},
		},
		{
			operation: 'update',
			label: 'Update',
			action: 'Update vendor',
			description: 'Update a vendor',
			method: 'PUT',
			path: '/v1/vendors/{pms}/{vendor_id}',
			pathIds: [id('vendor_id', 'vendor')],
			pms: {
				yardi: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api/reference/yardi/vendors/update-vendor-yardi/',
					fields: YARDI_UPDATE,
				},
				yardi_rest: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api-reference/yardi-rest/vendors/update-vendor-yardi-rest',
					fields: YARDI_UPDATE,
				},
			},
		},
		{
			operation: 'uploadFile',
			label: 'Upload File',
			action: 'Upload file to vendor',
			description: 'Attach a file to a vendor',
			method: 'POST',
			path: '/v1/vendors/{pms}/{vendor_id}/file-upload/',
			pathIds: [id('vendor_id', 'vendor')],
			pms: {
				propertyware: {
					createdRecordId: 'notRetrievable',
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api-reference/propertyware-soap/vendors/create-vendor-file-propertyware',
					fields: [
						...required(id('integration_id', 'integration'), file('attachment', [], {})),
						text('notes'),
						boolean('is_private'),
					],
				},
			},
		},
	],
};
