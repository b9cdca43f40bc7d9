import { forItem } from '../../nodes/Propexo/actions/common/itemError';
import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { billName } from '../engine/support/bills';
import type { SavedWorkflow } from './host/types';
import { billNumbers, billWorkflow, outcomes, START } from './support/bills';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { waitForWrites } from './support/waitFor';

let n8n: IsolatedN8n;
let propexo: TestPropexo;

const options = { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}', concurrency: 1 };

const billsWorkflow = async (numbers: string[]): Promise<SavedWorkflow> =>
	await n8n.client.createWorkflow(billWorkflow(numbers, propexo.credential, { options }));

const run = async ({ id }: SavedWorkflow) => await n8n.client.runWorkflow(id, START);

beforeAll(async () => {
	n8n = await startIsolatedN8n('skip');
	propexo = await startPropexo(n8n.client, 'Skip test', { limit: 1_000 });
});
beforeEach(() => propexo.sandbox.reset());
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

describe("Skip Already Written, with n8n's own store", () => {
	test('a bill that one execution wrote is skipped by the next, also after a restart and a crash of n8n', async () => {
		const workflow = await billsWorkflow(['A-1', 'A-2']);
		expect(outcomes(await run(workflow))).toEqual(['PENDING', 'PENDING']);
		expect(outcomes(await run(workflow))).toEqual(['skipped', 'skipped']);

		await n8n.stop();
		await n8n.start();
		expect(outcomes(await run(workflow))).toEqual(['skipped', 'skipped']);

		await n8n.kill();
		await n8n.start();
		expect(outcomes(await run(workflow))).toEqual(['skipped', 'skipped']);
		expect(billNumbers(propexo.sandbox)).toEqual(['A-1', 'A-2']);
	});

	test('a refused write can be retried, and is then written once', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'B-2' },
		});
		const workflow = await billsWorkflow(['B-1', 'B-2', 'B-3']);
		expect((await run(workflow)).status).toBe('error');
		expect(billNumbers(propexo.sandbox)).toEqual(['B-1']);

		expect(outcomes(await run(workflow))).toEqual(['skipped', 'PENDING', 'PENDING']);
		expect(outcomes(await run(workflow))).toEqual(['skipped', 'skipped', 'skipped']);
		expect(billNumbers(propexo.sandbox)).toEqual(['B-1', 'B-2', 'B-3']);
	});

	test.each(['reset-before', 'reset-after'] as const)(
		'a write whose outcome is unknown (%s) is not retried',
		async (fault) => {
			propexo.sandbox.inject({ fault, match: { method: 'POST' } });
			const workflow = await billsWorkflow([`C-${fault}`]);
			const first = await run(workflow);
			expect(first.error?.message).toBe(
				forItem(
					0,
					ERRORS.outcomeUnknown(
						CONNECTION_MESSAGES.noResponse('ECONNRESET'),
						billName(`C-${fault}`),
					),
				).message,
			);
			const written = billNumbers(propexo.sandbox);

			expect(outcomes(await run(workflow))).toEqual(['skipped']);
			expect(billNumbers(propexo.sandbox)).toEqual(written);
			expect(written).toHaveLength(fault === 'reset-after' ? 1 : 0);
		},
	);

	test('the Retry button of a failed execution writes nothing twice', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'D-2' },
		});
		const workflow = await billsWorkflow(['D-1', 'D-2']);
		const failed = await run(workflow);
		expect(failed.status).toBe('error');

		expect((await n8n.client.retryExecution(failed.id)).status).toBe('success');
		expect(billNumbers(propexo.sandbox)).toEqual(['D-1', 'D-2']);
	});

	test('n8n killed while it writes: the next execution does not write that bill again', async () => {
		propexo.sandbox.inject({
			fault: { kind: 'slow', delayMs: 60_000 },
			match: { method: 'POST', bodyIncludes: 'E-2' },
		});
		const workflow = await billsWorkflow(['E-1', 'E-2', 'E-3']);
		await n8n.client.startWorkflow(workflow.id, START);
		await waitForWrites(propexo.sandbox, 2);
		await n8n.kill();
		await n8n.start();

		// E-2 was in flight, so its outcome is unknown; E-3 was not sent.
		expect(outcomes(await run(workflow))).toEqual(['skipped', 'skipped', 'PENDING']);
		expect(billNumbers(propexo.sandbox)).toEqual(['E-1', 'E-2', 'E-3']);
	});

	test('concurrent executions each store their keys, also the first two of a workflow', async () => {
		const numbers = Array.from({ length: 12 }, (_, bill) => `F-${bill}.`);
		const workflow = await n8n.client.createWorkflow(
			billWorkflow(numbers, propexo.credential, {
				options: { ...options, idempotencyKey: '={{ $execution.id }}-{{ $json.number }}' },
			}),
		);
		const both = await Promise.all([run(workflow), run(workflow)]);
		const keys = both.flatMap(({ id }) => numbers.map((number) => `${id}-${number}`));
		expect(both.flatMap(outcomes)).toEqual(keys.map(() => 'PENDING'));

		const { nodes } = billWorkflow(keys, propexo.credential, { options });
		await n8n.client.updateWorkflow(workflow.id, { nodes, versionId: workflow.versionId });
		expect(outcomes(await run(workflow))).toEqual(keys.map(() => 'skipped'));
	});
});
