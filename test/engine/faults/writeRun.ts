import type { LedgerEntry, RequestEntry } from '../../sandbox';
import type { RunResult } from '../support/runOptions';
import type { Setup } from '../support/setup';
import type { FaultRule, FaultTarget } from './faultRules';
import { inputOf, numberOf, parametersOf, type WriteCase } from './writeCase';

/** One execution of a case: its result, and what the sandbox received and accepted. */
export interface Execution {
	readonly result: RunResult;
	readonly requests: readonly RequestEntry[];
	readonly ledger: readonly LedgerEntry[];
}

const PATHS: Readonly<Record<FaultTarget, { method: string; path: string }>> = {
	write: { method: 'POST', path: '/v1/' },
	status: { method: 'GET', path: '/v1/admin/write-status/' },
	integration: { method: 'GET', path: '/v1/admin/integrations/' },
};

const matchOf = ({ on, item }: FaultRule) => ({
	...PATHS[on],
	...(on === 'write' && item !== undefined && { bodyIncludes: numberOf(item) }),
});

/** Runs a case through n8n's engine against the sandbox. */
export async function runCase({ sandbox, engine }: Setup, one: WriteCase): Promise<Execution[]> {
	for (const rule of one.faults) {
		sandbox.inject({
			fault: rule.fault,
			match: matchOf(rule),
			times: rule.times,
			after: rule.after,
		});
	}
	sandbox.decide({ outcome: { status: one.outcome, durationMs: 15 }, times: null });
	if (one.refusedForMs) await sandbox.refuseConnections(one.refusedForMs);
	const executions: Execution[] = [];
	for (let run = 0; run < one.executions; run++) {
		const [requests, ledger] = [sandbox.requests.length, sandbox.ledger.length];
		const result = await engine.run({
			parameters: parametersOf(one),
			items: inputOf(one),
			settings: {
				onError: one.onError,
				...(one.tries > 1 && { retryOnFail: true, maxTries: one.tries, waitBetweenTries: 1 }),
			},
		});
		await sandbox.listenAgain();
		executions.push({
			result,
			requests: sandbox.requests.slice(requests),
			ledger: sandbox.ledger.slice(ledger),
		});
	}
	return executions;
}
