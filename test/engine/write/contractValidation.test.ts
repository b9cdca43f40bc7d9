import type { IDataObject } from 'n8n-workflow';

import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import {
	RULE_MESSAGES,
	SCHEMA_MESSAGES,
} from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { contract, type Field, operationName, type WriteOperation } from '../../sandbox/contract';
import { rowLabel } from '../support/expectedTexts';
import { camelCase, shown } from '../support/form';
import { setUp } from '../support/setup';
import { minimalBody, pathIds, requiredPaths, WRITE_CASES } from '../support/writeCases';

const setup = setUp();

type Body = Record<string, unknown>;
type Step = string | number;

const FILE = { file_data: 'AAAA', file_name: 'a.png', mime_type: 'image/png' };

const bodyOf = (write: WriteOperation): Body => {
	const body = minimalBody(write);
	const open = write.fields.find(({ name, fields }) => name === 'attachment' && !fields?.length);
	return open ? { ...body, attachment: FILE } : body;
};

const without = (body: unknown, [step, ...rest]: readonly Step[]): unknown => {
	if (Array.isArray(body))
		return body.map((row, index) => (index === step ? without(row, rest) : (row as unknown)));
	const { [step as string]: inner, ...others } = body as Body;
	return rest.length ? { ...others, [step as string]: without(inner, rest) } : others;
};

const withValue = (body: Body, [step, ...rest]: readonly Step[], value: unknown): Body => {
	if (!rest.length) return { ...body, [step!]: value };
	const [index, ...inner] = rest;
	const rows = body[step!] as Body[];
	return {
		...body,
		[step!]: rows.map((row, at) => (at === index ? withValue(row, inner, value) : row)),
	};
};

/** Validates bodies through the engine, one body per item; nothing is sent. */
const validate = async (write: WriteOperation, bodies: readonly unknown[]) => {
	const { resource, operation, pms } = write;
	const parameters = {
		resource,
		operation,
		pms,
		...pathIds(write),
		specifyBody: 'json',
		bodyJson: '={{ $json.body }}',
		options: { validateOnly: true },
	};
	const items = bodies.map((body) => ({ body: body as IDataObject }));
	const { items: output, error } = await setup.engine.run({ parameters, items });
	expect(error).toBeUndefined();
	return output.map(
		({ json }) => json as { valid: boolean; issues?: Array<{ field: string; message: string }> },
	);
};

const fieldsIn = (
	fields: readonly Field[],
	before: readonly Step[] = [],
): Array<{ path: readonly Step[]; field: Field }> =>
	fields.flatMap((field) => {
		const path = [...before, field.name];
		const rows = field.items ?? field.itemsAnyOf?.[0] ?? [];
		return [{ path, field }, ...fieldsIn(rows, [...path, 0])];
	});

describe.each(WRITE_CASES)('%s', (_, write) => {
	it('a body without one of the required fields → refused, for each of them', async () => {
		const paths = requiredPaths(write.fields);
		const results = await validate(
			write,
			paths.map((path) => without(bodyOf(write), path)),
		);

		expect(results).toHaveLength(paths.length);
		results.forEach((result, index) => {
			expect({ path: paths[index], ...result }).toMatchObject({ path: paths[index], valid: false });
			expect(result.issues!.map(({ message }) => message)).toContain(SCHEMA_MESSAGES.required);
		});
	});

	it('each documented enum value → valid; another value → refused', async () => {
		const enums = fieldsIn(write.fields).filter(({ field }) => field.enum);
		const given = enums.flatMap(({ path, field }) => field.enum!.map((value) => ({ path, value })));
		const also = {
			start_date: '2026-11-30',
			tax_id: '1',
			tax_payer_type: 'SSN',
			charge_due_day: 1,
		};
		const known = new Set(write.fields.map(({ name }) => name));
		const base = {
			...Object.fromEntries(Object.entries(also).filter(([name]) => known.has(name))),
			...bodyOf(write),
		};
		const good = await validate(
			write,
			given.map(({ path, value }) => withValue(base, path, value)),
		);
		const bad = await validate(
			write,
			enums.map(({ path }) => withValue(base, path, 'NO_SUCH_VALUE')),
		);

		expect(good.map(({ issues }) => issues)).toEqual(given.map(() => undefined));
		expect(bad.map(({ issues }) => issues?.map(({ message }) => message))).toEqual(
			enums.map(({ field }) => [SCHEMA_MESSAGES.oneOf(field.enum!)]),
		);
	});

	it('the form offers exactly the documented enum values', () => {
		const { resource, operation, pms } = write;
		const form = shown(setup.engine.description('propexoAccounting'), { resource, operation, pms });
		const optional = form.find(({ name }) => name === 'additionalFields')?.options ?? [];
		for (const field of write.fields.filter((one) => one.enum)) {
			const parameter = [...form, ...optional].find(
				(one) =>
					one.name === camelCase(field.name) &&
					(!('displayOptions' in one) ||
						(one.displayOptions?.show?.['/pms'] ?? [pms]).includes(pms)),
			);
			const values = (parameter as { options?: Array<{ value: string }> }).options?.map(
				({ value }) => value,
			);
			expect([...(values ?? [])].sort()).toEqual([...field.enum!].sort());
		}
	});

	it('a value just outside of a documented limit → refused', async () => {
		const cases = fieldsIn(write.fields).flatMap(({ path, field }) =>
			beyond(field).map((value) => ({ path, value })),
		);
		const results = await validate(
			write,
			cases.map(({ path, value }) => withValue(bodyOf(write), path, value)),
		);

		results.forEach((result, index) =>
			expect({ ...cases[index], ...result }).toMatchObject({ valid: false }),
		);
	});
});

/** Values just outside of the documented limits. */
const beyond = ({
	type,
	min,
	exclusiveMin,
	max,
	maxLength,
	minLength,
	minItems,
	pattern,
	format,
}: Field): unknown[] => [
	...(min !== undefined ? [min - 1] : []),
	...(exclusiveMin !== undefined ? [exclusiveMin] : []),
	...(max !== undefined ? [max + 1] : []),
	...(maxLength !== undefined && maxLength < 100_000 ? ['x'.repeat(maxLength + 1)] : []),
	...(minLength !== undefined && minLength > 1 ? ['x'.repeat(minLength - 1)] : []),
	...(minItems !== undefined ? [[]] : []),
	...(pattern ? ['100', 'two', '-1'] : []),
	...(format ? ['nothing of the kind'] : []),
	...(type === 'boolean' ? ['maybe', 1] : []),
	...(type === 'integer' ? [1.5] : []),
];

describe('rules between fields', () => {
	const writeOf = (name: string) => contract.writes.find((write) => operationName(write) === name)!;
	const issues = async (name: string, changes: Body) => {
		const write = writeOf(name);
		const [result] = await validate(write, [{ ...bodyOf(write), ...changes }]);
		return result!.issues?.map(({ field, message }) => `${field} ${message}`) ?? [];
	};

	it.each([
		[
			'recurringResidentCharge.create.propertyware_rest',
			{ frequency_normalized: 'WEEKLY', charge_due_day: 8 },
			'charge_due_day',
			RULE_MESSAGES.betweenWhen(1, 7, fieldLabel('frequency_normalized'), ['WEEKLY']),
		],
		[
			'recurringResidentCharge.create.rentmanager',
			{ frequency_normalized: 'DAILY' },
			'start_date',
			RULE_MESSAGES.requiredWhen(fieldLabel('frequency_normalized'), ['DAILY', 'WEEKLY']),
		],
		[
			'recurringResidentCharge.update.rentmanager',
			{ frequency_normalized: 'WEEKLY' },
			'start_date',
			RULE_MESSAGES.requiredWhen(fieldLabel('frequency_normalized'), ['DAILY', 'WEEKLY']),
		],
		[
			'vendor.create.buildium',
			{ is_company: false, last_name: 'Lee' },
			'first_name',
			RULE_MESSAGES.requiredWhen(fieldLabel('is_company'), [false]),
		],
		[
			'vendor.create.buildium',
			{ is_company: true, name: undefined },
			'name',
			RULE_MESSAGES.requiredWhen(fieldLabel('is_company'), [true]),
		],
		[
			'vendor.create.buildium',
			{ tax_id: '12-3456789' },
			'tax_payer_type',
			RULE_MESSAGES.requiredWhen(fieldLabel('tax_id')),
		],
		[
			'vendor.create.buildium',
			{ tax_payer_type: 'EIN' },
			'tax_id',
			RULE_MESSAGES.requiredWhen(fieldLabel('tax_payer_type')),
		],
		[
			'payableRegister.create.yardi',
			{ total_amount_in_cents: 999 },
			'total_amount_in_cents',
			RULE_MESSAGES.sum(fieldLabel('payable_register_items'), 1),
		],
	])('%s with %p → %s %s', async (name, changes, field, message) => {
		expect(await issues(name, changes)).toEqual([`${fieldLabel(field)} ${message}`]);
	});

	it.each([
		[
			'recurringResidentCharge.create.propertyware_rest',
			{ frequency_normalized: 'WEEKLY', charge_due_day: 7 },
		],
		[
			'recurringResidentCharge.create.propertyware_rest',
			{ frequency_normalized: 'MONTHLY', charge_due_day: 31 },
		],
		[
			'recurringResidentCharge.create.rentmanager',
			{ frequency_normalized: 'DAILY', start_date: '2026-11-30' },
		],
		[
			'vendor.create.buildium',
			{ is_company: false, name: undefined, first_name: 'Ann', last_name: 'Lee' },
		],
	])('%s with %p → valid', async (name, changes) => {
		expect(await issues(name, changes)).toEqual([]);
	});

	it('a line of a Yardi purchase order → needs the fields of a construction job or an account', async () => {
		const line = {
			property_id: 'p',
			description: 'Paint',
			stock_code: 's',
			quantity_ordered: '2',
			unit_price_in_cents: 5,
			total_cost_in_cents: 10,
		};
		const job = { ...line, construction_job_id: 'j', cost_code: 'c', category_code: 'd' };
		const name = 'purchaseOrder.create.yardi';

		expect(
			await issues(name, {
				purchase_order_items: [
					job,
					{ ...job, financial_account_id: 'f' },
					{ ...line, financial_account_id: 'f' },
				],
			}),
		).toEqual([]);
		expect(
			await issues(name, { purchase_order_items: [{ ...job, cost_code: undefined }, line] }),
		).toEqual([
			`${rowLabel('purchase_order_items', 1, 'cost_code')} ${SCHEMA_MESSAGES.required}`,
			`${rowLabel('purchase_order_items', 2, 'financial_account_id')} ${SCHEMA_MESSAGES.required}`,
		]);
		expect(
			await issues(name, {
				purchase_order_items: [{ ...line, financial_account_id: 'f', cost_code: 'c' }],
			}),
		).toEqual([
			`${rowLabel('purchase_order_items', 1, 'cost_code')} ${ISSUES.unknownField(PMS_LABELS.yardi)}`,
		]);
	});

	it.each(
		contract.writes
			.filter((write) => write.fieldsIncomplete)
			.map((write) => [operationName(write), write] as const),
	)(
		'%s, whose documentation is incomplete → a field that it does not list is sent',
		async (_, write) => {
			const [result] = await validate(write, [{ ...bodyOf(write), a_field_of_the_rest: 'x' }]);

			expect(result).toMatchObject({ valid: true, body: { a_field_of_the_rest: 'x' } });
		},
	);
});
