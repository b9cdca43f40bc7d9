import { byId } from '../engine/support/form';
import { ask } from '../engine/support/readCases';
import { setUp } from '../engine/support/setup';
import { idsOf, jobsIn, workflowsIn } from '../engine/support/trigger';
import { PROMISES } from './promises';

const setup = setUp();

const INTEGRATION = 'intg-mri-1';
const vendorsPath = `/v1/vendors/?integration_id=${INTEGRATION}`;

describe(PROMISES.read, () => {
	it('Get → the record', async () => {
		const [vendor] = await ask(setup.sandbox, vendorsPath);
		const { items } = await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'get',
				vendorId: byId(vendor!.id),
			},
		});

		expect(items.map(({ json }) => json.id)).toEqual([vendor!.id]);
	});

	it('Get Many with Return All → every page, each record once', async () => {
		const seeded = await ask(setup.sandbox, `${vendorsPath}&limit=250`);
		setup.sandbox.seed('vendors', 300, INTEGRATION);
		const { items } = await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'getMany',
				returnAll: true,
				filters: { integrationId: byId(INTEGRATION) as never },
			},
		});

		expect(new Set(items.map(({ json }) => json.id)).size).toBe(seeded.length + 300);
		expect(items).toHaveLength(seeded.length + 300);
	});
});

describe(PROMISES.pick, () => {
	const search = async (method: string, filter?: string) =>
		(await setup.engine.search(method, { pms: 'mri', integrationId: byId(INTEGRATION) }, filter))
			.results;

	it('Integration → those of the PMS', async () => {
		expect((await search('searchIntegration')).map(({ value }) => value)).toContain(INTEGRATION);
	});

	it('a name → the records that have it', async () => {
		const [first, ...others] = await search('searchVendor');
		const found = await search('searchVendor', first!.name);

		expect(others).not.toEqual([]);
		expect(found).toContainEqual(first);
		expect(found.length).toBeLessThan(others.length);
	});
});

describe(PROMISES.trigger, () => {
	it('activation, then two polls', async () => {
		const job = jobsIn(setup);
		job('SUCCESS');
		const { poll } = workflowsIn(setup)();
		expect(await poll()).toBeNull();

		const first = job('FAILURE');
		expect(idsOf(await poll())).toEqual([first.id]);

		const second = job('SUCCESS');
		expect(idsOf(await poll())).toEqual([second.id]);
		expect(await poll()).toBeNull();
	});
});
