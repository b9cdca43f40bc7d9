import { contract, storedModelOf } from './contract';
import type { Integration } from './integrations';
import type { PropexoRecord } from './records';

/** The documented fields of a model's records, name: type. Empty for models whose records are not documented. */
export function recordShape(model: string): Record<string, string> {
	return contract.reads.find((read) => storedModelOf(read) === model)?.record ?? {};
}

/** A record with every documented field: the given ones, and empty lists, objects or null for the rest. */
export function newRecord(
	model: string,
	{
		id,
		at,
		integration,
		fields,
	}: { id: string; at: string; integration: Integration; fields: Record<string, unknown> },
): PropexoRecord {
	const empty = Object.entries(recordShape(model)).map(([name, type]) => [name, emptyValue(type)]);
	return {
		...Object.fromEntries(empty),
		created_at: at,
		updated_at: at,
		last_seen: at,
		x_id: id,
		integration_id: integration.id,
		integration_vendor: integration.vendor,
		...fields,
		id,
	};
}

function emptyValue(type: string): unknown {
	if (type === 'array') return [];
	return type === 'object' ? {} : null;
}
