import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { billName } from '../engine/support/bills';
import { createInvoice, jobIdsIn, runAgent, toolErrors } from './support/billAgent';
import { sentNumbers } from './support/bills';
import type { Turn } from './support/fakeModel';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';

const { client } = sharedN8n();
let propexo: TestPropexo;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Propexo of the repeating agent');
});
beforeEach(() => propexo.sandbox.reset());
afterAll(async () => await propexo.sandbox.close());

const bill = createInvoice('AGAIN-1', 12_500);
const finish = (results: string[]): Turn => ({ text: results.join('\n') });

describe.each([2.2, 3, 3.1])('an agent of version %d', (agentVersion) => {
	const run = async (...turns: Array<(results: string[]) => Turn>) =>
		await runAgent(client, { agentVersion, propexo: propexo.credential }, [...turns, finish]);

	test('makes the same call again after the bill was accepted → one request, the same job', async () => {
		const { results } = await run(
			() => ({ calls: [bill] }),
			() => ({ calls: [bill] }),
		);
		expect(sentNumbers(propexo.sandbox)).toEqual(['AGAIN-1']);
		const [job] = propexo.sandbox.jobs;
		expect(jobIdsIn(results)).toEqual([job!.id, job!.id]);
	});

	test('makes the same call again after an unknown outcome → one request, and an error that says not to send it again', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'status', status: 502, effect: 'after' },
			match: { method: 'POST' },
		});
		const all = await run(
			() => ({ calls: [bill] }),
			() => ({ calls: [bill] }),
		);
		expect(sentNumbers(propexo.sandbox)).toEqual(['AGAIN-1']);
		const { message } = ERRORS.outcomeUnknown(
			CONNECTION_MESSAGES.serverError(502),
			billName('AGAIN-1'),
		);
		const errors = toolErrors(all);
		expect(errors).toHaveLength(2);
		for (const each of errors) expect(each).toContain(message);
	});

	test('makes the same call twice in one answer → one request', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'slow', delayMs: 500 },
			match: { method: 'POST' },
			times: null,
		});
		const { results } = await run(() => ({ calls: [bill, bill] }));
		expect(sentNumbers(propexo.sandbox)).toEqual(['AGAIN-1']);
		const [job] = propexo.sandbox.jobs;
		expect(jobIdsIn(results)).toEqual([job!.id, job!.id]);
	});

	test('makes calls for two bills → two requests', async () => {
		const { results } = await run(
			() => ({ calls: [bill, createInvoice('AGAIN-2', 12_500)] }),
			() => ({ calls: [createInvoice('AGAIN-3', 12_500)] }),
		);
		expect(sentNumbers(propexo.sandbox).sort()).toEqual(['AGAIN-1', 'AGAIN-2', 'AGAIN-3']);
		expect(new Set(jobIdsIn(results)).size).toBe(3);
	});
});
