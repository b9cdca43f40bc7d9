import * as fc from 'fast-check';

import { setUp } from '../support/setup';
import { InvariantViolation } from './invariantViolation';
import { PollHistory, type TriggerInvariant } from './pollHistory';
import { runBudget } from './runBudget';
import { RunCounts } from './runCounts';
import { type PollFault, type Schedule, schedule, type Step } from './schedule';
import { Simulation } from './simulation';

const setup = setUp({}, { requestTimeout: 1_000, initialBackoff: 0.2 });

const INVARIANTS: readonly TriggerInvariant[] = [
	'lost',
	'repeated',
	'order',
	'stateSize',
	'stateChanged',
	'unknownJob',
];

const counts = new RunCounts('Schedules of the trigger');
[
	'schedules',
	'polls',
	'failed polls',
	'finished jobs',
	'events',
	'repeated events after a crash',
	...INVARIANTS,
].forEach((name) => counts.add(name, 0));

const violation = (invariant: TriggerInvariant, what: string) =>
	new InvariantViolation(invariant, what);

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
	simulation: Simulation,
	history: PollHistory,
	{ mode, faults, budgetMs, during }: Extract<Step, { kind: 'poll' }>,
): Promise<void> {
	const { sandbox } = setup;
	for (const { on, ...rule } of faults) sandbox.inject({ ...rule, match: { path: PATHS[on] } });
	let requests = 0;
	sandbox.beforeAnswer(() => {
		requests++;
		for (const { afterRequests, event } of during)
			if (afterRequests === requests - 1) simulation.apply(event);
	});
	await history.run(mode, budgetMs);
	sandbox.beforeAnswer(undefined);
	sandbox.clearFaults();
	counts.add('polls');
}

function check(
	simulation: Simulation,
	history: PollHistory,
	triggerOn: Schedule['triggerOn'],
): void {
	const finished = simulation.finishedJobs();
	counts.add('finished jobs', finished.length);
	for (const { id, status } of finished) {
		const event = EVENT_OF[status];
		if (event && triggerOn.includes(event) && !history.events.has(`${id}:${status}`)) {
			throw violation('lost', `${id} finished with ${status}, and no event reported it`);
		}
	}
	const known = new Set(setup.sandbox.jobs.map(({ id }) => id));
	for (const [key, { times }] of history.events) {
		counts.add('events', times);
		if (!known.has(key.split(':')[0]!))
			throw violation('unknownJob', `${key} is of no job that was written`);
	}
}

async function trySchedule({ log, triggerOn, jobsBefore, steps }: Schedule): Promise<void> {
	const { sandbox, engine } = setup;
	sandbox.reset();
	sandbox.setOptions({ limit: 1_000_000, jobDurationMs: 0, ...log });
	const simulation = new Simulation(sandbox);
	const history = new PollHistory(engine, { watch: 'allJobs', triggerOn: [...triggerOn] });
	simulation.addFinishedJobs(jobsBefore);
	await history.run('legacy');
	simulation.advance(1_000);
	simulation.activate();
	for (const step of steps) {
		if (step.kind === 'wait') simulation.advance(step.ms);
		else if (step.kind === 'external') simulation.apply(step.event);
		else await poll(simulation, history, step);
	}
	// Late rows come in steps, a deep scan comes every half an hour, and a poll leaves to the next one what it has no time for.
	const lags = Array.from({ length: Math.ceil(log.logLagMs / (20 * 60_000)) }, () => 20 * 60_000);
	for (const ms of [...lags, 1_000, 16 * 60_000, 16 * 60_000, 60_000, 60_000, 60_000, 60_000]) {
		simulation.advance(ms);
		await poll(simulation, history, { kind: 'poll', mode: 'legacy', faults: [], during: [] });
	}
	counts.add('failed polls', history.failedPolls);
	counts.add('repeated events after a crash', history.repeatedEvents);
	check(simulation, history, triggerOn);
}

it('random jobs, faults and crashes → every finished job is reported, and none twice without a crash', async () => {
	const { runs, timeLimit, ...replay } = runBudget(100, 3_000);
	const tryOne = async (one: Schedule): Promise<void> => {
		counts.add('schedules');
		await trySchedule(one).catch((error: unknown) => {
			if (error instanceof InvariantViolation) counts.add(error.invariant);
			throw error;
		});
	};
	try {
		await fc.assert(fc.asyncProperty(schedule, tryOne), {
			...replay,
			numRuns: runs,
			interruptAfterTimeLimit: timeLimit,
		});
	} finally {
		counts.print(replay.seed);
	}
}, 1_500_000);
