import { iso } from '../clock';
import type { Integration } from '../integrations';
import type { Records } from '../records';
import { newRecord } from '../recordTemplate';
import { seedModels } from './models';
import type { IdOf, SeedModel } from './seedModel';

/** When the first record of an integration was created; each further one a second later. */
const CREATED_MS = Date.UTC(2026, 0, 5, 8);

/** Adds the records every integration starts with: the same for the same integrations, ids included. */
export function seedRecords(records: Records, integrations: Iterable<Integration>): void {
	for (const integration of integrations) {
		if (integration.slug === null) continue;
		for (const model of seedModels) {
			const isForVendor = model.vendors?.includes(integration.vendor) ?? true;
			if (isForVendor) addRecords(records, model, integration, 1, model.count);
		}
	}
}

/**
 * Adds `count` more generated records of a model to an integration and returns their ids, numbered after the existing ones.
 * Throws an Error for a model that cannot be generated.
 */
export function seedMore(
	records: Records,
	modelName: string,
	count: number,
	integration: Integration,
): string[] {
	const model = seedModels.find(({ model: name }) => name === modelName);
	if (!model) throw new Error(`There are no generated records for ${modelName}`);
	const existing = records
		.list(modelName)
		.filter(({ record }) => record.integration_id === integration.id).length;
	return addRecords(records, model, integration, existing + 1, existing + count);
}

function addRecords(
	records: Records,
	{ model, prefix, build }: SeedModel,
	integration: Integration,
	from: number,
	to: number,
): string[] {
	const idOf: IdOf = (idPrefix, key) => `${idPrefix}-${integration.slug ?? integration.id}-${key}`;
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
