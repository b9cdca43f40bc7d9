import { forItem } from '../../nodes/Propexo/actions/common/itemError';
import { ERRORS, HINTS } from '../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { billName } from '../engine/support/bills';
import { itemsOf } from './host/execution';
import type { SavedWorkflow } from './host/types';
import {
	billNumbers,
	billWorkflow,
	openError,
	outcomes,
	sentNumbers,
	START,
	WRITE,
} from './support/bills';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { manyBillsWorkflow } from './support/manyBills';
import { startPropexo, type TestPropexo } from './support/propexo';
import { querySqlite } from './support/sqlite';
import { waitForWrites } from './support/waitFor';

let n8n: IsolatedN8n;
let propexo: TestPropexo;

const options = { idempotencyKey: '={{ $json.number }}', concurrency: 1 };

const billsWorkflow = async (numbers: string[], more = {}): Promise<SavedWorkflow> =>
	await n8n.client.createWorkflow(
		billWorkflow(numbers, propexo.credential, { options: { ...options, ...more } }),
	);

const run = async ({ id }: SavedWorkflow) => await n8n.client.runWorkflow(id, START);

beforeAll(async () => {
	n8n = await startIsolatedN8n('keys');
	propexo = await startPropexo(n8n.client, 'Key test', { limit: 1_000_000 });
});
beforeEach(() => propexo.sandbox.reset());
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

describe("idempotency keys, with n8n's own store", () => {
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
		expect(sentNumbers(propexo.sandbox)).toEqual(['A-1', 'A-2']);
	});

	test.each([
		[false, null],
		[true, 'SUCCESS'],
	])('written with Wait for Completion %s → skipped with status %s', async (wait, status) => {
		const number = `W-${wait}`;
		const workflow = await billsWorkflow([number], { waitForCompletion: wait });
		await run(workflow);
		const execution = await run(workflow);
		const [item] = itemsOf(execution, WRITE);
		expect(item?.json).toMatchObject({
			skipped: true,
			write_status: status,
			idempotency_key: number,
			resource: 'invoice',
			operation: 'create',
			pms: 'buildium',
			integration_id: 'intg-buildium-1',
		});
		const hints = execution.runData[WRITE]?.at(-1)?.hints ?? [];
		expect(hints.map(({ message }) => message)).toEqual(wait ? [] : [HINTS.skippedUnchecked(1)]);
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
			const number = `C-${fault}`;
			propexo.sandbox.inject({ fault, match: { method: 'POST' } });
			const workflow = await billsWorkflow([number]);
			const first = await run(workflow);
			const unknown = ERRORS.outcomeUnknown(
				CONNECTION_MESSAGES.noResponse('ECONNRESET'),
				billName(number),
			);
			expect(first.error?.message).toBe(forItem(0, unknown).message);
			expect((await run(workflow)).error?.message).toBe(openError(number, 0));
			expect(sentNumbers(propexo.sandbox)).toEqual([number]);
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
		const workflow = await n8n.client.createWorkflow(
			billWorkflow(['E-1', 'E-2', 'E-3'], propexo.credential, {
				options,
				node: { onError: 'continueRegularOutput' },
			}),
		);
		await n8n.client.startWorkflow(workflow.id, START);
		await waitForWrites(propexo.sandbox, 2);
		await n8n.kill();
		await n8n.start();

		expect(outcomes(await run(workflow))).toEqual(['skipped', openError('E-2', 1), 'PENDING']);
		expect(sentNumbers(propexo.sandbox)).toEqual(['E-1', 'E-2', 'E-3']);
	});

	test('concurrent executions each store their keys, also the first two of a workflow', async () => {
		const numbers = Array.from({ length: 12 }, (_, bill) => `F-${bill}.`);
		const workflow = await billsWorkflow(numbers, {
			idempotencyKey: '={{ $execution.id }}-{{ $json.number }}',
		});
		const both = await Promise.all([run(workflow), run(workflow)]);
		const keys = both.flatMap(({ id }) => numbers.map((number) => `${id}-${number}`));
		expect(both.flatMap(outcomes)).toEqual(keys.map(() => 'PENDING'));

		const { nodes } = billWorkflow(keys, propexo.credential, { options });
		await n8n.client.updateWorkflow(workflow.id, { nodes, versionId: workflow.versionId });
		expect(outcomes(await run(workflow))).toEqual(keys.map(() => 'skipped'));
	});

	test('5,000 keys of five executions are all known to a sixth', async () => {
		const chunks = Array.from({ length: 5 }, (_, chunk) =>
			Array.from({ length: 1_000 }, (__, bill) => `G-${chunk}-${bill}`),
		);
		const settings = { options: { ...options, concurrency: 50 } };
		let workflow = await n8n.client.createWorkflow(
			manyBillsWorkflow([], propexo.credential, settings),
		);
		const write = async (numbers: string[]): Promise<unknown[]> => {
			const { nodes } = manyBillsWorkflow(numbers, propexo.credential, settings);
			const { versionId } = workflow;
			workflow = await n8n.client.updateWorkflow(workflow.id, { nodes, versionId });
			return outcomes(await run(workflow));
		};
		for (const numbers of chunks)
			expect(countEach(await write(numbers))).toEqual([['PENDING', 1_000]]);
		expect(new Set(sentNumbers(propexo.sandbox)).size).toBe(5_000);

		expect(countEach(await write(chunks.flat()))).toEqual([['skipped', 5_000]]);
		expect(sentNumbers(propexo.sandbox)).toHaveLength(5_000);

		// What recognizes an interrupted run is kept per node, apart from the keys of the workflow.
		const node = workflow.nodes.find(({ name }) => name === WRITE);
		const rows = await querySqlite(
			n8n.userFolder,
			`SELECT context FROM processed_data WHERE workflowId = '${workflow.id}' ORDER BY context`,
		);
		expect(rows).toEqual([{ context: '' }, { context: `n:${node?.id}` }]);
	});
});

const countEach = (values: readonly unknown[]): Array<[unknown, number]> =>
	[...new Set(values)].map((value) => [value, values.filter((each) => each === value).length]);
