import type { IExecuteFunctions } from 'n8n-workflow';

import { fieldLabel } from '../../catalogue/labels';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import type { Client } from '../../transport/client';
import { isOk } from '../../transport/httpOutcome';
import { parseSegment } from '../../transport/pathSegment';
import { ok, type Result } from '../../utils/result';
import { ISSUES } from '../messages';
import { assignKeys, type KeyAssignment } from './assignKeys';
import type { Attempt } from './attempt';
import { throwIfInvalid } from './errors';
import type { ItemKeys } from './idempotencyKey';
import type { WriteJournal } from './journal';
import { integrationIdOf } from './plan';
import { numberedRecordName } from './recordName';
import type { InvalidItem, ValidatedItems, ValidItem } from './validate';

interface Integration {
	readonly name: string;
	/** Propexo's name of the PMS, as in paths. */
	readonly pms: string;
}

/**
 * The integration with an ID, or why the ID can't be one. An integration that can't be read is left
 * to Propexo, which checks the write itself.
 */
async function fetchIntegration(
	client: Client,
	id: string,
): Promise<Result<Integration | undefined, string>> {
	const segment = parseSegment(id);
	if (!segment.ok) return segment;
	const outcome = await client.read(`/v1/admin/integrations/${segment.value}/`);
	if (!isOk(outcome)) return ok(undefined);
	const body = outcome.body as { results?: { name?: unknown; vendor?: unknown } | null } | null;
	const { name, vendor } = body?.results ?? {};
	if (typeof vendor !== 'string') return ok(undefined);
	return ok({ name: String(name ?? id), pms: vendor.toLowerCase() });
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
	const ids = [...new Set(valid.flatMap((one) => integrationIdOf(one.body) ?? []))];
	const integrations = new Map(
		await Promise.all(ids.map(async (id) => [id, await fetchIntegration(client, id)] as const)),
	);
	return valid.flatMap((one) => {
		const integration = integrations.get(integrationIdOf(one.body) ?? '');
		if (!integration) return [];
		const message = integration.ok ? checkPms(one, integration.value) : integration.error;
		if (!message) return [];
		const issues = [{ field: fieldLabel('integration_id'), message }];
		return [{ item: one.item, issues, record: numberedRecordName(one.endpoint, one.body) }];
	});
}

/**
 * The checks that need Propexo or the other items, and the idempotency keys.
 * @throws NodeOperationError for invalid items, where the node stops on errors
 */
export async function preflight(
	context: IExecuteFunctions,
	client: Client,
	{ valid, invalid }: ValidatedItems,
	journal: WriteJournal,
	attempt: Attempt,
	keys: ItemKeys | undefined,
): Promise<KeyAssignment> {
	const refused = await checkIntegrations(client, valid);
	const refusedItems = new Set(refused.map(({ item }) => item));
	const keyed = assignKeys(
		journal.baseUrl(),
		valid.filter(({ item }) => !refusedItems.has(item)),
		keys,
	);
	const found = [...refused, ...keyed.invalid].sort((a, b) => a.item - b.item);
	throwIfInvalid(context, found, journal, attempt);
	return { ...keyed, invalid: [...invalid, ...found] };
}
