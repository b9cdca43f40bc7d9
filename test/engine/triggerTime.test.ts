import type { IDataObject } from 'n8n-workflow';

import { setUp } from './support/setup';
import { TIME } from './support/time';
import { all, idsOf, jobsIn } from './support/trigger';

const setup = setUp();

const usual = { ...TIME };
afterEach(() => void Object.assign(TIME, usual));

const HOUR = 3_600_000;

const job = jobsIn(setup);

const LOG = { path: '/v1/admin/logs/writes/' };

const copyOf = (kept: IDataObject) => JSON.parse(JSON.stringify(kept)) as IDataObject;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

describe('the time that n8n gives a poll', () => {
	it('an outage of five hours and a slow log: what ended meanwhile is not lost', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const missed = job('SUCCESS', setup.sandbox.now());
		setup.sandbox.setOptions({ clockSkewMs: 5 * HOUR });
		setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: LOG, times: 1 });
		const events = idsOf(await setup.engine.poll(all, kept, { budgetMs: 500 }).catch(() => null));
		for (let poll = 0; poll < 3; poll++) events.push(...idsOf(await setup.engine.poll(all, kept)));

		expect(events).toEqual([missed.id]);
	});

	it('the same with one 503 before the page, which costs the pause before the next try', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const missed = job('SUCCESS', setup.sandbox.now());
		setup.sandbox.setOptions({ clockSkewMs: 5 * HOUR });
		setup.sandbox.inject({ fault: { kind: 'status', status: 503 }, match: LOG, times: 1 });
		const events = idsOf(await setup.engine.poll(all, kept, { budgetMs: 700 }).catch(() => null));
		for (let poll = 0; poll < 3; poll++) events.push(...idsOf(await setup.engine.poll(all, kept)));

		expect(events).toEqual([missed.id]);
	});

	it('a first poll that looks back a day over a slow log gives out the whole day', async () => {
		const old = job('SUCCESS', setup.sandbox.now() - 5 * HOUR);
		const parameters = { ...all, options: { lookBack: 'day' } };
		const kept: IDataObject = {};
		setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: LOG, times: 1 });
		const events = idsOf(
			await setup.engine.poll(parameters, kept, { budgetMs: 500 }).catch(() => null),
		);
		for (let poll = 0; poll < 3; poll++)
			events.push(...idsOf(await setup.engine.poll(parameters, kept)));

		expect(events).toEqual([old.id]);
	});

	it('a poll that meets the end of the rate limit ends within its budget', async () => {
		TIME.minute = 4_000;
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		for (let count = 0; count < 30; count++) job();
		setup.sandbox.setOptions({ limit: 15, minuteMs: 4_000 });
		const began = Date.now();
		await setup.engine.poll(all, kept, { budgetMs: 1_000 });

		// n8n abandons a poll after 45 s, with a budget of 36 s.
		expect(Date.now() - began).toBeLessThan(1_250);
	});

	it('with the durable engine, which drops a poll that is late, it still makes progress', async () => {
		TIME.minute = 4_000;
		let kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		for (let count = 0; count < 30; count++) job();
		setup.sandbox.setOptions({ limit: 15, minuteMs: 4_000 });
		const given: unknown[] = [];
		for (let round = 0; round < 4; round++) {
			const clone = copyOf(kept);
			const began = Date.now();
			const events = await setup.engine
				.poll(all, clone, { budgetMs: 1_000 })
				.catch(() => undefined);
			if (events !== undefined && Date.now() - began < 1_250) {
				kept = clone;
				given.push(...idsOf(events));
			}
			await pause(4_200 - ((Date.now() - began) % 4_000));
		}

		expect(given.length).toBeGreaterThan(0);
	}, 60_000);

	it('a 429 for one job does not make the retry for another one wait beyond the budget', async () => {
		TIME.backoff = 50;
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const [limited, broken] = [
			job('SUCCESS', setup.sandbox.now() - 2_000),
			job('SUCCESS', setup.sandbox.now() - 1_000),
		];
		setup.sandbox.inject({
			fault: { kind: 'status', status: 429, retryAfter: 8 },
			match: { path: `/v1/admin/write-status/${limited.id}` },
			times: 1,
		});
		setup.sandbox.inject({
			fault: { kind: 'status', status: 503 },
			match: { path: `/v1/admin/write-status/${broken.id}` },
			times: 1,
		});
		const began = Date.now();
		await setup.engine.poll(all, kept, { budgetMs: 1_000 }).catch(() => null);

		expect(Date.now() - began).toBeLessThan(1_250);
	});

	it('one job whose write-status hangs does not use up more than the budget, and holds up no other', async () => {
		Object.assign(TIME, { request: 2_000, backoff: 1 });
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const hangs = job('SUCCESS', setup.sandbox.now() - 2_000);
		job('SUCCESS', setup.sandbox.now() - 1_000);
		setup.sandbox.inject({
			fault: 'timeout-before',
			match: { path: `/v1/admin/write-status/${hangs.id}` },
			times: null,
		});
		const began = Date.now();
		await setup.engine.poll(all, kept, { budgetMs: 1_000 }).catch(() => null);

		expect(Date.now() - began).toBeLessThan(1_250);
	}, 60_000);

	it('where the log takes up nearly all of it, some jobs are asked about all the same', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const { id } = job();
		setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 100 }, match: LOG, times: null });
		const events: unknown[] = [];
		for (let poll = 0; poll < 10; poll++)
			events.push(...idsOf(await setup.engine.poll(all, kept, { budgetMs: 190 })));

		expect(events).toEqual([id]);
	});
});
