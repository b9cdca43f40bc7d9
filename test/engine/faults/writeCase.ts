import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/form';
import { type FaultRule, faultRules } from './faultRules';

/** The target of an item: two integrations of the PMS, one of another PMS, or none because it is invalid. */
export type ItemKind = 'first' | 'second' | 'foreign' | 'invalid';

/** One random case: the items, the settings of the node, and the faults. */
export interface WriteCase {
	readonly mode: 'single' | 'batch';
	readonly items: readonly ItemKind[];
	readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Tries of Retry On Fail; 1 means it is off. */
	readonly tries: number;
	readonly concurrency: number;
	readonly batchSize: number;
	/** `random` gives each item another batch group on each try, as an expression may. */
	readonly batchGroups: 'none' | 'random';
	readonly skipAlreadyWritten: boolean;
	/** How often the workflow runs with the same items; more than once only where written ones are skipped. */
	readonly executions: number;
	readonly waitForCompletion: boolean;
	readonly outcome: 'SUCCESS' | 'PARTIAL_SUCCESS' | 'FAILURE';
	/** The rate limit in requests per window; the window is as short as the node's. */
	readonly rateLimit: number;
	/** How long connections are refused at first, in milliseconds. */
	readonly refusedForMs: number;
	readonly faults: readonly FaultRule[];
}

const size = { minLength: 1, maxLength: 8 };

/** Every case that the random run may try. */
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
		batchGroups: fc.constantFrom('none' as const, 'none' as const, 'random' as const),
		skipAlreadyWritten: fc.boolean(),
		executions: fc.constantFrom(1, 2),
		waitForCompletion: fc.boolean(),
		outcome: fc.constantFrom('SUCCESS' as const, 'PARTIAL_SUCCESS' as const, 'FAILURE' as const),
		rateLimit: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 5, 12),
		refusedForMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 5, 2_000),
		faults: faultRules,
	})
	.map((one) => ({ ...one, executions: one.skipAlreadyWritten ? one.executions : 1 }));

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

/** The number that identifies an item in the ledger. */
export const numberOf = (item: number): string => `number-${item}.`;

/** The input items of a case. */
export const inputOf = ({ mode, items }: WriteCase): IDataObject[] =>
	items.map((kind, item) => ({
		integration: INTEGRATIONS[mode][kind],
		number: numberOf(item),
		amount: kind === 'invalid' ? '12.5' : 1250,
	}));

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
	skipAlreadyWritten,
	waitForCompletion,
}: WriteCase): INodeParameters {
	const options = {
		concurrency,
		...(skipAlreadyWritten && { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}' }),
		...(waitForCompletion && { waitForCompletion: true, waitTimeout: 0.1 }),
	};
	if (mode === 'single') return { ...BILL, options };
	return {
		...CHARGE,
		batchSize,
		...(batchGroups === 'random' && { batchGroup: '={{ Math.floor(Math.random() * 2) }}' }),
		options,
	};
}
