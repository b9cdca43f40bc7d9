import { randomUUID } from 'node:crypto';

import { forItem } from '../../nodes/Propexo/actions/common/itemError';
import { ERRORS } from '../../nodes/Propexo/actions/messages';
import type { SavedWorkflow, Workflow } from './host/types';
import {
	type BillSettings,
	billWorkflow,
	openError,
	outcomes,
	sentNumbers,
	START,
	WRITE,
} from './support/bills';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { waitFor } from './support/waitFor';

let n8n: IsolatedN8n;
let propexo: TestPropexo;

/** A run of six bills that is interrupted. */
interface Run {
	numbers: string[];
	workflow: SavedWorkflow;
	executionId: string;
}

/** The node after the one that writes. */
const AFTER = 'Outcome';

const WAIT = {
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { amount: 20, unit: 'seconds' },
};

const KEY = '={{ $json.number }}';
const SAVED_PROGRESS = { saveExecutionProgress: true };

const sixBills = (name: string): string[] =>
	Array.from({ length: 6 }, (_, index) => `${name}-${index + 1}`);

/** Starts a production execution that stays in one of its nodes. */
async function startRun(name: string, settings: BillSettings & { in: string }): Promise<Run> {
	const numbers = sixBills(name);
	if (settings.in === WRITE) {
		propexo.sandbox.inject({
			fault: { kind: 'slow', delayMs: 60_000 },
			match: { method: 'POST', bodyIncludes: `"${numbers[2]}"` },
		});
	}
	const bills = billWorkflow(numbers, propexo.credential, {
		...settings,
		options: { ...settings.options, concurrency: 1 },
	});
	const workflow = await n8n.client.createWorkflow(
		withWebhook(name, settings.in === AFTER ? waiting(bills) : bills),
	);
	await n8n.client.activate(workflow);
	await fetch(`${n8n.client.url}/webhook/${name}`);
	const [execution] = await n8n.client.listExecutions(workflow.id);
	const run = { numbers, workflow, executionId: execution!.id };
	const last = settings.in === WRITE ? 2 : 5;
	await waitFor(
		() => sent(run)[last] || undefined,
		() => `Only these were sent: ${sent(run)}`,
	);
	return run;
}

/** A workflow that waits after its writes. */
const waiting = (workflow: Workflow): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) => (node.name === AFTER ? { ...node, ...WAIT } : node)),
});

/** A workflow that also starts when a path of n8n is called. */
const withWebhook = (path: string, workflow: Workflow): Workflow => ({
	...workflow,
	nodes: [
		...workflow.nodes,
		{
			id: randomUUID(),
			webhookId: randomUUID(),
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 200],
			parameters: { path },
		},
	],
	connections: { ...workflow.connections, Webhook: workflow.connections[START]! },
});

/** How often each bill of a run was sent. */
const sent = ({ numbers }: Run): number[] => {
	const all = sentNumbers(propexo.sandbox);
	return numbers.map((number) => all.filter((each) => each === number).length);
};

beforeAll(async () => {
	n8n = await startIsolatedN8n('crash');
	propexo = await startPropexo(n8n.client, 'Crash test', { limit: 1_000 });
});
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

describe('n8n killed while it runs a workflow that writes six bills', () => {
	const runs: Record<string, Run> = {};

	beforeAll(async () => {
		runs.saved = await startRun('SAVED', { in: WRITE, workflow: SAVED_PROGRESS });
		runs.unsaved = await startRun('UNSAVED', { in: WRITE });
		runs.later = await startRun('LATER', { in: AFTER });
		runs.keyed = await startRun('KEYED', {
			in: WRITE,
			workflow: SAVED_PROGRESS,
			options: { idempotencyKey: KEY },
			node: { onError: 'continueRegularOutput' },
		});
		await n8n.kill();
		await n8n.start();
	});

	test.each([
		['in the third write, with its progress saved', 'saved', 3],
		['in the third write, without its progress saved', 'unsaved', 3],
		['in a later node, without its progress saved', 'later', 6],
	])('%s → Retry sends nothing and says why', async (_, name, count) => {
		const run = runs[name]!;
		const crashed = await n8n.client.waitForExecution(run.executionId);
		const once = Array.from({ length: 6 }, (__, bill) => (bill < count ? 1 : 0));
		expect([crashed.status, sent(run)]).toEqual(['crashed', once]);

		const retry = await n8n.client.retryExecution(run.executionId);
		expect(sent(run)).toEqual(once);
		const current = await n8n.client.retryExecution(run.executionId, { loadWorkflow: true });
		const again = await n8n.client.retryExecution(retry.id);
		expect(sent(run)).toEqual(once);
		expect([retry, current, again].map(({ error }) => error?.message)).toEqual(
			Array(3).fill(forItem(0, ERRORS.interrupted).message),
		);
	});

	test('a new execution writes all', async () => {
		const run = runs.saved!;
		const again = await n8n.client.runWorkflow(run.workflow.id, START);
		expect(outcomes(again)).toEqual(Array(6).fill('PENDING'));
		expect(sent(run)).toEqual([2, 2, 2, 1, 1, 1]);
	});

	test('idempotency keys → Retry skips what was written, reports the bill in flight and writes the rest', async () => {
		const keyed = runs.keyed!;
		const open = openError(keyed.numbers[2]!, 2);
		const retry = await n8n.client.retryExecution(keyed.executionId);
		expect(sent(keyed)).toEqual([1, 1, 1, 1, 1, 1]);
		expect(outcomes(retry)).toEqual(['skipped', 'skipped', open, 'PENDING', 'PENDING', 'PENDING']);

		const current = await n8n.client.retryExecution(keyed.executionId, { loadWorkflow: true });
		const again = await n8n.client.runWorkflow(keyed.workflow.id, START);
		expect(sent(keyed)).toEqual([1, 1, 1, 1, 1, 1]);
		for (const execution of [current, again]) {
			expect(outcomes(execution)).toEqual([
				'skipped',
				'skipped',
				open,
				'skipped',
				'skipped',
				'skipped',
			]);
		}
	});
});

describe('an execution stopped while it writes the third of six bills', () => {
	const stoppedRun = async (name: string, options: Record<string, unknown>): Promise<Run> => {
		const run = await startRun(name, {
			in: WRITE,
			workflow: SAVED_PROGRESS,
			options,
			node: { onError: 'continueRegularOutput' },
		});
		await n8n.client.stopExecution(run.executionId);
		const stopped = await n8n.client.waitForExecution(run.executionId);
		expect([stopped.status, sent(run)]).toEqual(['canceled', [1, 1, 1, 0, 0, 0]]);
		return run;
	};

	test('without keys → Retry sends nothing and says why', async () => {
		const run = await stoppedRun('STOPPED', {});
		for (const loadWorkflow of [false, true]) {
			const retry = await n8n.client.retryExecution(run.executionId, { loadWorkflow });
			expect(sent(run)).toEqual([1, 1, 1, 0, 0, 0]);
			expect(outcomes(retry)).toEqual(
				run.numbers.map((_, item) => forItem(item, ERRORS.interrupted).message),
			);
		}
	});

	test('with idempotency keys → Retry writes the rest, each once', async () => {
		const run = await stoppedRun('STOPPED-KEYED', { idempotencyKey: KEY });
		const open = openError(run.numbers[2]!, 2);
		for (const rest of ['PENDING', 'skipped']) {
			const retry = await n8n.client.retryExecution(run.executionId);
			expect(sent(run)).toEqual([1, 1, 1, 1, 1, 1]);
			expect(outcomes(retry)).toEqual(['skipped', 'skipped', open, rest, rest, rest]);
		}
	});
});
