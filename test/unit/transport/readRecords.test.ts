import type { Client } from '../../../nodes/Propexo/transport/client';
import { readRecords } from '../../../nodes/Propexo/transport/readRecords';
import { TIMING } from '../../../nodes/Propexo/transport/timing';
import { ok } from '../../../nodes/Propexo/utils/result';

/** A client whose server responds to every page with the same body. */
function clientOf(body: object): { client: Client; queries: unknown[] } {
	const queries: unknown[] = [];
	const client: Client = {
		timing: TIMING,
		rateLimitDelay: () => 0,
		write: async () => await Promise.reject(new Error('Reads do not write')),
		read: async (_, query) => {
			queries.push(query);
			return { kind: 'response', status: 200, headers: {}, body, isJson: true };
		},
	};
	return { client, queries };
}

it('a server that ignores the limit and has no hasMore → its rows, from one request', async () => {
	const results = Array.from({ length: 300 }, (_, index) => ({ id: `r-${index}` }));
	const { client, queries } = clientOf({ results });

	expect(await readRecords(client, { path: '/v1/vendors/', query: {} }, Infinity)).toEqual(
		ok(results),
	);
	expect(queries).toEqual([{ 'order-by': 'created_at:asc,id:asc', limit: 250, offset: 0 }]);
});

it('a response without results → the response as the error', async () => {
	const { client } = clientOf({ data: [] });
	const records = await readRecords(client, { path: '/v1/vendors/', query: {} }, 10);

	expect(records).toMatchObject({ ok: false, error: { kind: 'response', status: 200 } });
});
