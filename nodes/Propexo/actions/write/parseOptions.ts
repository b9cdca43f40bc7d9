import type { IExecuteFunctions } from 'n8n-workflow';

import type { OptionDefinition } from '../../properties/defineOption';
import { BATCH_SIZE_OPTION, WRITE_OPTIONS } from '../../properties/writeOptions';
import { nodeError } from '../../transport/nodeError';
import { formatItems } from '../common/formatItems';
import { isExpression } from '../common/parameters';
import { ERRORS } from '../messages';

const OPTIONS = { ...WRITE_OPTIONS, batchSize: BATCH_SIZE_OPTION };

type Options = typeof OPTIONS;

/** The options of a run. `waitTimeout` is in seconds. */
export type WriteOptions = {
	readonly [Name in keyof Options]: Options[Name]['default'];
};

function readOption<T>(
	context: IExecuteFunctions,
	{ path, property, parse }: OptionDefinition<T>,
	item: number,
): T {
	const label = property.displayName;
	let value: unknown;
	try {
		value = context.getNodeParameter(path, item, '');
	} catch (error) {
		const { message } = error as Error;
		throw nodeError(
			context.getNode(),
			ERRORS.unreadableOption(label, message, formatItems([item])),
		);
	}
	const parsed = parse(value);
	if (parsed.ok) return parsed.value;
	const shown = JSON.stringify(value) ?? 'empty';
	throw nodeError(
		context.getNode(),
		ERRORS.invalidOption(label, parsed.error, shown, formatItems([item])),
	);
}

/** The value of an option for all items; an expression might return another one for each. */
function readUniformOption<T>(context: IExecuteFunctions, option: OptionDefinition<T>): T {
	const raw: unknown = context.getNodeParameter(option.path, 0, '', { rawExpressions: true });
	if (raw === '') return option.default;
	const first = readOption(context, option, 0);
	if (!isExpression(raw)) return first;
	const values = context.getInputData().map((_, item) => readOption(context, option, item));
	const other = values.findIndex((value) => String(value) !== String(first));
	if (other < 0) return first;
	const shown = (value: T, item: number): string => `${String(value)} for ${formatItems([item])}`;
	throw nodeError(
		context.getNode(),
		ERRORS.differingOption(option.property.displayName, [
			shown(first, 0),
			shown(values[other]!, other),
		]),
	);
}

/**
 * The options of a run, complete and validated.
 * @throws NodeOperationError for an invalid value, or one that isn't the same for every item
 */
export const parseOptions = (context: IExecuteFunctions): WriteOptions =>
	Object.fromEntries(
		Object.entries(OPTIONS).map(([name, option]) => [
			name,
			readUniformOption<unknown>(context, option as OptionDefinition<unknown>),
		]),
	) as WriteOptions;
