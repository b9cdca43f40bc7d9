import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../../shared/nodeError';
import { BATCH_SIZE } from '../parameters/batch';
import { CONCURRENCY, WAIT_TIMEOUT } from '../parameters/options';

/** The options of a node that writes, which hold for all of its items. */
export interface WriteOptions {
	readonly waitForCompletion: boolean;
	/** Seconds. */
	readonly waitTimeout: number;
	readonly onWriteFailure: 'error' | 'status';
	readonly validateOnly: boolean;
	readonly concurrency: number;
	readonly batchSize: number;
	readonly skipAlreadyWritten: boolean;
}

/**
 * A number that an option holds, which may come from an expression.
 * @param context where n8n runs the node
 * @param given what it holds; nothing where it is not set
 * @param label the option's label
 * @param fallback the number where it is not set
 * @throws NodeOperationError for anything but a number above 0
 */
export function aboveZero(context: IExecuteFunctions, given: unknown, label: string, fallback: number): number {
	const value = given === undefined || given === '' ? fallback : Number(given);
	if (Number.isFinite(value) && value > 0) return value;
	throw nodeError(context.getNode(), {
		message: `${label} must be a number above 0`,
		description: `It is ${JSON.stringify(given)}. Nothing was sent.`,
	});
}

const atLeastOne = (value: number): number => Math.max(1, Math.floor(value));

/**
 * The options of a node that writes, complete and checked.
 * @param context where n8n runs the node
 * @throws NodeOperationError for a number that makes no sense
 */
export function writeOptions(context: IExecuteFunctions): WriteOptions {
	const given = context.getNodeParameter('options', 0, {}) as Record<string, unknown>;
	const number = (value: unknown, label: string, fallback: number): number =>
		aboveZero(context, value, label, fallback);
	return {
		waitForCompletion: given.waitForCompletion === true,
		waitTimeout: number(given.waitTimeout, 'Wait Timeout', WAIT_TIMEOUT),
		onWriteFailure: given.onWriteFailure === 'status' ? 'status' : 'error',
		validateOnly: given.validateOnly === true,
		concurrency: atLeastOne(number(given.concurrency, 'Concurrency', CONCURRENCY)),
		batchSize: atLeastOne(number(context.getNodeParameter('batchSize', 0, ''), 'Batch Size', BATCH_SIZE)),
		skipAlreadyWritten: given.skipAlreadyWritten === true,
	};
}
