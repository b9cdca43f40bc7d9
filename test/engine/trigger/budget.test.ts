import type { IDataObject } from 'n8n-workflow';

import { HANG_MS, pause, timed } from '../support/eventually';
import { requestsTo, setUp } from '../support/setup';
import {
	copyOf,
	idsOf,
	jobsIn,
	LOG,
	STATUS,
	statusOf,
	watchAll,
	workflowsIn,
} from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

const HOUR = 3_600_000;

/** A rate limit that is used up by half of the jobs of a test, and its window in milliseconds. */
const LIMIT = 15;
const WINDOW = 4_000;

it('30 jobs, more than one poll has time for → reported by several polls, in order', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const now = setup.sandbox.now() - 100_000;
	const ids = Array.from({ length: 30 }, (_, index) => job('SUCCESS', now + index * 1_000).id);
	setup.sandbox.inject({
		fault: { kind: 'slow', delayMs: 100 },
		match: STATUS,
		times: null,
	});
	const polls: unknown[][] = [];
	while (polls.length < 100 && polls.flat().length < ids.length)
		polls.push(idsOf(await pollOrFail({ budgetMs: 500 })));

	// A job whose request was cut off when a poll ended is requested again and may come later.
	const isRequestedOnce = (id: unknown) =>
		requestsTo(setup, `${STATUS.path}${String(id)}`).length === 1;
	expect(polls.length).toBeGreaterThan(1);
	expect([...polls.flat()].sort()).toEqual([...ids].sort());
	expect(polls.flat().filter(isRequestedOnce)).toEqual(ids.filter(isRequestedOnce));
	for (const events of polls) expect(events).toEqual([...events].sort());
});

it('an outage of five hours and a slow log → the job that finished before it is reported once', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const missed = job('SUCCESS', setup.sandbox.now());
	setup.sandbox.setOptions({ clockSkewMs: 5 * HOUR });
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: LOG, times: 1 });
	const events = idsOf(await pollOrFail({ budgetMs: 500 }));
	for (let round = 0; round < 3; round++) events.push(...idsOf(await poll()));

	expect(events).toEqual([missed.id]);
});

it('an outage of five hours and a 503 for the log → the job that finished before it is reported once', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const missed = job('SUCCESS', setup.sandbox.now());
	setup.sandbox.setOptions({ clockSkewMs: 5 * HOUR });
	setup.sandbox.inject({ fault: { kind: 'status', status: 503 }, match: LOG, times: 1 });
	const events = idsOf(await pollOrFail({ budgetMs: 700 }));
	for (let round = 0; round < 3; round++) events.push(...idsOf(await poll()));

	expect(events).toEqual([missed.id]);
});

it('a first poll with Look Back of a day and a slow log → the job of five hours ago is reported once', async () => {
	const old = job('SUCCESS', setup.sandbox.now() - 5 * HOUR);
	const parameters = { ...watchAll, options: { lookBack: 'day' } };
	const { poll, pollOrFail } = workflow(parameters);
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: LOG, times: 1 });
	const events = idsOf(await pollOrFail({ budgetMs: 500 }));
	for (let round = 0; round < 3; round++) events.push(...idsOf(await poll()));

	expect(events).toEqual([old.id]);
});

it('a used-up rate limit → the poll ends before the window resets', async () => {
	const { poll } = workflowsIn(setup, { rateLimitWindow: WINDOW })();
	await poll();
	for (let count = 0; count < 2 * LIMIT; count++) job();
	// In a sliding window, no slot that this poll uses is free again before the window has passed.
	setup.sandbox.setOptions({ limit: LIMIT, minuteMs: WINDOW, window: 'sliding' });
	const before = setup.sandbox.requests.length;
	await poll({ budgetMs: 1_000 });

	const accepted = setup.sandbox.requests.slice(before).filter(({ status }) => status === 200);
	expect(accepted.length).toBeGreaterThan(0);
	expect(accepted.length).toBeLessThanOrEqual(LIMIT);
});

it('a used-up rate limit in the durable engine, which drops late polls → still makes progress', async () => {
	const engine = setup.engine.withTiming({ rateLimitWindow: WINDOW });
	let staticData: IDataObject = {};
	await engine.poll(watchAll, staticData);
	for (let count = 0; count < 2 * LIMIT; count++) job();
	setup.sandbox.setOptions({ limit: LIMIT, minuteMs: WINDOW });
	const budgetMs = 2_000;
	let committed: unknown[] = [];
	for (let round = 0; round < 10 && !committed.length; round++) {
		const clone = copyOf(staticData);
		const { result, took } = await timed(
			async () => await engine.poll(watchAll, clone, { budgetMs }).catch(() => undefined),
		);
		// n8n drops a poll after 45 s, with a budget of 36 s.
		if (result !== undefined && took < (budgetMs * 45) / 36) {
			staticData = clone;
			committed = idsOf(result);
		}
		await pause(WINDOW * 1.05 - (took % WINDOW));
	}

	expect(committed).not.toEqual([]);
});

it('a 429 for one job → the retry for another job does not wait for its Retry-After', async () => {
	const { poll, pollOrFail } = workflowsIn(setup, { initialBackoff: 50 })();
	await poll();
	const [limited, broken] = [
		job('SUCCESS', setup.sandbox.now() - 2_000),
		job('SUCCESS', setup.sandbox.now() - 1_000),
	];
	const retryAfterSeconds = (2 * HANG_MS) / 1_000;
	setup.sandbox.inject({
		fault: { kind: 'status', status: 429, retryAfter: retryAfterSeconds },
		match: statusOf(limited),
		times: 1,
	});
	setup.sandbox.inject({
		fault: { kind: 'status', status: 503 },
		match: statusOf(broken),
		times: 1,
	});
	const { took } = await timed(async () => await pollOrFail({ budgetMs: 1_000 }));

	expect(took).toBeLessThan(HANG_MS);
});

it('a write-status request that hangs → the poll ends long before the request times out', async () => {
	const { poll, pollOrFail } = workflowsIn(setup, {
		requestTimeout: 2 * HANG_MS,
		initialBackoff: 1,
	})();
	await poll();
	const hangs = job('SUCCESS', setup.sandbox.now() - 2_000);
	job('SUCCESS', setup.sandbox.now() - 1_000);
	setup.sandbox.inject({
		fault: 'timeout-before',
		match: statusOf(hangs),
		times: null,
	});
	const { took } = await timed(async () => await pollOrFail({ budgetMs: 1_000 }));

	expect(took).toBeLessThan(HANG_MS);
});

it('a log that takes most of the time → the job is reported within a few polls', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const { id } = job();
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: LOG, times: null });
	const events: unknown[] = [];
	for (let round = 0; round < 20 && !events.length; round++)
		events.push(...idsOf(await pollOrFail({ budgetMs: 760 })));
	events.push(...idsOf(await poll()));

	expect(events).toEqual([id]);
});
