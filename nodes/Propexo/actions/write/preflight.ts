import type { IExecuteFunctions } from 'n8n-workflow';

import { fieldLabel } from '../../catalogue/labels';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import type { Client } from '../../transport/client';
import { isOk } from '../../transport/httpOutcome';
import { encodeSegment, parseSegment } from '../../transport/pathSegment';
import { ISSUES } from '../messages';
import { type DuplicateItem, type KeyedItem, partitionDuplicates, readKeys } from './deduplication';
import { throwIfInvalid } from './errors';
import type { WriteJournal } from './journal';
import type { WriteOptions } from './parseOptions';
import { numberedRecordName } from './recordName';
import type { InvalidItem, ValidatedItems, ValidItem } from './validate';

interface Integration {
	readonly name: string;
	/** Propexo's name of the PMS, as in paths. */
	readonly pms: string;
}

/** Items that are ready to be sent. */
export interface ReadyItems extends ValidatedItems {
	/** The valid items with their idempotency keys, where keys are in use. */
	readonly keyed: readonly KeyedItem[];
	readonly duplicates: readonly DuplicateItem[];
}

const integrationIdOf = ({ body }: ValidItem): string | undefined =>
	typeof body.integration_id === 'string' ? body.integration_id : undefined;

/** An integration that can't be read is left to Propexo, which checks the write itself. */
async function fetchIntegration(client: Client, id: string): Promise<Integration | undefined> {
	const outcome = await client.read(`/v1/admin/integrations/${encodeSegment(id)}/`);
	if (!isOk(outcome)) return undefined;
	const body = outcome.body as { results?: { name?: unknown; vendor?: unknown } | null } | null;
	const { name, vendor } = body?.results ?? {};
	return typeof vendor === 'string'
		? { name: String(name ?? id), pms: vendor.toLowerCase() }
		: undefined;
}

const isPms = (name: string): name is Pms => Object.hasOwn(PMS_LABELS, name);

const checkPms = (valid: ValidItem, integration: Integration | undefined): string | undefined => {
	const selected = valid.endpoint.pms;
	if (!integration || !isPms(integration.pms) || integration.pms === selected) return undefined;
	return ISSUES.otherPms(integration.name, PMS_LABELS[integration.pms], PMS_LABELS[selected]);
};

/**
 * The items whose integration runs on another PMS than the selected one, or whose integration ID
 * can't be one. Each integration is read once.
 */
async function checkIntegrations(
	client: Client,
	valid: readonly ValidItem[],
): Promise<InvalidItem[]> {
	const ids = new Set(valid.flatMap((one) => integrationIdOf(one) ?? []));
	const readable = [...ids].filter((id) => parseSegment(id).ok);
	const integrations = new Map(
		await Promise.all(
			readable.map(async (id) => [id, await fetchIntegration(client, id)] as const),
		),
	);
	return valid.flatMap((one) => {
		const id = integrationIdOf(one);
		if (id === undefined) return [];
		const segment = parseSegment(id);
		const message = segment.ok ? checkPms(one, integrations.get(id)) : segment.error;
		if (!message) return [];
		const issues = [{ field: fieldLabel('integration_id'), message }];
		return [{ item: one.item, issues, record: numberedRecordName(one.endpoint, one.body) }];
	});
}

/**
 * The checks that need Propexo or the other items. What an earlier attempt sent isn't checked
 * again; its journal knows the outcome.
 * @throws NodeOperationError for invalid items, where the node stops on errors
 */
export async function preflight(
	context: IExecuteFunctions,
	client: Client,
	{ valid, invalid }: ValidatedItems,
	{ skipAlreadyWritten }: WriteOptions,
	journal: WriteJournal,
): Promise<ReadyItems> {
	const isSent = ({ item, endpoint }: ValidItem): boolean =>
		journal.entriesFor(endpoint).some(({ items }) => items.includes(item));
	const { keyed, withoutKey } = skipAlreadyWritten
		? readKeys(context, valid)
		: { keyed: [], withoutKey: [] };
	const unsent = valid.filter((one) => !isSent(one));
	const refused = [...(await checkIntegrations(client, unsent)), ...withoutKey];
	throwIfInvalid(context, refused, journal);
	const refusedItems = new Set(refused.map(({ item }) => item));
	const passed = ({ item }: ValidItem): boolean => !refusedItems.has(item);
	const all = [...invalid, ...refused];
	if (!skipAlreadyWritten)
		return { valid: valid.filter(passed), invalid: all, keyed: [], duplicates: [] };
	const { unique, duplicates } = partitionDuplicates(keyed.filter((one) => passed(one.valid)));
	return { valid: unique.map((one) => one.valid), invalid: all, keyed: unique, duplicates };
}
