import * as fc from 'fast-check';

import { startSandbox } from '../../sandbox';
import { setUp } from '../support/setup';
import { InvariantViolation } from './invariantViolation';
import { runBudget } from './runBudget';
import { RunCounts } from './runCounts';
import { type WriteCase, writeCase } from './writeCase';
import { checkCase, WRITE_INVARIANTS } from './writeChecks';
import { type Account, runCase } from './writeRun';

/** The window of the rate limit, in milliseconds. */
const WINDOW = 60;

const setup = setUp(
	{},
	{
		requestTimeout: 120,
		initialBackoff: 1,
		rateLimitWindow: WINDOW,
		pollInitialInterval: 5,
		pollMaxInterval: 20,
		keyCheckDelay: 1,
	},
);

/** A second account at another base URL, as a sandbox has beside production. */
let other: Account;

beforeAll(async () => {
	const sandbox = await startSandbox();
	const engine = setup.engine.withCredential({ baseUrl: sandbox.url, apiToken: sandbox.token });
	other = { sandbox, engine };
});
afterAll(async () => await other.sandbox.close());

const counts = new RunCounts('Writes under faults');
['runs', 'writes sent', 'reads sent', 'items', ...WRITE_INVARIANTS].forEach((name) =>
	counts.add(name, 0),
);

/** The case that runs; fast-check leaves one behind when its time is up. */
let current: Promise<void> = Promise.resolve();

afterAll(async () => await current.catch(() => undefined));

async function tryCase(one: WriteCase): Promise<void> {
	for (const { sandbox } of [setup, other]) {
		sandbox.reset();
		sandbox.setOptions({ limit: one.rateLimit, minuteMs: WINDOW, jobDurationMs: 0 });
	}
	setup.store.reset();
	const executions = await runCase([setup, other], one);
	counts.add('runs', executions.length);
	counts.add('killed runs', executions.filter(({ isKilled }) => isKilled).length);
	counts.add('runs at the other account', executions.filter(({ account }) => account).length);
	if (one.hasKeys) counts.add('cases with keys');
	if (one.mode === 'tool') counts.add('cases of a tool');
	if (one.refusedForMs) counts.add('cases with refused connections');
	if (one.rateLimit < 100) counts.add('cases under a tight rate limit');
	for (const { method, fault, status } of executions.flatMap(({ requests }) => requests)) {
		const what = method === 'POST' ? 'write' : 'read';
		counts.add(`${what}s sent`);
		if (!fault && status === 429) counts.add('rejected by the rate limit');
		if (fault) counts.add(`fault ${fault === 'status' ? `status ${status}` : fault} on a ${what}`);
	}
	try {
		for (const { kind } of checkCase(one, executions, setup.sandbox.token)) {
			counts.add('items');
			counts.add(`reported as ${kind}`);
		}
	} catch (error) {
		if (error instanceof InvariantViolation) counts.add(error.invariant);
		throw error;
	}
}

it('random faults → every item is reported as it is, and none is written twice', async () => {
	const { runs, timeLimit, ...replay } = runBudget(100, 2_500);
	try {
		await fc.assert(
			fc.asyncProperty(writeCase, async (one) => await (current = tryCase(one))),
			{
				...replay,
				numRuns: runs,
				interruptAfterTimeLimit: timeLimit,
			},
		);
	} finally {
		counts.print(replay.seed);
	}
}, 1_500_000);
