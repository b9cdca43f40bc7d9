import { iso } from './clock';
import type { Integration } from './integrations';
import type { Records } from './records';
import { newRecord } from './recordTemplate';
import type { IdOf, SeedModel } from './seedModel';
import { seedModels } from './seedModels';

/** When the first record of an integration was created; each further one a second later. */
const CREATED_MS = Date.UTC(2026, 0, 5, 8);

/** Adds the records every integration starts with. The same integrations always give the same records and ids. */
export function seedRecords(records: Records, integrations: Iterable<Integration>): void {
	for (const integration of integrations) {
		if (integration.slug === null) continue;
		for (const model of seedModels) {
			const wanted = model.vendors?.includes(integration.vendor) ?? true;
			if (wanted) add(records, model, integration, 1, model.count);
		}
	}
}

/**
 * Adds `count` more generated records of a model to an integration and gives their ids, which go on from those it has.
 * Throws an Error for a model that cannot be generated.
 */
export function seedMany(
	records: Records,
	modelName: string,
	count: number,
	integration: Integration,
): string[] {
	const model = seedModels.find(({ model: name }) => name === modelName);
	if (!model) throw new Error(`There are no generated records for ${modelName}`);
	const have = records
		.list(modelName)
		.filter(({ record }) => record.integration_id === integration.id).length;
	return add(records, model, integration, have + 1, have + count);
}

function add(
	records: Records,
	{ model, prefix, build }: SeedModel,
	integration: Integration,
	from: number,
	to: number,
): string[] {
	const idOf: IdOf = (start, key) => `${start}-${integration.slug ?? integration.id}-${key}`;
	const ids: string[] = [];
	for (let n = from; n <= to; n += 1) {
		const { key = n, fields, facets } = build(n, idOf);
		const id = idOf(prefix, key);
		records.put(
			model,
			newRecord(model, { id, at: iso(CREATED_MS + n * 1000), integration, fields }),
			facets,
		);
		ids.push(id);
	}
	return ids;
}
