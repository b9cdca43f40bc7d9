import { setTimeout as sleep } from 'node:timers/promises';

import { forItem } from '../../nodes/Propexo/actions/common/itemError';
import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { billName } from '../engine/support/bills';
import { itemsOf } from './host/execution';
import { type QueueMode, startQueueMode } from './host/queue';
import {
	billNumbers,
	type BillSettings,
	billWorkflow,
	openError,
	outcomes,
	sentNumbers,
	START,
	WRITE,
} from './support/bills';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';
import { eventsOf, repeatedEvents, triggerWorkflow, waitForEvents } from './support/triggerEvents';
import { waitForWrites } from './support/waitFor';
import { FAST_STALL_DETECTION, hasStarted, waitForWorker } from './support/workers';

const KEYS = { idempotencyKey: '={{ $json.number }}' };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

let queue: QueueMode;
let propexo: TestPropexo;

const withQueue = sharedN8n().queueServices ? describe : describe.skip;

withQueue("n8n's queue mode with one main process and two workers", () => {
	beforeAll(async () => {
		queue = await startQueueMode(2, FAST_STALL_DETECTION);
		propexo = await startPropexo(queue.main.client, 'Queue test', {
			limit: 10_000,
			jobDurationMs: 1_500,
		});
	});
	beforeEach(() => propexo.sandbox.reset());
	afterAll(async () => {
		await queue?.stop();
		await propexo?.sandbox.close();
	});

	const billsWorkflow = async (numbers: string[], settings: BillSettings) =>
		await queue.main.client.createWorkflow(billWorkflow(numbers, propexo.credential, settings));
	const run = async ({ id }: { id: string }) =>
		await queue.main.client.runWorkflow(id, START, 90_000);

	test('a worker writes bills and waits for their outcome', async () => {
		const workflow = await billsWorkflow(['Q-1', 'Q-2'], { options: { waitForCompletion: true } });
		const execution = await run(workflow);
		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Outcome').map(({ json }) => [json.bill, json.write_status])).toEqual(
			[
				['Q-1', 'SUCCESS'],
				['Q-2', 'SUCCESS'],
			],
		);
		expect(billNumbers(propexo.sandbox).sort()).toEqual(['Q-1', 'Q-2']);
		expect(queue.workers).toContain(await waitForWorker(queue.workers, execution.id));
	});

	test('Retry On Fail after a refusal writes the rest, and nothing twice', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'R-2' },
		});
		const workflow = await billsWorkflow(['R-1', 'R-2', 'R-3'], {
			options: { concurrency: 1 },
			node: RETRY,
		});
		const execution = await run(workflow);
		expect(execution.error).toBeUndefined();
		expect(billNumbers(propexo.sandbox)).toEqual(['R-1', 'R-2', 'R-3']);
		const jobs = itemsOf(execution, WRITE).map(({ json }) => json.job_id);
		expect(jobs).toEqual(propexo.sandbox.ledger.map(({ jobId }) => jobId));
	});

	test('Retry On Fail after an unknown outcome sends nothing twice', async () => {
		propexo.sandbox.inject({
			fault: 'reset-after',
			match: { method: 'POST', bodyIncludes: 'U-2' },
		});
		const workflow = await billsWorkflow(['U-1', 'U-2'], {
			options: { concurrency: 1 },
			node: RETRY,
		});
		const execution = await run(workflow);
		expect(execution.error?.message).toBe(
			forItem(
				1,
				ERRORS.outcomeUnknown(CONNECTION_MESSAGES.noResponse('ECONNRESET'), billName('U-2')),
			).message,
		);
		expect(billNumbers(propexo.sandbox)).toEqual(['U-1', 'U-2']);
	});

	test('idempotency keys apply across both workers', async () => {
		const workflow = await billsWorkflow(['S-1', 'S-2'], { options: KEYS });
		const first = await run(workflow);
		expect(outcomes(first)).toEqual(['PENDING', 'PENDING']);
		const used = new Set([await waitForWorker(queue.workers, first.id)]);
		for (let more = 0; more < 20 && (more === 0 || used.size < 2); more++) {
			const next = await run(workflow);
			expect(outcomes(next)).toEqual(['skipped', 'skipped']);
			used.add(await waitForWorker(queue.workers, next.id));
		}
		expect(used.size).toBe(2);
		expect(billNumbers(propexo.sandbox).sort()).toEqual(['S-1', 'S-2']);
	});

	test('executions on both workers at the same time keep their keys', async () => {
		const numbers = Array.from({ length: 10 }, (_, bill) => `B-${bill}.`);
		const options = {
			...KEYS,
			idempotencyKey: '={{ $execution.id }}-{{ $json.number }}',
			concurrency: 1,
		};
		const settings = { node: { onError: 'continueRegularOutput' } } as const;
		const workflow = await billsWorkflow(numbers, { ...settings, options });
		const all = await Promise.all(Array.from({ length: 4 }, async () => await run(workflow)));
		const keys = all.flatMap(({ id }) => numbers.map((number) => `${id}-${number}`));
		expect(all.flatMap(outcomes)).toEqual(keys.map(() => 'PENDING'));
		const workers = await Promise.all(
			all.map(async ({ id }) => await waitForWorker(queue.workers, id)),
		);
		expect(new Set(workers).size).toBe(2);

		const again = { ...settings, options: KEYS };
		const { nodes } = billWorkflow(keys, propexo.credential, again);
		await queue.main.client.updateWorkflow(workflow.id, { nodes, versionId: workflow.versionId });
		expect(outcomes(await run(workflow))).toEqual(keys.map(() => 'skipped'));
	});

	test('the trigger polls in the main process, and a worker runs its events', async () => {
		const workflow = await queue.main.client.createWorkflow(triggerWorkflow(propexo.credential));
		await queue.main.client.activate(workflow);
		const jobs = (['SUCCESS', 'FAILURE', 'SUCCESS'] as const).map(
			(status) => propexo.sandbox.addJob({ status }).id,
		);
		const events = await waitForEvents(queue.main.client, workflow.id, jobs);
		await queue.main.client.deactivate(workflow.id);
		expect(repeatedEvents(events)).toEqual([]);
		expect(events).toHaveLength(jobs.length);
		const { executionId } = events[0]!;
		await waitForWorker(queue.workers, executionId);
		expect(eventsOf(await queue.main.client.getExecution(executionId))[0]).toMatchObject({
			event: 'success',
			job_id: jobs[0],
		});
	});

	test('Retry of an execution that was stopped while a worker wrote sends nothing', async () => {
		holdRequests();
		// Else n8n has nothing to retry until the worker has saved the stopped execution.
		const settings = { workflow: { saveExecutionProgress: true } };
		const workflow = await billsWorkflow(['H-1'], settings);
		const id = await queue.main.client.startWorkflow(workflow.id, START);
		await waitForWrites(propexo.sandbox, 1);
		await queue.main.client.stopExecution(id);
		expect((await queue.main.client.waitForExecution(id)).status).toBe('canceled');

		propexo.sandbox.clearFaults();
		const retry = await queue.main.client.retryExecution(id);
		expect(retry.status).toBe('error');
		expect(sentNumbers(propexo.sandbox)).toEqual(['H-1']);
	});

	test('a worker killed while it writes: n8n fails the execution and the bill is not written again', async () => {
		holdRequests();
		const workflow = await billsWorkflow(['K-1'], { options: KEYS, node: RETRY });
		const id = await queue.main.client.startWorkflow(workflow.id, START);
		const worker = await waitForWorker(queue.workers, id);
		await waitForWrites(propexo.sandbox, 1);
		await worker.kill();

		const execution = await queue.main.client.waitForExecution(id, 60_000);
		expect(execution.status).toBe('error');
		// n8n has noticed. If it let another worker retry, that one would start within one more check.
		await sleep(5_000);
		for (const other of queue.workers.filter((one) => one !== worker))
			expect(await hasStarted(other, id)).toBe(false);

		// A user then retries the execution, of which n8n has nothing left to run, and runs another one.
		propexo.sandbox.clearFaults();
		await queue.main.client.retryExecution(id);
		expect((await run(workflow)).error?.message).toBe(openError('K-1', 0));
		expect(sentNumbers(propexo.sandbox)).toEqual(['K-1']);
	});

	/** Lets Propexo accept writes and not respond. */
	const holdRequests = (): void =>
		propexo.sandbox.inject({
			fault: { kind: 'slow', delayMs: 60_000 },
			match: { method: 'POST' },
			times: null,
		});
});
