import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { CrashPoint } from '../support/crash';
import { byId } from '../support/form';
import { type FaultRule, faultRules } from './faultRules';

/**
 * The target of an item: two integrations of the PMS, one of another PMS, or none because it is
 * invalid. Where keys are in use, `badKey` has none that tells records apart, and `duplicate` is the
 * first item once more.
 */
export type ItemKind = 'first' | 'second' | 'foreign' | 'invalid' | 'badKey' | 'duplicate';

/** One execution, or one press of the Retry button. */
export interface Step {
	/** `retryFirst` retries the first execution, which may have been retried before. */
	readonly kind: 'run' | 'retryLast' | 'retryFirst';
	/** The account that the credential is for. */
	readonly account: 0 | 1;
	/** Which request kills the process, counted from 1; undefined where none does. */
	readonly crash: CrashPoint | undefined;
	readonly saveProgress: boolean;
}

/** One random case: the items, the settings of the node, the faults, and how often it runs. */
export interface WriteCase {
	readonly mode: 'single' | 'batch' | 'tool';
	readonly items: readonly ItemKind[];
	readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Tries of Retry On Fail; 1 means it is off. */
	readonly tries: number;
	readonly concurrency: number;
	readonly batchSize: number;
	/** `random` gives each item another batch group on each try, as an expression may. */
	readonly batchGroups: 'none' | 'random';
	readonly hasKeys: boolean;
	/** The items that an agent calls the tool with, one call after the other; repeated at will. */
	readonly calls: readonly number[];
	readonly steps: readonly Step[];
	readonly waitForCompletion: boolean;
	readonly findInLog: boolean;
	readonly outcome: 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILURE';
	/** The rate limit in requests per window; the window is as short as the node's. */
	readonly rateLimit: number;
	/** How long connections are refused at first, in milliseconds. */
	readonly refusedForMs: number;
	readonly faults: readonly FaultRule[];
}

const size = { minLength: 1, maxLength: 8 };

const crashPoint = fc.record({
	method: fc.constantFrom('POST' as const, 'POST' as const, 'POST' as const, 'GET' as const),
	at: fc.integer({ min: 1, max: 5 }),
});

const step: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom(
		'run' as const,
		'retryLast' as const,
		'retryLast' as const,
		'retryFirst' as const,
	),
	account: fc.constantFrom<0 | 1>(0, 0, 0, 1),
	crash: fc.option(crashPoint, { nil: undefined, freq: 3 }),
	saveProgress: fc.boolean(),
});

const SINGLE: Step = { kind: 'run', account: 0, crash: undefined, saveProgress: false };

/** Half of the cases are a single execution without a crash. */
const steps: fc.Arbitrary<Step[]> = fc.oneof(
	fc.constant<Step[]>([SINGLE]),
	fc
		.array(step, { minLength: 2, maxLength: 4 })
		.map(([first = SINGLE, ...others]): Step[] => [{ ...first, kind: 'run' }, ...others]),
);

/** Every case that the random run may try. */
export const writeCase: fc.Arbitrary<WriteCase> = fc
	.record({
		mode: fc.constantFrom('single' as const, 'single' as const, 'batch' as const, 'tool' as const),
		items: fc.oneof(
			{
				weight: 4,
				arbitrary: fc.array(fc.constantFrom<ItemKind>('first', 'first', 'second'), size),
			},
			{
				weight: 1,
				arbitrary: fc.array(
					fc.constantFrom<ItemKind>('first', 'second', 'foreign', 'invalid', 'badKey', 'duplicate'),
					size,
				),
			},
		),
		onError: fc.constantFrom(
			'stopWorkflow' as const,
			'stopWorkflow' as const,
			'continueRegularOutput' as const,
			'continueErrorOutput' as const,
		),
		tries: fc.constantFrom(1, 2, 3),
		concurrency: fc.integer({ min: 1, max: 5 }),
		batchSize: fc.constantFrom(100, 1, 2, 3),
		batchGroups: fc.constantFrom('none' as const, 'none' as const, 'random' as const),
		hasKeys: fc.boolean(),
		calls: fc.array(fc.nat(7), { minLength: 1, maxLength: 8 }),
		steps,
		waitForCompletion: fc.boolean(),
		findInLog: fc.constantFrom(false, false, true),
		outcome: fc.constantFrom('SUCCESS' as const, 'PARTIAL_SUCCESS' as const, 'FAILURE' as const),
		rateLimit: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 5, 12),
		refusedForMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 5, 2_000),
		faults: faultRules,
	})
	.map((one) => ({ ...one, calls: one.calls.map((item) => item % one.items.length) }));

const INTEGRATIONS = {
	bill: ['intg-buildium-1', 'intg-buildium-2'],
	charge: ['intg-rentmanager-1', 'intg-rentmanager-2'],
} as const;

const FOREIGN = 'intg-resman-1';

/** The number that identifies an item in the ledger. */
export const numberOf = (item: number): string => `number-${item}.`;

/** The item whose record an item is: another one for a duplicate, whose key is that of the first item. */
export const recordOf = ({ hasKeys, items }: WriteCase, item: number): number =>
	hasKeys && items[item] === 'duplicate' ? 0 : item;

/** The input items of a case. */
export const inputOf = (one: WriteCase): IDataObject[] =>
	one.items.map((_, item) => {
		const record = recordOf(one, item);
		const kind = one.items[record]!;
		const [first, second] = INTEGRATIONS[one.mode === 'batch' ? 'charge' : 'bill'];
		return {
			integration: kind === 'foreign' ? FOREIGN : kind === 'second' ? second : first,
			number: numberOf(record),
			amount: kind === 'invalid' ? '12.5' : 1250,
			key: kind === 'badKey' ? { number: item } : numberOf(record),
		};
	});

const BILL: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'buildium',
	integrationId: byId('={{ $json.integration }}'),
	vendorId: byId('vendor-1'),
	invoiceDate: '2026-11-30',
	dueDate: '2026-12-31',
	invoiceItemsInput: 'json',
	invoiceItemsJson:
		'={{ [{ financial_account_id: "a-1", property_id: "p-1", total_amount_in_cents: $json.amount }] }}',
	additionalFields: { invoiceNumber: '={{ $json.number }}' },
};

const CHARGE: INodeParameters = {
	resource: 'residentCharge',
	operation: 'createBatch',
	pms: 'rentmanager',
	chargesInput: 'items',
	integrationId: byId('={{ $json.integration }}'),
	residentId: byId('resident-1'),
	chargeCodeId: byId('code-1'),
	transactionDate: '2026-11-30T00:00:00.000Z',
	notes: 'Rent',
	amountInCents: '={{ $json.amount }}',
	referenceNumber: '={{ $json.number }}',
};

/** The node's parameters in a case. */
export function parametersOf({
	mode,
	concurrency,
	batchSize,
	batchGroups,
	hasKeys,
	waitForCompletion,
	findInLog,
}: WriteCase): INodeParameters {
	const options = {
		concurrency,
		waitTimeout: 0.1,
		...(hasKeys && { idempotencyKey: '={{ $json.key }}' }),
		...(waitForCompletion && { waitForCompletion: true }),
		...(findInLog && { unknownOutcome: 'findInLog' }),
	};
	if (mode !== 'batch') return { ...BILL, options };
	return {
		...CHARGE,
		batchSize,
		...(batchGroups === 'random' && { batchGroup: '={{ Math.floor(Math.random() * 2) }}' }),
		options,
	};
}
