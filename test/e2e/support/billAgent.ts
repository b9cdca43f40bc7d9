import type { N8nClient } from '../host/client';
import type { Execution } from '../host/execution';
import { type AgentParts, agentWorkflow } from './agent';
import { type ChatRequest, startFakeModel, toolResults, type Turn } from './fakeModel';

/** The run of an agent, what it asked the model, and the results of all tool calls as the model got them. */
export interface AgentRun {
	execution: Execution;
	requests: ChatRequest[];
	results: string[];
}

/** Runs an agent once, with a model that takes the given turns. */
export async function runAgent(
	client: N8nClient,
	parts: Omit<AgentParts, 'model'>,
	turns: Array<(results: string[]) => Turn>,
): Promise<AgentRun> {
	const model = await startFakeModel(turns);
	try {
		const credential = await client.createCredential({
			name: 'Fake model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const { id } = await client.createWorkflow(agentWorkflow({ ...parts, model: credential }));
		const execution = await client.runWorkflow(id, 'Start', 120_000);
		return { execution, requests: model.requests, results: toolResults(model.requests.at(-1)) };
	} finally {
		await model.close();
	}
}

/** A call of the tool that creates a bill. */
export function createInvoice(number: string, cents: number) {
	const line = {
		financial_account_id: 'acct-buildium-1-6110',
		property_id: 'prop-buildium-1-1',
		total_amount_in_cents: cents,
	};
	return {
		tool: 'Create_Invoice',
		args: {
			vendor_id: 'vend-buildium-1-1',
			invoice_date: '2026-11-02',
			due_date: '2026-12-02',
			invoice_number: number,
			lines: [line],
		},
	};
}

/** The jobs in the results of tool calls. */
export const jobIdsIn = (results: readonly string[]): string[] =>
	results.flatMap((result) =>
		[...result.matchAll(/"job_id":"([^"]+)"/g)].map(([, id]) => id ?? ''),
	);

/** The error of each call that failed: as the model got it, or, because older agents pass on no error, as the editor shows it. */
export function toolErrors({ execution, results }: AgentRun): string[] {
	const messages = results.filter(Boolean).flatMap((result) => {
		const items = JSON.parse(result) as Array<{ error?: string }>;
		return items.flatMap(({ error }) => error ?? []);
	});
	const runs = execution.runData['Create Invoice'] ?? [];
	return messages.length ? messages : runs.flatMap(({ error }) => error?.message ?? []);
}
