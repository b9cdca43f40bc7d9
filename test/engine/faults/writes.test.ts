// n8n-core is set up by the harness before anything of it is loaded.
import * as fc from 'fast-check';
import { DataDeduplicationService } from 'n8n-core';

import { ProcessedInMemory } from '../support/deduplicator';
import { setUp } from '../support/setup';
import { TIME } from '../support/time';
import { Counts } from './counts';
import { effortOf } from './effort';
import { type WriteCase, writeCase } from './writeCase';
import { Broken, checkCase } from './writeChecks';
import { runCase } from './writeRun';

const setup = setUp();

const usual = { ...TIME };
const processed = new ProcessedInMemory();

beforeAll(async () => {
	Object.assign(TIME, {
		request: 120,
		backoff: 1,
		minute: 60,
		firstLook: 5,
		longestLook: 20,
		recheck: 1,
	});
	await DataDeduplicationService.init(processed);
});
afterAll(() => void Object.assign(TIME, usual));

const counts = new Counts('Writes under faults');
['runs', 'writes sent', 'reads sent', 'items', 'double', 'loss', 'untold', 'token'].forEach(
	(name) => counts.add(name, 0),
);

async function tryCase(one: WriteCase): Promise<void> {
	setup.sandbox.reset();
	setup.sandbox.setOptions({ limit: one.limit, minuteMs: TIME.minute, jobDurationMs: 0 });
	processed.keys.clear();
	const executions = await runCase(setup, one);
	counts.add('runs', executions.length);
	if (one.refusedFor) counts.add('connections refused at first');
	if (one.limit < 100) counts.add('cases under a tight rate limit');
	for (const { method, fault, status } of executions.flatMap(({ requests }) => requests)) {
		const what = method === 'POST' ? 'write' : 'read';
		counts.add(`${what}s sent`);
		if (!fault && status === 429) counts.add('refused by the rate limit');
		if (fault) counts.add(`fault ${fault === 'status' ? `status ${status}` : fault} on a ${what}`);
	}
	try {
		for (const { kind } of checkCase(one, executions, setup.sandbox.token)) {
			counts.add('items');
			counts.add(`told ${kind}`);
		}
	} catch (error) {
		if (error instanceof Broken) counts.add(error.promise);
		throw error;
	}
}

it('nothing is lost and nothing is written twice, whatever goes wrong', async () => {
	const { runs, limit, ...again } = effortOf(100, 2_500);
	try {
		await fc.assert(fc.asyncProperty(writeCase, tryCase), {
			...again,
			numRuns: runs,
			interruptAfterTimeLimit: limit,
		});
	} finally {
		counts.print(again.seed);
	}
}, 1_500_000);
