// Prints every write operation of the catalogue as one JSON array, with Propexo's own names.
import { ENDPOINTS } from '../nodes/Propexo/catalogue/index';

const operations = ENDPOINTS.map(
	({ resource, operation, pms, method, path, fields, createdRecordId }) => ({
		resource,
		operation,
		pms,
		method,
		path,
		createdRecordId,
		fields,
	}),
);

process.stdout.write(`${JSON.stringify(operations, null, 1)}\n`);
