import { setUp } from './support/setup';

const setup = setUp();

const INTEGRATION = 'intg-9f8b7c6d5e4a3b2c1d0e';

const form = { integrationId: { __rl: true, mode: 'list', value: INTEGRATION } };

it('integrations are listed by name and PMS', async () => {
	const { results } = await setup.engine.search('searchIntegration', {});

	expect(results.map(({ value }) => value)).toContain(INTEGRATION);
	expect(results.find(({ value }) => value === INTEGRATION)?.name).toMatch(/BUILDIUM/);
});

it('vendors are those of the chosen integration, found by what a person types', async () => {
	const [id] = setup.sandbox.seed('vendors', 3, INTEGRATION);
	const { results } = await setup.engine.search('searchVendor', form);
	const { name } = results.find(({ value }) => value === id)!;
	const found = await setup.engine.search('searchVendor', form, name.toUpperCase());

	expect(found.results.map(({ value }) => value)).toContain(id);
	expect((await setup.engine.search('searchVendor', form, 'no such vendor')).results).toEqual([]);
	expect(setup.sandbox.requests.every(({ path }) => path.includes(`integration_id=${INTEGRATION}`))).toBe(true);
});

it('a long list comes page by page, each record once', async () => {
	const ids = setup.sandbox.seed('vendors', 600, INTEGRATION);
	const seen: unknown[] = [];
	let token: string | undefined;
	do {
		const page = await setup.engine.search('searchVendor', form, undefined, token);
		seen.push(...page.results.map(({ value }) => value));
		token = page.paginationToken as string | undefined;
	} while (token);

	expect(seen).toEqual(expect.arrayContaining(ids));
	expect(new Set(seen).size).toBe(seen.length);
});

it('a wrong token is a sentence instead of an empty list', async () => {
	const engine = setup.engine.with({ apiToken: 'wrong-token' });

	await expect(engine.search('searchVendor', form)).rejects.toThrow('Propexo did not accept the API token');
});
