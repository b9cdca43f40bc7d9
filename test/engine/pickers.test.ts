import { RECORDS } from '../../nodes/Propexo/catalogue/records';
import { emptyListText } from '../../nodes/Propexo/methods/listSearch';
import { CONNECTION_MESSAGES, STATUS_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { byId } from './support/form';
import { setUp } from './support/setup';

const setup = setUp();

const INTEGRATION = 'intg-9f8b7c6d5e4a3b2c1d0e';

const form = { integrationId: { __rl: true, mode: 'list', value: INTEGRATION } };

it('Integration → those of the selected PMS, with name, PMS and environment', async () => {
	const all = await setup.engine.search('searchIntegration', {});
	const { results } = await setup.engine.search('searchIntegration', { pms: 'buildium' });

	expect(all.results.length).toBeGreaterThan(results.length);
	expect(results.map(({ value }) => value)).toEqual(
		expect.arrayContaining(['intg-buildium-1', 'intg-buildium-2']),
	);
	expect(results.map(({ value }) => value)).not.toContain('intg-yardi-1');
	// RealPage's other API, which supports no writes.
	expect(results.map(({ value }) => value)).not.toContain('intg-realpage-1');
	expect(results.find(({ value }) => value === 'intg-buildium-1')?.name).toMatch(
		/ · Buildium · (Sandbox|Production)$/,
	);
});

it('a property in the same row and in the form → the list is narrowed by the one in the row', async () => {
	const row = {
		financialAccountId: '',
		propertyId: byId('prop-in-row'),
	};
	const parameters = {
		...form,
		propertyId: byId('prop-in-form'),
		invoiceItems: { values: [row] },
	};
	await setup.engine
		.search(
			'searchUnit',
			parameters,
			undefined,
			undefined,
			'parameters.invoiceItems.values[0].unitId',
		)
		.catch(() => undefined);
	await setup.engine
		.search('searchUnit', parameters, undefined, undefined, 'parameters.unitId')
		.catch(() => undefined);

	expect(
		setup.sandbox.requests.map(({ path }) =>
			new URLSearchParams(path.split('?')[1]).get('property_id'),
		),
	).toEqual(['prop-in-row', 'prop-in-form']);
});

it('an integration with white space around its ID → the list is narrowed without it', async () => {
	const parameters = { integrationId: byId('\u00A0intg-mri-1 ') };
	await setup.engine.search('searchVendor', parameters);

	const [request] = setup.sandbox.requests;
	expect(new URLSearchParams(request!.path.split('?')[1]).get('integration_id')).toBe('intg-mri-1');
});

it('an empty list → an error that says what to do', async () => {
	const parameters = {
		...form,
		propertyId: byId('prop-without-units'),
	};

	await expect(setup.engine.search('searchUnit', parameters)).rejects.toMatchObject(
		emptyListText(RECORDS.unit.plural),
	);
});

it('a search among 10,000 vendors → found, and further letters send no request', async () => {
	const ids = setup.sandbox.seed('vendors', 10_000, INTEGRATION);
	const whole = await setup.engine.search('searchVendor', form, 'a');
	const requestsBefore = setup.sandbox.requests.length;
	const last = (await setup.engine.search('searchVendor', form, ids.at(-1))).results;

	expect(whole.results.length).toBe(100);
	expect(whole.paginationToken).toBe('100');
	expect(last.map(({ value }) => value)).toEqual([ids.at(-1)]);
	expect(setup.sandbox.requests).toHaveLength(requestsBefore);
}, 60_000);

it('another API token → the cached list of the first is not shown', async () => {
	setup.sandbox.setOptions({
		tokens: { [setup.sandbox.token]: 'default', 'other-token-1': 'other' },
	});
	setup.sandbox.seed('vendors', 1, INTEGRATION);
	await setup.engine.search('searchVendor', form, 'zzz');
	const requestsBefore = setup.sandbox.requests.length;
	await setup.engine
		.withCredential({ apiToken: 'other-token-1' })
		.search('searchVendor', form, 'zzz');

	expect(setup.sandbox.requests.length).toBeGreaterThan(requestsBefore);
});

it('text in another case → vendors of the selected integration that contain it', async () => {
	const [id] = setup.sandbox.seed('vendors', 3, INTEGRATION);
	const { results } = await setup.engine.search('searchVendor', form);
	const { name } = results.find(({ value }) => value === id)!;
	const found = await setup.engine.search('searchVendor', form, name.toUpperCase());

	expect(found.results.map(({ value }) => value)).toContain(id);
	expect((await setup.engine.search('searchVendor', form, 'no such vendor')).results).toEqual([]);
	expect(
		setup.sandbox.requests.every(({ path }) => path.includes(`integration_id=${INTEGRATION}`)),
	).toBe(true);
});

it('a long list → page by page, each record once', async () => {
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

it('a server that refuses the connection → an error in the words of the nodes, not of n8n', async () => {
	const engine = setup.engine
		.withCredential({ baseUrl: 'http://127.0.0.1:1' })
		.withTiming({ initialBackoff: 1 });

	await expect(engine.search('searchVendor', form)).rejects.toMatchObject(
		CONNECTION_MESSAGES.notSent('ECONNREFUSED'),
	);
});

it('a wrong token → an error instead of an empty list', async () => {
	const engine = setup.engine.withCredential({ apiToken: 'wrong-token' });

	await expect(engine.search('searchVendor', form)).rejects.toMatchObject({
		message: STATUS_MESSAGES[401]!.message,
	});
});
