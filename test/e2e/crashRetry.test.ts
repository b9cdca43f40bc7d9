import { randomUUID } from 'node:crypto';

import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { billName } from '../engine/support/bills';
import type { SavedWorkflow, Workflow } from './host/types';
import { type BillSettings, billWorkflow, outcomes, sentNumbers, START } from './support/bills';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { waitFor } from './support/waitFor';

let n8n: IsolatedN8n;
let propexo: TestPropexo;

/** A run of six bills that was interrupted when the third had been sent. */
interface InterruptedRun {
	numbers: string[];
	workflow: SavedWorkflow;
	executionId: string;
}

const KEY = '={{ $json.number }}';
const SAVED_PROGRESS = { saveExecutionProgress: true };

const sixBills = (name: string): string[] =>
	Array.from({ length: 6 }, (_, index) => `${name}-${index + 1}`);

/** Starts a production execution whose third request gets no response. */
async function startRun(
	name: string,
	{ options, ...settings }: BillSettings,
): Promise<InterruptedRun> {
	const numbers = sixBills(name);
	propexo.sandbox.inject({
		fault: { kind: 'slow', delayMs: 60_000 },
		match: { method: 'POST', bodyIncludes: `"${numbers[2]}"` },
	});
	const workflow = await n8n.client.createWorkflow(
		withWebhook(
			name,
			billWorkflow(numbers, propexo.credential, {
				...settings,
				options: { ...options, concurrency: 1 },
			}),
		),
	);
	await n8n.client.activate(workflow);
	await fetch(`${n8n.client.url}/webhook/${name}`);
	const [execution] = await n8n.client.listExecutions(workflow.id);
	return { numbers, workflow, executionId: execution!.id };
}

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
const sent = ({ numbers }: InterruptedRun): number[] => {
	const all = sentNumbers(propexo.sandbox);
	return numbers.map((number) => all.filter((each) => each === number).length);
};

const thirdBillSent = async (run: InterruptedRun): Promise<unknown> =>
	await waitFor(
		() => sent(run)[2] || undefined,
		() => `Only these were sent: ${sent(run)}`,
	);

beforeAll(async () => {
	n8n = await startIsolatedN8n('crash');
	propexo = await startPropexo(n8n.client, 'Crash test', { limit: 1_000 });
});
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

describe('n8n killed while a node writes the third of six bills', () => {
	let saved: InterruptedRun;
	let unsaved: InterruptedRun;
	let keyed: InterruptedRun;

	beforeAll(async () => {
		saved = await startRun('SAVED', { workflow: SAVED_PROGRESS });
		unsaved = await startRun('UNSAVED', {});
		keyed = await startRun('KEYED', {
			workflow: SAVED_PROGRESS,
			options: { idempotencyKey: KEY },
			node: { onError: 'continueRegularOutput' },
		});
		for (const run of [saved, unsaved, keyed]) await thirdBillSent(run);
		await n8n.kill();
		await n8n.start();
	});

	test.each([
		['saved', () => saved],
		['not saved', () => unsaved],
	])('progress %s → Retry sends nothing and says why; a new run writes all', async (_, which) => {
		const run = which();
		const crashed = await n8n.client.waitForExecution(run.executionId);
		expect([crashed.status, sent(run)]).toEqual(['crashed', [1, 1, 1, 0, 0, 0]]);

		const retry = await n8n.client.retryExecution(run.executionId);
		const current = await n8n.client.retryExecution(run.executionId, { loadWorkflow: true });
		const again = await n8n.client.retryExecution(retry.id);
		expect(sent(run)).toEqual([1, 1, 1, 0, 0, 0]);
		expect([retry, current, again].map(({ error }) => error?.message)).toEqual(
			Array(3).fill(ERRORS.interrupted.message),
		);

		const anew = await n8n.client.runWorkflow(run.workflow.id, START);
		expect(outcomes(anew)).toEqual(Array(6).fill('PENDING'));
		expect(sent(run)).toEqual([2, 2, 2, 1, 1, 1]);
	});

	test('idempotency keys → Retry skips what was written, reports the bill in flight and writes the rest', async () => {
		const [, , inFlight = ''] = keyed.numbers;
		const { message: open } = ERRORS.keyOpen(billName(inFlight), inFlight);
		const retry = await n8n.client.retryExecution(keyed.executionId);
		expect(sent(keyed)).toEqual([1, 1, 1, 1, 1, 1]);
		expect(outcomes(retry)).toEqual([
			'skipped',
			'skipped',
			expect.stringContaining(open),
			'PENDING',
			'PENDING',
			'PENDING',
		]);

		const current = await n8n.client.retryExecution(keyed.executionId, { loadWorkflow: true });
		const anew = await n8n.client.runWorkflow(keyed.workflow.id, START);
		expect(sent(keyed)).toEqual([1, 1, 1, 1, 1, 1]);
		for (const execution of [current, anew]) {
			expect(outcomes(execution)).toEqual([
				'skipped',
				'skipped',
				expect.stringContaining(open),
				'skipped',
				'skipped',
				'skipped',
			]);
		}
	});
});

describe('an execution stopped while it writes the third of six bills', () => {
	test.each([
		['without keys', {}],
		['with idempotency keys', { idempotencyKey: KEY }],
	])('%s → Retry sends nothing twice', async (name, options) => {
		const run = await startRun(`STOPPED-${name.replaceAll(' ', '-')}`, {
			workflow: SAVED_PROGRESS,
			options,
			node: { onError: 'continueRegularOutput' },
		});
		await thirdBillSent(run);
		await n8n.client.stopExecution(run.executionId);
		const stopped = await n8n.client.waitForExecution(run.executionId);
		expect([stopped.status, sent(run)]).toEqual(['canceled', [1, 1, 1, 0, 0, 0]]);

		for (const loadWorkflow of [false, true]) {
			await n8n.client.retryExecution(run.executionId, { loadWorkflow });
		}
		expect(Math.max(...sent(run))).toBe(1);
	});
});
