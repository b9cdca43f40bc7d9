import type { IExecuteFunctions } from 'n8n-workflow';

import { BATCH_SIZE } from '../../properties/batchProperties';
import { CONCURRENCY, WAIT_TIMEOUT } from '../../properties/writeOptions';
import { nodeError } from '../../transport/nodeError';
import { itemTag } from '../common/itemTag';

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

/** What a value means, or what is wrong with it, as the end of a sentence that begins with its label. */
type ParsedOption<T> = { readonly value: T } | { readonly fault: string };

/**
 * A number that an option holds, which may come from an expression.
 * @returns a fault for anything but a number above 0
 */
export function parsePositive(given: unknown, fallback: number): ParsedOption<number> {
	const value = given === undefined || given === null || given === '' ? fallback : Number(given);
	return Number.isFinite(value) && value > 0 ? { value } : { fault: 'must be a number above 0' };
}

/** A whole number above 0; a part of one counts as one. */
const count =
	(fallback: number) =>
	(given: unknown): ParsedOption<number> => {
		const number = parsePositive(given, fallback);
		return 'value' in number ? { value: Math.max(1, Math.floor(number.value)) } : number;
	};

/** An expression may give a switch as text. Anything else is refused: what was meant to be on must not count as off. */
const parseBoolean = (given: unknown): ParsedOption<boolean> => {
	const text = typeof given === 'string' ? given.trim().toLowerCase() : given;
	if (text === true || text === 'true') return { value: true };
	if (text === false || text === 'false') return { value: false };
	return { fault: 'must be true or false' };
};

const errorOrStatus = (given: unknown): ParsedOption<'error' | 'status'> =>
	given === 'error' || given === 'status'
		? { value: given }
		: { fault: 'must be "error" or "status"' };

/** An option of the form. */
interface Option<T> {
	/** Where it stands among the parameters. */
	readonly path: string;
	readonly label: string;
	/** Its value where it is not set. */
	readonly fallback: T;
	readonly meaning: (given: unknown) => ParsedOption<T>;
}

const isExpression = (raw: unknown): boolean => typeof raw === 'string' && raw.startsWith('=');

/** What an option is for one item. */
function readOption<T>(
	context: IExecuteFunctions,
	{ path, label, meaning }: Option<T>,
	item: number,
): T {
	const stop = (message: string, description: string): never => {
		throw nodeError(context.getNode(), {
			message,
			description: `${description} So nothing is sent.`,
		});
	};
	let given: unknown;
	try {
		given = context.getNodeParameter(path, item, '');
	} catch (error) {
		return stop(
			`${label} cannot be read: ${(error as Error).message}`,
			`Its expression failed for ${itemTag(item)}.`,
		);
	}
	const result = meaning(given);
	if ('value' in result) return result.value;
	return stop(
		`${label} ${result.fault}`,
		`It is ${JSON.stringify(given) ?? 'nothing'} for ${itemTag(item)}.`,
	);
}

/** What an option is for all items; an expression might give each of them another value. */
function readUniformOption<T>(context: IExecuteFunctions, option: Option<T>): T {
	const raw: unknown = context.getNodeParameter(option.path, 0, '', { rawExpressions: true });
	if (raw === '') return option.fallback;
	const first = readOption(context, option, 0);
	if (!isExpression(raw)) return first;
	const all = context.getInputData().map((_, item) => readOption(context, option, item));
	const other = all.findIndex((value) => value !== first);
	if (other < 0) return first;
	throw nodeError(context.getNode(), {
		message: `${option.label} is not the same for every item`,
		description:
			`It holds for all items of the node, but is ${String(first)} for ${itemTag(0)} and ${String(all[other])} for ${itemTag(other)}. ` +
			'So nothing is sent. Give it one value, or part the items with an If node before.',
	});
}

/**
 * The options of a node that writes, complete and checked.
 * @throws NodeOperationError for a value that makes no sense, or that is not the same for every item
 */
export function parseOptions(context: IExecuteFunctions): WriteOptions {
	const option = <T>(path: string, label: string, fallback: T, meaning: Option<T>['meaning']): T =>
		readUniformOption(context, { path, label, fallback, meaning });
	return {
		waitForCompletion: option(
			'options.waitForCompletion',
			'Wait for Completion',
			false,
			parseBoolean,
		),
		waitTimeout: option('options.waitTimeout', 'Wait Timeout', WAIT_TIMEOUT, (given) =>
			parsePositive(given, WAIT_TIMEOUT),
		),
		onWriteFailure: option('options.onWriteFailure', 'On Write Failure', 'error', errorOrStatus),
		validateOnly: option('options.validateOnly', 'Validate Only', false, parseBoolean),
		concurrency: option('options.concurrency', 'Concurrency', CONCURRENCY, count(CONCURRENCY)),
		batchSize: option('batchSize', 'Batch Size', BATCH_SIZE, count(BATCH_SIZE)),
		skipAlreadyWritten: option(
			'options.skipAlreadyWritten',
			'Skip Already Written',
			false,
			parseBoolean,
		),
	};
}
