import type { N8nClient } from '../host/client';
import { type Execution, itemsOf } from '../host/execution';
import type { Workflow } from '../host/types';
import { exampleWorkflow } from './examples';
import { waitFor } from './waitFor';

/** The trigger of {@link triggerWorkflow}. */
export const TRIGGER = 'Propexo Accounting Trigger';

/** How often {@link triggerWorkflow} polls. */
export const POLL_INTERVAL_SECONDS = 5;

/** An event in the input of one execution. */
export interface EmittedEvent {
	jobId: string;
	key: string;
	event: string;
	executionId: string;
	/** When the execution was created, in milliseconds since 1970. */
	emittedAt: number;
}

/**
 * The example with the trigger, polling every few seconds: n8n accepts no schedule below a
 * minute, but twelve schedules of one minute each.
 */
export function triggerWorkflow(credential: { id: string; name: string }): Workflow {
	const workflow = exampleWorkflow('follow-write-outcomes.json', credential);
	const item = Array.from({ length: 60 / POLL_INTERVAL_SECONDS }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * POLL_INTERVAL_SECONDS} * * * * *`,
	}));
	const nodes = workflow.nodes.map((node) =>
		node.name === TRIGGER
			? { ...node, parameters: { ...node.parameters, pollTimes: { item } } }
			: node,
	);
	return { ...workflow, nodes };
}

/** The events of an execution, in order. */
export const eventsOf = (execution: Execution) =>
	itemsOf(execution, TRIGGER).map(({ json }) => json);

/** The events of every successful execution of a workflow, oldest execution first. */
export async function emittedEvents(
	client: N8nClient,
	workflowId: string,
): Promise<EmittedEvent[]> {
	const executions = (await client.listExecutions(workflowId)).reverse();
	const successful = executions.filter(({ status }) => status === 'success');
	const all = await Promise.all(
		successful.map(async (one) => ({ one, execution: await client.getExecution(one.id) })),
	);
	return all.flatMap(({ one, execution }) =>
		eventsOf(execution).map((json) => ({
			jobId: String(json.job_id),
			key: String(json.deduplication_key),
			event: String(json.event),
			executionId: one.id,
			emittedAt: Date.parse(one.createdAt),
		})),
	);
}

/**
 * Waits until an event of every given job was emitted.
 * @returns every event so far
 * @throws Error after a minute, with the jobs that have none
 */
export async function waitForEvents(
	client: N8nClient,
	workflowId: string,
	jobIds: readonly string[],
): Promise<EmittedEvent[]> {
	let missing = jobIds;
	return await waitFor(
		async () => {
			const events = await emittedEvents(client, workflowId);
			const emitted = new Set(events.map(({ jobId }) => jobId));
			missing = jobIds.filter((id) => !emitted.has(id));
			return missing.length === 0 ? events : undefined;
		},
		() => `No event was emitted for ${missing.join(', ')}`,
		{ timeoutMs: 60_000, intervalMs: 500 },
	);
}

/** The events that were emitted again, each with the previous one. */
export function repeatedEvents(
	events: readonly EmittedEvent[],
): Array<EmittedEvent & { before: EmittedEvent }> {
	return events.flatMap((one, index) => {
		const before = events
			.slice(0, index)
			.reverse()
			.find(({ jobId, event }) => jobId === one.jobId && event === one.event);
		return before ? [{ ...one, before }] : [];
	});
}
