import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type FaultRule, faultRules } from './writeFaults';

/** Where an item is to be written: two integrations of the PMS, one of another PMS, or it is not valid at all. */
export type ItemKind = 'first' | 'second' | 'foreign' | 'invalid';

/** One random case: what is written, how the node is set, and what goes wrong. */
export interface WriteCase {
	readonly mode: 'single' | 'batch';
	readonly items: readonly ItemKind[];
	readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Tries of Retry On Fail; 1 where it is off. */
	readonly tries: number;
	readonly concurrency: number;
	readonly batchSize: number;
	/** Another group for each item on each try, as an expression may give. */
	readonly groups: 'none' | 'wild';
	readonly skip: boolean;
	/** How often the workflow is run with the same items; more than once only where written ones are skipped. */
	readonly executions: number;
	readonly wait: boolean;
	readonly outcome: 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILURE';
	/** The account's rate limit, in requests a minute; the minute is as short as the node's. */
	readonly limit: number;
	/** How long connections are refused at first, in milliseconds. */
	readonly refusedFor: number;
	readonly faults: readonly FaultRule[];
}

const size = { minLength: 1, maxLength: 8 };

/** Every case the random run may try. */
export const writeCase: fc.Arbitrary<WriteCase> = fc
	.record({
		mode: fc.constantFrom('single' as const, 'batch' as const),
		items: fc.oneof(
			{
				weight: 4,
				arbitrary: fc.array(fc.constantFrom<ItemKind>('first', 'first', 'second'), size),
			},
			{
				weight: 1,
				arbitrary: fc.array(
					fc.constantFrom<ItemKind>('first', 'second', 'foreign', 'invalid'),
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
		groups: fc.constantFrom('none' as const, 'none' as const, 'wild' as const),
		skip: fc.boolean(),
		executions: fc.constantFrom(1, 2),
		wait: fc.boolean(),
		outcome: fc.constantFrom('SUCCESS' as const, 'PARTIAL_SUCCESS' as const, 'FAILURE' as const),
		limit: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 5, 12),
		refusedFor: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 5, 2_000),
		faults: faultRules,
	})
	.map((one) => ({ ...one, executions: one.skip ? one.executions : 1 }));

const INTEGRATIONS = {
	single: {
		first: 'intg-buildium-1',
		second: 'intg-buildium-2',
		invalid: 'intg-buildium-1',
		foreign: 'intg-resman-1',
	},
	batch: {
		first: 'intg-rentmanager-1',
		second: 'intg-rentmanager-2',
		invalid: 'intg-rentmanager-1',
		foreign: 'intg-resman-1',
	},
};

/** The number by which an item is known in the ledger. */
export const numberOf = (item: number): string => `number-${item}.`;

/** The input items of a case. */
export const inputOf = ({ mode, items }: WriteCase): IDataObject[] =>
	items.map((kind, item) => ({
		integration: INTEGRATIONS[mode][kind],
		number: numberOf(item),
		amount: kind === 'invalid' ? '12.5' : 1250,
	}));

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

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
	groups,
	skip,
	wait,
}: WriteCase): INodeParameters {
	const options = {
		concurrency,
		...(skip && { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}' }),
		...(wait && { waitForCompletion: true, waitTimeout: 0.1 }),
	};
	if (mode === 'single') return { ...BILL, options };
	return {
		...CHARGE,
		batchSize,
		...(groups === 'wild' && { batchGroup: '={{ Math.floor(Math.random() * 2) }}' }),
		options,
	};
}
