import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { TriggerState } from '../../nodes/Propexo/trigger/state';
import { setUp } from './support/setup';
import { all, idsOf, jobsIn, keysOf } from './support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const STATUS = { path: '/v1/admin/write-status/' };

const copyOf = (kept: IDataObject) => JSON.parse(JSON.stringify(kept)) as IDataObject;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** What another process of n8n finds, so many minutes after the last poll. */
const byAnotherProcess = (kept: IDataObject, minutes = 0): IDataObject => {
	const copy = copyOf(kept) as Record<string, { handover?: { by: string; at: number } }>;
	for (const { handover } of Object.values(copy)) {
		if (handover)
			Object.assign(handover, { by: 'another process', at: handover.at - minutes * 60_000 });
	}
	return copy as unknown as IDataObject;
};

describe('what n8n does with the trigger', () => {
	it('two mains that take turns, as with the durable scheduler, give out each event once', async () => {
		let kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const events: unknown[] = [];
		for (let round = 0; round < 4; round++) {
			if (round < 2) job();
			// The other main finds what this one committed.
			kept = byAnotherProcess(kept);
			events.push(...keysOf(await setup.engine.poll(all, kept)));
		}

		expect(events).toEqual([...new Set(events)]);
	});

	it('a first poll that is repeated after a restart looks back as far as the first one did', async () => {
		const parameters = { ...all, options: { lookBack: 'hour' } };
		const { id } = job('SUCCESS', setup.sandbox.now() - 52 * 60_000);
		const kept: IDataObject = {};
		expect(idsOf(await setup.engine.poll(parameters, kept))).toEqual([id]);
		setup.sandbox.setOptions({ clockSkewMs: 9 * 60_000 });

		expect(idsOf(await setup.engine.poll(parameters, byAnotherProcess(kept, 9)))).toEqual([id]);
	});

	it('a state with damaged parts is taken for none', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const name = Object.keys(kept)[0]!;
		const copy = copyOf(kept) as Record<string, { state: { open: unknown } }>;
		copy[name]!.state.open = { x: null };

		await expect(setup.engine.poll(all, copy as unknown as IDataObject)).resolves.toBeNull();
	});

	it.each([
		{ environment: 'custom', baseUrl: 'ftp://x' },
		{ environment: 'custom', baseUrl: '' },
	])('a poll with the credential %j fails with a declared cause', async (credential) => {
		await expect(setup.engine.with(credential).poll(all, {})).rejects.toMatchObject({
			failure: { cause: expect.any(String) as string },
		});
	});

	it.each([
		[408, 'temporarily-unavailable'],
		[425, 'temporarily-unavailable'],
	])('%i is %s', async (status, cause) => {
		setup.sandbox.inject({ fault: { kind: 'status', status }, times: null });
		await expect(setup.engine.poll(all, {})).rejects.toMatchObject({ failure: { cause } });
	});

	it('Fetch Test Event with a token that Propexo refuses says so', async () => {
		const bad = setup.engine.with({ apiToken: 'not-the-token-of-anyone' });
		await expect(bad.poll(all, {}, { mode: 'manual' })).rejects.toMatchObject({
			message: 'Propexo did not accept the API token',
		});
	});

	it.each([
		['triggerOn', null],
		['options', null],
		['filters', null],
	])(
		'%s as %p from an expression fails with a declared cause, or not at all',
		async (name, value) => {
			const outcome = await setup.engine
				.poll({ ...all, [name]: value } as INodeParameters, {})
				.then(
					() => 'fine',
					(error: { failure?: { cause: string } }) => error.failure?.cause ?? String(error),
				);
			expect(['fine', 'configuration-invalid']).toContain(outcome);
		},
	);

	it('an integration given as a number is not taken for no filter', async () => {
		const outcome = await setup.engine
			.poll({ ...all, filters: { integrationId: 12 } } as INodeParameters, {})
			.then(
				() => 'fine',
				() => 'refused',
			);
		const asked = setup.sandbox.requests.filter(({ path }) => path.includes('integration_id=12'));
		expect(outcome === 'refused' || asked.length > 0).toBe(true);
	});
});

it('two first polls at the same time, looking back, give out each event once', async () => {
	const ids = [job('SUCCESS').id, job('FAILURE').id];
	const parameters = { ...all, options: { lookBack: 'hour' } };
	const kept: IDataObject = {};
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 200 }, match: STATUS, times: 2 });
	const both = await Promise.all([
		setup.engine.poll(parameters, kept),
		setup.engine.poll(parameters, kept),
	]);

	expect(both.flatMap(idsOf).sort()).toEqual(ids.sort());
});

it('a slow poll that runs out of time beside a fast one loses nothing', async () => {
	const kept: IDataObject = {};
	await setup.engine.poll(all, kept);
	const now = setup.sandbox.now() - 60_000;
	const ids = Array.from({ length: 60 }, (_, index) => job('SUCCESS', now + index * 100).id);
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 60 }, match: STATUS, times: null });
	const slow = setup.engine.poll(all, kept, { budgetMs: 900 });
	await pause(150);
	const events = [
		...idsOf(await setup.engine.poll(all, kept, { budgetMs: 200 })),
		...idsOf(await slow),
	];
	setup.sandbox.clearFaults();
	setup.sandbox.setOptions({ clockSkewMs: 50 * 60_000 });
	for (let poll = 0; poll < 3; poll++) events.push(...idsOf(await setup.engine.poll(all, kept)));

	expect(events.sort()).toEqual(ids.sort());
});

it('a poll at the largest state, through what n8n wraps around it, takes less than a second', async () => {
	const kept: IDataObject = {};
	await setup.engine.poll(all, kept);
	const name = Object.keys(kept)[0]!;
	const { state } = kept[name] as unknown as { state: TriggerState };
	const marks = (count: number) =>
		Array.from({ length: count }, (_, n) => String(n).padStart(16, 'm'));
	const rows = Object.fromEntries(
		marks(3_990).map((mark, n) => [mark, Math.floor(state.floor / 1_000) + 1 + (n % 1_000)]),
	);
	const full = copyOf({
		[name]: { state: { ...state, rows, told: marks(2_500) }, polls: 5 },
	} as never);
	job();
	const began = performance.now();
	const events = await setup.engine.poll(all, full);

	expect(events).toHaveLength(1);
	expect(performance.now() - began).toBeLessThan(1_000);
});
