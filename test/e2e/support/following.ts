import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nClient } from '../host/client';
import { type Execution, itemsOf } from '../host/execution';
import type { Workflow } from '../host/types';
import { example } from './examples';

/** The trigger of {@link followWorkflow}. */
export const TRIGGER = 'Propexo Accounting Trigger';

/** How often {@link followWorkflow} polls. */
export const SECONDS_BETWEEN_POLLS = 5;

/** An event as one execution carries it. */
export interface SeenEvent {
	jobId: string;
	key: string;
	event: string;
	executionId: string;
	/** When the execution was created, in milliseconds since 1970. */
	at: number;
}

/**
 * The example that follows writes to their outcome, with a poll every few seconds: n8n takes
 * no schedule below a minute, but twelve schedules of one minute each.
 */
export function followWorkflow(credential: { id: string; name: string }): Workflow {
	const workflow = example('follow-write-outcomes.json', credential);
	const item = Array.from({ length: 60 / SECONDS_BETWEEN_POLLS }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * SECONDS_BETWEEN_POLLS} * * * * *`,
	}));
	const nodes = workflow.nodes.map((node) =>
		node.name === TRIGGER
			? { ...node, parameters: { ...node.parameters, pollTimes: { item } } }
			: node,
	);
	return { ...workflow, nodes };
}

/** The events that an execution carries, in order. */
export const eventsIn = (execution: Execution) =>
	itemsOf(execution, TRIGGER).map(({ json }) => json);

/**
 * Every event of every execution of a workflow that ran to its end, from the oldest execution on.
 */
export async function seenEvents(client: N8nClient, workflowId: string): Promise<SeenEvent[]> {
	const listed = (await client.listExecutions(workflowId)).reverse();
	const ended = listed.filter(({ status }) => status === 'success');
	const all = await Promise.all(
		ended.map(async (one) => ({ one, execution: await client.getExecution(one.id) })),
	);
	return all.flatMap(({ one, execution }) =>
		eventsIn(execution).map((json) => ({
			jobId: String(json.job_id),
			key: String(json.deduplication_key),
			event: String(json.event),
			executionId: one.id,
			at: Date.parse(one.createdAt),
		})),
	);
}

/**
 * Waits until every one of some jobs has been given out.
 * @returns every event so far
 * @throws Error when one has not after a minute, naming it
 */
export async function untilGivenOut(
	client: N8nClient,
	workflowId: string,
	jobIds: readonly string[],
): Promise<SeenEvent[]> {
	const until = Date.now() + 60_000;
	for (;;) {
		const seen = await seenEvents(client, workflowId);
		const given = new Set(seen.map(({ jobId }) => jobId));
		const missing = jobIds.filter((id) => !given.has(id));
		if (missing.length === 0) return seen;
		if (Date.now() > until) throw new Error(`These jobs were not given out: ${missing.join(', ')}`);
		await sleep(500);
	}
}

/** The events that came again, each with the moment of the time before. */
export function repeatsIn(seen: readonly SeenEvent[]): Array<SeenEvent & { before: SeenEvent }> {
	return seen.flatMap((one, index) => {
		const before = seen
			.slice(0, index)
			.reverse()
			.find(({ jobId, event }) => jobId === one.jobId && event === one.event);
		return before ? [{ ...one, before }] : [];
	});
}
