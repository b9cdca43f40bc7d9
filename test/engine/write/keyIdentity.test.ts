import type { INodeParameters } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../sandbox';
import { bill, writtenNumbers } from '../support/bills';
import { byId } from '../support/form';
import { keyedBills, statesOf } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

const run = async (changes = {}, parameters = keyedBills()) =>
	await setup.engine.run({ parameters, items: [bill('A-1', changes)] });

describe('the same key means another record', () => {
	it('of another integration → written', async () => {
		await run({ integration: 'intg-buildium-1' });
		await run({ integration: 'intg-buildium-2' });
		const { items } = await run({ integration: 'intg-buildium-1' });

		expect(writesOf(setup)).toHaveLength(2);
		expect(statesOf({ items })).toEqual(['skipped']);
	});

	it('of two integrations in one execution → both are written', async () => {
		const { items } = await setup.engine.run({
			parameters: keyedBills(),
			items: ['intg-buildium-1', 'intg-buildium-2'].map((integration) =>
				bill('A-1', { integration }),
			),
		});

		expect(statesOf({ items })).toEqual(['PENDING', 'PENDING']);
	});

	it('of another PMS → written', async () => {
		await run({ integration: 'intg-buildium-1' });
		const rentvine: INodeParameters = {
			...keyedBills(),
			pms: 'rentvine',
			specifyBody: 'json',
			bodyJson: JSON.stringify({ integration_id: 'intg-rentvine-1' }),
		};
		const { error } = await run({}, rentvine);

		// Not the key, but the missing fields are what stops it.
		expect(error?.message).not.toContain('"A-1"');
	});

	it('of another resource or operation → written', async () => {
		const name = (key: string, operation: 'create' | 'update'): INodeParameters => ({
			resource: 'vendor',
			operation,
			pms: 'yardi',
			...(operation === 'update' && { vendorId: byId('vendor-1') }),
			specifyBody: 'json',
			bodyJson: JSON.stringify({ name: 'Acme' }),
			options: { idempotencyKey: key },
		});
		await setup.engine.run({ parameters: name('A-1', 'update') });
		await setup.engine.run({ parameters: name('A-1', 'create') });
		await run();
		await setup.engine.run({ parameters: name('A-1', 'update') });

		const sent = writesOf(setup).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
		expect(sent).toHaveLength(new Set(sent).size);
	});

	it('of another record in the path → written', async () => {
		const update = async (vendor: string) =>
			await setup.engine.run({
				parameters: {
					resource: 'vendor',
					operation: 'update',
					pms: 'yardi',
					vendorId: byId(vendor),
					name: 'Acme',
					options: { idempotencyKey: 'rename-2026' },
				},
			});
		await update('vendor-1');
		await update('vendor-2');
		const { items } = await update('vendor-1');

		expect(writesOf(setup).map(({ path }) => path.includes('vendor-1'))).toEqual([true, false]);
		expect(items[0]!.json).toMatchObject({ skipped: true, idempotency_key: 'rename-2026' });
	});
});

describe('the same key at another base URL', () => {
	let live: Sandbox;

	beforeEach(async () => {
		live = await startSandbox({ limit: 1_000_000 });
	});
	afterEach(async () => await live.close());

	const liveEngine = (path = '') =>
		setup.engine.withCredential({ baseUrl: `${live.url}${path}`, apiToken: live.token });

	it('→ written: what was tried in the sandbox is not skipped in production', async () => {
		await run();
		const { items } = await liveEngine().run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(statesOf({ items })).toEqual(['PENDING']);
		expect(writtenNumbers(live)).toEqual(['A-1']);
	});

	it('an unknown outcome in the sandbox → says nothing about production', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' } });
		await run();
		const { items } = await liveEngine().run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(statesOf({ items })).toEqual(['PENDING']);
	});

	it('back at the first one → skipped', async () => {
		await run();
		await liveEngine().run({ parameters: keyedBills(), items: [bill('A-1')] });
		const { items } = await run();

		expect(statesOf({ items })).toEqual(['skipped']);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('with a slash at the end → the same one', async () => {
		await liveEngine('/').run({ parameters: keyedBills(), items: [bill('A-1')] });
		const { items } = await liveEngine().run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(statesOf({ items })).toEqual(['skipped']);
	});

	it('with another token → the same one', async () => {
		live.setOptions({ tokens: { [live.token]: 'one', renewed: 'one' } });
		await liveEngine().run({ parameters: keyedBills(), items: [bill('A-1')] });
		const { items } = await liveEngine()
			.withCredential({ apiToken: 'renewed' })
			.run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(statesOf({ items })).toEqual(['skipped']);
	});
});

it('a number and its digits as text → the same key', async () => {
	const key = keyedBills({ idempotencyKey: '={{ $json.key }}' });
	await run({ key: 1001 }, key);
	const { items } = await run({ key: '1001' }, key);

	expect(statesOf({ items })).toEqual(['skipped']);
});

it('keys that differ in case, or where a template puts its dash → other keys', async () => {
	const key = keyedBills({ idempotencyKey: '={{ $json.one }}-{{ $json.other }}' });
	await run({ one: 'a', other: 'b-c' }, key);
	await run({ one: 'A', other: 'b-c' }, key);

	expect(writesOf(setup)).toHaveLength(2);
});

it('the key itself → not in the store, which other nodes can read', async () => {
	await setup.engine.run({
		parameters: keyedBills({ idempotencyKey: 'confidential-{{ 1 }}' }),
		items: [bill('A-1')],
	});

	expect(setup.store.entries().join()).not.toContain('confidential');
});
