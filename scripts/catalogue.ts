// Prints every write operation of the catalogue as one JSON array, with Propexo's own names.
import type { Field } from '../nodes/Propexo/catalogue/fields';
import { ENDPOINTS } from '../nodes/Propexo/catalogue/index';

/** The two shapes of a row are printed as `itemsAnyOf`. */
const toJson = (field: Field) => {
	if (!('union' in field)) return field;
	const { union, ...rest } = field;
	return { ...rest, itemsAnyOf: union };
};

const operations = ENDPOINTS.map(
	({ resource, operation, pms, method, path, fields, createdRecordId }) => ({
		resource,
		operation,
		pms,
		method,
		path,
		createdRecordId,
		fields: fields.map(toJson),
	}),
);

process.stdout.write(`${JSON.stringify(operations, null, 1)}\n`);
