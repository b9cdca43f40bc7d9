import type { LedgerEntry, RequestEntry, Sandbox } from '../../sandbox';
import { crashingProcess } from '../support/crash';
import type { Engine } from '../support/engine';
import { HostProcess } from '../support/hostProcess';
import type { ExecutionOptions, RunResult } from '../support/runOptions';
import type { FaultRule, FaultTarget } from './faultRules';
import { inputOf, numberOf, parametersOf, type Step, type WriteCase } from './writeCase';

/** An account at Propexo: a sandbox of its own, and the engine with its credential. */
export interface Account {
	readonly sandbox: Sandbox;
	readonly engine: Engine;
}

/** One execution of a case: its result, and what its sandbox received and accepted. */
export interface Execution {
	readonly account: Step['account'];
	/** Whether its process was killed, so that nobody saw its result. */
	readonly isKilled: boolean;
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

const settingsOf = ({ mode, onError, tries }: WriteCase): ExecutionOptions['settings'] => ({
	// Agents go on after a call that has failed.
	onError: mode === 'tool' ? 'continueRegularOutput' : onError,
	...(tries > 1 && { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 }),
});

/** The execution that a step retries; n8n offers the button only for one that ended with an error. */
const retriedBy = ({ kind }: Step, executions: readonly Execution[]): Execution | undefined => {
	const candidate = kind === 'retryFirst' ? executions[0] : executions.at(-1);
	const isRetryable = candidate && (candidate.isKilled || candidate.result.error);
	return kind !== 'run' && isRetryable ? candidate : undefined;
};

async function runStep(
	one: WriteCase,
	step: Step,
	{ sandbox, engine }: Account,
	retried: Execution | undefined,
): Promise<Execution> {
	const [requests, ledger] = [sandbox.requests.length, sandbox.ledger.length];
	const process = step.crash ? crashingProcess({ sandbox }, step.crash) : new HostProcess();
	const options = {
		settings: settingsOf(one),
		process,
		saveProgress: step.saveProgress,
		asTool: one.mode === 'tool',
	};
	const parameters = parametersOf(one);
	const items = inputOf(one);
	const input = one.mode === 'tool' ? { runs: one.calls.map((item) => [items[item]!]) } : { items };
	const result = retried
		? await engine.retry(retried.result.run, parameters, options)
		: await engine.run({ parameters, ...input, ...options });
	sandbox.beforeAnswer(undefined);
	await sandbox.listenAgain();
	return {
		account: step.account,
		isKilled: process.isKilled,
		result,
		requests: sandbox.requests.slice(requests),
		ledger: sandbox.ledger.slice(ledger),
	};
}

/** Runs a case through n8n's engine against the sandboxes. Without keys, only Retry goes on. */
export async function runCase(
	accounts: readonly [Account, Account],
	one: WriteCase,
): Promise<Execution[]> {
	for (const { sandbox } of accounts) {
		for (const rule of one.faults) {
			sandbox.inject({
				fault: rule.fault,
				match: matchOf(rule),
				times: rule.times,
				after: rule.after,
			});
		}
		sandbox.decide({ outcome: { status: one.outcome, durationMs: 15 }, times: null });
	}
	if (one.refusedForMs) await accounts[0].sandbox.refuseConnections(one.refusedForMs);
	const executions: Execution[] = [];
	for (const step of one.steps) {
		const retried = retriedBy(step, executions);
		if (executions.length && !retried && !one.hasKeys) break;
		executions.push(await runStep(one, step, accounts[step.account], retried));
	}
	return executions;
}
