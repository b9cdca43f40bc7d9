import { contract, type Field, vendorOf, type WriteOperation } from './contract';

/** Fields that only the conditions of an operation require. */
const CONDITIONAL: Record<string, Record<string, unknown>> = {
	'vendor.create.buildium': { is_company: true, name: 'Ace Plumbing & Drain' },
	'recurringResidentCharge.create.rentmanager': { frequency_normalized: 'MONTHLY' },
	'recurringResidentCharge.create.propertyware_rest': { frequency_normalized: 'MONTHLY' },
};

/** A picture of one pixel. */
const FILE_PARTS: Record<string, string> = {
	file_data:
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	file_name: 'scan.png',
	mime_type: 'image/png',
};

/** A valid body of required fields only, for the first seeded integration of the PMS. */
export function minimalBody(operation: WriteOperation): Record<string, unknown> {
	const name = `${operation.resource}.${operation.operation}.${operation.pms}`;
	return { ...requiredValues(operation.fields, operation.pms), ...CONDITIONAL[name] };
}

/** The path of an operation with its parameters filled in. */
export function examplePath({ path, pms }: { path: string; pms: string }): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => `${name.replace('_id', '')}-${pms}`);
}

/** Paths of all required fields at any depth, `invoice_items.0.property_id`; of alternative shapes, those of the first. */
export function requiredPaths(
	fields: Field[],
	before: Array<string | number> = [],
): Array<Array<string | number>> {
	return fields
		.filter((field) => field.required)
		.flatMap((field) => {
			const here = [...before, field.name];
			return [
				here,
				...requiredPaths(itemFields(field), [...here, 0]),
				...requiredPaths(field.fields ?? [], here),
			];
		});
}

/** The ids of integrations, by vendor, that {@link minimalBody} uses. */
export function integrationIdFor(pms: string): string {
	if (!contract.vendors.includes(vendorOf(pms))) throw new Error(`No vendor for ${pms}`);
	return `intg-${pms.replaceAll('_', '-')}-1`;
}

function requiredValues(fields: Field[], pms: string): Record<string, unknown> {
	return Object.fromEntries(
		fields.filter((field) => field.required).map((field) => [field.name, exampleValue(field, pms)]),
	);
}

function itemFields(field: Field): Field[] {
	return field.items ?? field.itemsAnyOf?.[0] ?? [];
}

function exampleValue(field: Field, pms: string): unknown {
	switch (field.type) {
		case 'string':
			if (field.name === 'integration_id') return integrationIdFor(pms);
			return FILE_PARTS[field.name] ?? 'text'.padEnd(field.minLength ?? 0, '.');
		case 'integer':
		case 'number':
			return Math.max(field.min ?? 1, (field.exclusiveMin ?? 0) + 1);
		case 'boolean':
			return true;
		case 'enum':
			return field.enum?.[0];
		case 'dateTime':
			return '2026-06-01T00:00:00.000Z';
		case 'dateOrDatetime':
			return '2026-06-01';
		case 'array':
			return [requiredValues(itemFields(field), pms)];
		case 'object':
			return requiredValues(field.fields ?? [], pms);
	}
}
