import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { byId } from '../support/form';
import { ask, onTheWire, STABLE_ORDER } from '../support/readCases';
import { afterFirstPage, setUp } from '../support/setup';

const setup = setUp();

const wire = () => setup.sandbox.requests.map(onTheWire);

const vendors = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'vendor',
	operation: 'getMany',
	returnAll: true,
	filters: { integrationId: byId('intg-mri-1') as never },
	...more,
});

const PAGE = 250;

/** The vendors that the sandbox starts with, in the order in which they were created. */
const seededVendors = async (): Promise<unknown[]> => {
	const path = `/v1/vendors/?integration_id=intg-mri-1&order-by=${STABLE_ORDER}`;
	return (await ask(setup.sandbox, path)).map(({ id }) => id);
};

const ids = (items: ReadonlyArray<{ json: IDataObject }>): unknown[] =>
	items.map(({ json }) => json.id);

it.each(['boolean', 'null', 'absent'] as const)(
	'more than 1,000 records with hasMore %s → each once, in order',
	async (hasMore) => {
		const own = await seededVendors();
		const made = setup.sandbox.seed('vendors', 1_000, 'intg-mri-1');
		setup.sandbox.setOptions({ hasMore });
		const { items } = await setup.engine.run({ parameters: vendors() });

		expect(ids(items)).toEqual([...own, ...made]);
	},
);

it.each([1, 2])(
	'a full last page without hasMore (%i full pages) → each record once',
	async (pages) => {
		const total = pages * PAGE;
		setup.sandbox.seed('vendors', total - (await seededVendors()).length, 'intg-mri-1');
		setup.sandbox.setOptions({ hasMore: 'null' });
		const { items } = await setup.engine.run({ parameters: vendors() });

		expect(new Set(ids(items)).size).toBe(total);
		expect(items).toHaveLength(total);
	},
);

/** Reads the list while records are added between its first two pages. */
const readWhileAdding = async (parameters: INodeParameters, count: number) => {
	let added: string[] = [];
	afterFirstPage(setup, () => {
		added = setup.sandbox.seed('vendors', count, 'intg-mri-1');
	});
	const { items } = await setup.engine.run({ parameters });
	return { items, added };
};

it('records added between two pages → returned last, none lost and none twice', async () => {
	const own = await seededVendors();
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items, added } = await readWhileAdding(vendors(), 300);

	expect(added).toHaveLength(300);
	expect(ids(items)).toEqual([...own, ...made, ...added]);
});

it('descending order and records added between two pages → the earlier records, none lost and none twice', async () => {
	const own = await seededVendors();
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const before = setup.sandbox.requests.length;
	const { items } = await readWhileAdding(
		vendors({ options: { orderBy: 'created_at : desc' } }),
		100,
	);

	expect(ids(items)).toHaveLength(own.length + 600);
	expect(ids(items).slice(0, 600)).toEqual([...made].reverse());
	expect(wire()[before]!.query['order-by']).toBe('created_at:desc,id:asc');
});

it('descending order and more than a page added between two pages → none lost and none twice', async () => {
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const { items } = await readWhileAdding(
		vendors({ options: { orderBy: 'created_at:desc' } }),
		300,
	);

	expect(new Set(ids(items)).size).toBe(items.length);
	expect(made.filter((id) => !ids(items).includes(id))).toEqual([]);
});

it.each([1, 50, 250, 251, 600])('a limit of %i → exactly as many records', async (limit) => {
	const own = await seededVendors();
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	const before = setup.sandbox.requests.length;
	const { items } = await setup.engine.run({ parameters: vendors({ returnAll: false, limit }) });

	expect(items).toHaveLength(limit);
	expect(ids(items)).toEqual([...own, ...made].slice(0, limit));
	expect(wire()[before]!.query.limit).toBe(String(Math.min(limit, PAGE)));
});

it('a 503 and a reset after the first page → requested again, nothing is missing', async () => {
	const own = await seededVendors();
	const made = setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	setup.sandbox.inject({ fault: { kind: 'status', status: 503 }, after: 1 });
	setup.sandbox.inject({ fault: 'reset-before', after: 1 });
	const { items, error } = await setup.engine.run({ parameters: vendors() });

	expect(error).toBeUndefined();
	expect(ids(items)).toEqual([...own, ...made]);
});

it('a page that is not JSON → an error and no records', async () => {
	setup.sandbox.seed('vendors', 600, 'intg-mri-1');
	setup.sandbox.inject({ fault: 'malformed-json', after: 1 });
	const { items, error } = await setup.engine.run({ parameters: vendors() });

	expect(items).toEqual([]);
	expect(error?.message).toBe(`${CONNECTION_MESSAGES.notJson.message} ${itemTag(0)}`);
});
