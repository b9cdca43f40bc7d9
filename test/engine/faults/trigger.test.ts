import * as fc from 'fast-check';

import { setUp } from '../support/setup';
import { TIME } from '../support/time';
import { Counts } from './counts';
import { effortOf } from './effort';
import { Broken, Polls } from './polls';
import { type PollFault, type Schedule, schedule, type Step } from './schedule';
import { World } from './world';

const setup = setUp();

const usual = { ...TIME };
beforeAll(() => void Object.assign(TIME, { request: 1_000, backoff: 0.2 }));
afterAll(() => void Object.assign(TIME, usual));

const counts = new Counts('Schedules of the trigger');
[
	'schedules',
	'polls',
	'polls that failed',
	'jobs ended',
	'events',
	'repeats after a crash',
	'lost',
	'repeated',
	'order',
	'size',
	'state',
	'wrong',
].forEach((name) => counts.add(name, 0));

const EVENT_OF = {
	SUCCESS: 'success',
	PARTIAL_SUCCESS: 'partialSuccess',
	FAILURE: 'failure',
	PENDING: undefined,
} as const;

const PATHS: Readonly<Record<PollFault['on'], string>> = {
	log: '/v1/admin/logs/writes/',
	status: '/v1/admin/write-status/',
	jobLog: '/v1/admin/job-logs/',
};

async function poll(
	world: World,
	polls: Polls,
	{ manner, faults, budgetMs, during }: Extract<Step, { kind: 'poll' }>,
): Promise<void> {
	const { sandbox } = setup;
	for (const { on, ...rule } of faults) sandbox.inject({ ...rule, match: { path: PATHS[on] } });
	let requests = 0;
	sandbox.beforeAnswer(() => {
		requests++;
		for (const { afterRequests, what } of during)
			if (afterRequests === requests - 1) world.happen(what);
	});
	await polls.run(manner, budgetMs);
	sandbox.beforeAnswer(undefined);
	sandbox.clearFaults();
	counts.add('polls');
}

function check(world: World, polls: Polls, triggerOn: Schedule['triggerOn']): void {
	const ended = world.ended();
	counts.add('jobs ended', ended.length);
	for (const { id, status } of ended) {
		const event = EVENT_OF[status];
		if (event && triggerOn.includes(event) && !polls.given.has(`${id}:${status}`)) {
			throw new Broken('lost', `${id} ended with ${status}, and no event told so`);
		}
	}
	const known = new Set(setup.sandbox.jobs.map(({ id }) => id));
	for (const [key, { times }] of polls.given) {
		counts.add('events', times);
		if (!known.has(key.split(':')[0]!))
			throw new Broken('wrong', `${key} is of no job that was written`);
	}
}

async function trySchedule({ log, triggerOn, before, steps }: Schedule): Promise<void> {
	const { sandbox, engine } = setup;
	sandbox.reset();
	sandbox.setOptions({ limit: 1_000_000, jobDurationMs: 0, ...log });
	const world = new World(sandbox);
	const polls = new Polls(engine, { watch: 'allJobs', triggerOn: [...triggerOn] });
	world.past(before);
	await polls.run('legacy');
	world.pass(1_000);
	world.arm();
	for (const step of steps) {
		if (step.kind === 'wait') world.pass(step.ms);
		else if (step.kind === 'happen') world.happen(step.what);
		else await poll(world, polls, step);
	}
	// Late rows come by and by; a look far back comes every half an hour; what is too much for one poll comes with the next ones.
	const rests = Array.from({ length: Math.ceil(log.logLagMs / (20 * 60_000)) }, () => 20 * 60_000);
	for (const ms of [...rests, 1_000, 16 * 60_000, 16 * 60_000, 60_000, 60_000, 60_000, 60_000]) {
		world.pass(ms);
		await poll(world, polls, { kind: 'poll', manner: 'legacy', faults: [], during: [] });
	}
	counts.add('polls that failed', polls.failed);
	counts.add('repeats after a crash', polls.repeats);
	check(world, polls, triggerOn);
}

it('gives out every job that ends, and none twice without a crash', async () => {
	const { runs, limit, ...again } = effortOf(100, 3_000);
	const tried = async (one: Schedule): Promise<void> => {
		counts.add('schedules');
		await trySchedule(one).catch((error: unknown) => {
			if (error instanceof Broken) counts.add(error.promise);
			throw error;
		});
	};
	try {
		await fc.assert(fc.asyncProperty(schedule, tried), {
			...again,
			numRuns: runs,
			interruptAfterTimeLimit: limit,
		});
	} finally {
		counts.print(again.seed);
	}
}, 1_500_000);
