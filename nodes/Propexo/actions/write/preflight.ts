import { FIELD_LABELS } from '../../catalogue/labels';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import type { Client } from '../../transport/client';
import { encodeSegment, parseSegment } from '../../transport/pathSegment';
import type { InvalidItem, ValidItem } from './validate';

/** An integration as Propexo describes it. */
interface Integration {
	readonly name: string;
	/** Propexo's name of the PMS, as it stands in paths. */
	readonly pms: string;
}

const idOf = ({ body }: ValidItem): string | undefined =>
	typeof body.integration_id === 'string' ? body.integration_id : undefined;

/** An integration that cannot be read is left to Propexo, which checks the write itself. */
async function fetchIntegration(client: Client, id: string): Promise<Integration | undefined> {
	const delivery = await client.read(`/v1/admin/integrations/${encodeSegment(id)}/`);
	if (delivery.kind !== 'answer' || delivery.status !== 200) return undefined;
	const body = delivery.body as { results?: { name?: unknown; vendor?: unknown } | null } | null;
	const { name, vendor } = body?.results ?? {};
	return typeof vendor === 'string'
		? { name: String(name ?? id), pms: vendor.toLowerCase() }
		: undefined;
}

const isKnown = (pms: string): pms is Pms => pms in PMS_LABELS;

const invalidItem = ({ item }: ValidItem, message: string): InvalidItem[] => [
	{ item, issues: [{ field: FIELD_LABELS.integration_id!.label, message }] },
];

const mismatch = (draft: ValidItem, { name, pms }: Integration): InvalidItem[] => {
	const wanted = draft.write.pms;
	if (!isKnown(pms) || pms === wanted) return [];
	return invalidItem(
		draft,
		`"${name}" runs on ${PMS_LABELS[pms]}, not on ${PMS_LABELS[wanted]}. Choose an integration of ${PMS_LABELS[wanted]}, or set PMS to ${PMS_LABELS[pms]}`,
	);
};

/**
 * The items whose integration runs on another PMS than the one they are written for, or whose
 * integration id cannot be one. Each integration is asked for once.
 */
export async function checkIntegrationPms(
	client: Client,
	drafts: readonly ValidItem[],
): Promise<InvalidItem[]> {
	const ids = [...new Set(drafts.flatMap((draft) => idOf(draft) ?? []))].filter(
		(id) => 'segment' in parseSegment(id),
	);
	const known = new Map(
		await Promise.all(ids.map(async (id) => [id, await fetchIntegration(client, id)] as const)),
	);
	return drafts.flatMap((draft) => {
		const id = idOf(draft);
		if (id === undefined) return [];
		const place = parseSegment(id);
		if ('fault' in place) return invalidItem(draft, place.fault);
		const integration = known.get(id);
		return integration ? mismatch(draft, integration) : [];
	});
}
