import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { ask, byId, onTheWire } from './support/reads';
import { setUp } from './support/setup';

const setup = setUp();

const STABLE = 'created_at:asc,id:asc';

const wire = () => setup.sandbox.requests.map(onTheWire);

const vendors = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'vendor',
	operation: 'getMany',
	returnAll: true,
	filters: { integrationId: byId('intg-mri-1') as never },
	...more,
});

const ids = (items: ReadonlyArray<{ json: IDataObject }>): unknown[] =>
	items.map(({ json }) => json.id);

it.each(['boolean', 'null', 'absent'] as const)(
	'over 1,006 records gives each once, in order, with hasMore %s',
	async (hasMore) => {
		const own = ids(
			(await ask(setup.sandbox, `/v1/vendors/?integration_id=intg-mri-1&order-by=${STABLE}`)).map(
				(json) => ({ json }),
			),
		);
		const made = setup.sandbox.seed('vendors', 1_000, 'intg-mri-1');
		setup.sandbox.setOptions({ hasMore });
		const { items } = await setup.engine.run({ parameters: vendors() });

		expect(ids(items)).toEqual([...own, ...made]);
	},
);

it.each([244, 494])(
	'ends at a full last page, also where nobody says that it is the last (%i more records)',
	async (count) => {
		setup.sandbox.seed('vendors', count, 'intg-mri-1');
		setup.sandbox.setOptions({ hasMore: 'null' });
		const { items } = await setup.engine.run({ parameters: vendors() });

		expect(new Set(ids(items)).size).toBe(count + 6);
		expect(items).toHaveLength(count + 6);
	},
);

/** Adds records after the first page was put together and before it arrives. */
const meanwhile = async (parameters: INodeParameters, count: number) => {
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 } });
	const running = setup.engine.run({ parameters });
	while (!setup.sandbox.requests.length) await new Promise((resolve) => setTimeout(resolve, 10));
	await new Promise((resolve) => setTimeout(resolve, 100));
	const late = setup.sandbox.seed('vendors', count, 'intg-mri-1');
	return { late, ...(await running) };
};

it('records that arrive meanwhile come last, and none is lost or given twice', async () => {
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items, late } = await meanwhile(vendors(), 300);

	expect(new Set(ids(items)).size).toBe(906);
	expect(ids(items).slice(6)).toEqual([...made, ...late]);
});

it('in descending order none that was there is lost or given twice when others arrive', async () => {
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items } = await meanwhile(vendors({ options: { orderBy: 'created_at : desc' } }), 100);

	expect(ids(items)).toHaveLength(606);
	expect(ids(items).slice(0, 600)).toEqual([...made].reverse());
	expect(wire()[0]!.query['order-by']).toBe('created_at:desc,id:asc');
});

it('in descending order none is lost or given twice when more than a page arrive', async () => {
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items } = await meanwhile(vendors({ options: { orderBy: 'created_at:desc' } }), 300);

	expect(new Set(ids(items)).size).toBe(items.length);
	expect(made.filter((id) => !ids(items).includes(id))).toEqual([]);
});

it.each([1, 50, 250, 251, 600])('a limit of %i is kept exactly', async (limit) => {
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items } = await setup.engine.run({ parameters: vendors({ returnAll: false, limit }) });

	expect(items).toHaveLength(limit);
	expect(ids(items).slice(6)).toEqual(made.slice(0, Math.max(0, limit - 6)));
	expect(wire()[0]!.query.limit).toBe(String(Math.min(limit, 250)));
});

it('a read that fails half-way is asked again, and nothing is missing', async () => {
	setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	setup.sandbox.inject({ fault: { kind: 'status', status: 503 }, after: 1 });
	setup.sandbox.inject({ fault: 'reset-before', after: 1 });
	const { items, error } = await setup.engine.run({ parameters: vendors() });

	expect(error).toBeUndefined();
	expect(new Set(ids(items)).size).toBe(606);
});

it('a list that breaks off gives nothing that looks whole', async () => {
	setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	setup.sandbox.inject({ fault: 'malformed-json', after: 1 });
	const { items, error } = await setup.engine.run({ parameters: vendors() });

	expect(items).toEqual([]);
	expect(error?.message).toBe('The answer was not JSON [Item 0]');
});
