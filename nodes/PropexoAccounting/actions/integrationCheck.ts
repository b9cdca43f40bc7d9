import type { Client } from '../../shared/client';
import { PMS_LABELS, type Pms } from '../catalogue/pms';
import { VOCABULARY } from '../catalogue/vocabulary';
import type { BadDraft, GoodDraft } from './draft';

/** An integration as Propexo describes it. */
interface Integration {
	readonly name: string;
	/** Propexo's name of the PMS, as it stands in paths. */
	readonly pms: string;
}

const idOf = ({ body }: GoodDraft): string | undefined =>
	typeof body.integration_id === 'string' ? body.integration_id : undefined;

/** An integration that cannot be read is left to Propexo, which checks the write itself. */
async function read(client: Client, id: string): Promise<Integration | undefined> {
	const delivery = await client.read(`/v1/admin/integrations/${encodeURIComponent(id)}/`);
	if (delivery.kind !== 'answer' || delivery.status !== 200) return undefined;
	const body = delivery.body as { results?: { name?: unknown; vendor?: unknown } | null } | null;
	const { name, vendor } = body?.results ?? {};
	return typeof vendor === 'string' ? { name: String(name ?? id), pms: vendor.toLowerCase() } : undefined;
}

const isKnown = (pms: string): pms is Pms => pms in PMS_LABELS;

const mismatch = (draft: GoodDraft, { name, pms }: Integration): BadDraft[] => {
	const wanted = draft.write.pms;
	if (!isKnown(pms) || pms === wanted) return [];
	const message = `"${name}" runs on ${PMS_LABELS[pms]}, not on ${PMS_LABELS[wanted]}. Choose an integration of ${PMS_LABELS[wanted]}, or set PMS to ${PMS_LABELS[pms]}`;
	return [{ item: draft.item, issues: [{ field: VOCABULARY.integration_id!.label, message }] }];
};

/**
 * The items whose integration runs on another PMS than the one they are written for. Each
 * integration is asked for once.
 * @param client Propexo
 * @param drafts the valid items
 */
export async function mismatches(client: Client, drafts: readonly GoodDraft[]): Promise<BadDraft[]> {
	const ids = [...new Set(drafts.flatMap((draft) => idOf(draft) ?? []))];
	const known = new Map(await Promise.all(ids.map(async (id) => [id, await read(client, id)] as const)));
	return drafts.flatMap((draft) => {
		const integration = known.get(idOf(draft) ?? '');
		return integration ? mismatch(draft, integration) : [];
	});
}
