import { formatIssue, pathLabel } from '../../nodes/Propexo/actions/common/issues';
import { forItem } from '../../nodes/Propexo/actions/common/itemError';
import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { findEndpoint } from '../../nodes/Propexo/catalogue/index';
import { SCHEMA_MESSAGES } from '../../nodes/Propexo/catalogue/schema/schemaMessages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import type { ErrorText } from '../../nodes/Propexo/utils/errorText';
import { billName } from '../engine/support/bills';
import { itemsOf } from './host/execution';
import { type AgentRun, createInvoice, jobIdsIn, runAgent, toolErrors } from './support/billAgent';
import { actionLabel } from './support/labels';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';

const { client } = sharedN8n();
let propexo: TestPropexo;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Propexo of the agent');
});
beforeEach(() => propexo.sandbox.reset());
afterAll(async () => await propexo.sandbox.close());

// From version 3 on n8n's engine runs an agent's tools, before it the agent itself does.
describe.each([3, 2.2])('an agent of version %d', (agentVersion) => {
	test('creates bills and reads their status', async () => {
		const run = await runAgent(client, { agentVersion, propexo: propexo.credential }, [
			() => ({ calls: [createInvoice('AI-1', 12_500), createInvoice('AI-2', 7_700)] }),
			(results) => ({
				calls: jobIdsIn(results).map((job) => ({ tool: 'Get_Status', args: { job_id: job } })),
			}),
			(results) => ({ text: results.join('\n') }),
		]);
		expect(run.execution.error).toBeUndefined();
		expect(offeredTools(run)).toEqual({
			Create_Invoice: {
				description: `${actionLabel('invoice', 'create')} in Propexo Accounting`,
				parameters: ['vendor_id', 'invoice_date', 'due_date', 'lines', 'invoice_number'].sort(),
			},
			Get_Status: {
				description: `${actionLabel('writeJob', 'get')} in Propexo Accounting`,
				parameters: ['job_id'],
			},
		});
		expect(writtenBills()).toEqual([
			['AI-1', 12_500],
			['AI-2', 7_700],
		]);
		const answer = JSON.stringify(itemsOf(run.execution, 'Agent')[0]?.json);
		for (const { id } of propexo.sandbox.jobs) expect(answer).toContain(id);
		expect(answer).toMatch(/write_status/);
	});

	test('learns which field is wrong, and writes nothing', async () => {
		const run = await runAgent(client, { agentVersion, propexo: propexo.credential }, [
			() => ({ calls: [createInvoice('AI-3', 12.5)] }),
			(results) => ({ text: results.join('\n') }),
		]);
		const { fields } = findEndpoint('invoice', 'create', 'buildium')!;
		const field = pathLabel(['invoice_items', 0, 'total_amount_in_cents'], fields);
		const issue = formatIssue({ field, message: `"12.5" ${SCHEMA_MESSAGES.cents}` });
		const invalid = {
			...ERRORS.invalidItem([issue], billName('AI-3')),
			description: ERRORS.nothingWritten(true),
		};
		expect(toolErrors(run).at(-1)).toBe(asTold(agentVersion, forItem(0, invalid)));
		expect(writtenBills()).toEqual([]);
	});

	test('does not write a bill again whose outcome is unknown, although the tool is retried', async () => {
		propexo.sandbox.inject({ fault: 'reset-after', match: { path: '/v1/invoices/' } });
		const run = await runAgent(
			client,
			{ agentVersion, propexo: propexo.credential, retryOnFail: true },
			[
				() => ({ calls: [createInvoice('AI-4', 12_500)] }),
				(results) => ({ text: results.join('\n') }),
			],
		);
		expect(writtenBills()).toEqual([['AI-4', 12_500]]);
		const unknown = ERRORS.outcomeUnknown(
			CONNECTION_MESSAGES.noResponse('ECONNRESET'),
			billName('AI-4'),
		);
		expect(toolErrors(run).at(-1)).toBe(asTold(agentVersion, forItem(0, unknown)));
	});
});

/** An error as an agent passes it on: from version 3 on without its description. */
function asTold(agentVersion: number, { message, description }: ErrorText): string {
	return agentVersion >= 3 ? message : `${message}\n\nDetails: ${description}`;
}

function offeredTools({ requests }: AgentRun) {
	const tools = requests[0]?.tools ?? [];
	return Object.fromEntries(
		tools.map(({ function: { name, description, parameters } }) => [
			name,
			{ description, parameters: Object.keys(parameters.properties).sort() },
		]),
	);
}

function writtenBills() {
	return propexo.sandbox.ledger
		.map(({ body }) => [
			body.invoice_number,
			(body.invoice_items as Array<Record<string, unknown>>)[0]?.total_amount_in_cents,
		])
		.sort();
}
