import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import { mapConcurrent } from '../../utils/mapConcurrent';
import { err, type Result } from '../../utils/result';
import { expressionIssue } from './issues';
import { errorItem, invalidParametersError, type ItemError } from './itemError';
import { type GetParameter, parameterGetter } from './parameters';

/** What an input item asks for, or why that isn't clear. */
export type ParsedItem<Request> = Result<Request, ItemError>;

/** Reads one item's parameters. */
export type ParseItem<Request> = (getParameter: GetParameter, item: number) => ParsedItem<Request>;

/**
 * Reads the parameters of every input item. Sends nothing.
 * @throws NodeOperationError for the first invalid item, where the node stops on errors
 */
export function parseItems<Request>(
	context: IExecuteFunctions,
	parse: ParseItem<Request>,
): Array<ParsedItem<Request>> {
	const parsed = context.getInputData().map((_, item): ParsedItem<Request> => {
		try {
			return parse(parameterGetter(context, item), item);
		} catch (error) {
			return err(invalidParametersError(item, [expressionIssue(error)]));
		}
	});
	const failed = parsed.find((result) => !result.ok);
	if (failed && !context.continueOnFail()) throw nodeError(context.getNode(), failed.error);
	return parsed;
}

/**
 * Runs every input item's request, up to `concurrency` at the same time, and returns the output
 * items in the order of the input. Under Continue On Fail a failed item becomes an error item.
 * @throws NodeOperationError, NodeApiError for a failed item, where the node stops on errors
 */
export async function executeItems<Request>(
	context: IExecuteFunctions,
	parsed: ReadonlyArray<ParsedItem<Request>>,
	concurrency: number,
	execute: (
		request: Request,
		item: number,
	) => Promise<Result<readonly INodeExecutionData[], ItemError>>,
): Promise<INodeExecutionData[]> {
	let hasFailed = false;
	const results = await mapConcurrent(
		parsed,
		concurrency,
		async (request, item) => {
			const result = request.ok ? await execute(request.value, item) : request;
			hasFailed ||= !result.ok;
			return result;
		},
		() => hasFailed && !context.continueOnFail(),
	);
	const failed = results.find((result) => result?.ok === false);
	if (failed && !failed.ok && !context.continueOnFail())
		throw nodeError(context.getNode(), failed.error);
	return results.flatMap((result) => {
		if (!result) return [];
		return result.ok ? result.value : [errorItem(result.error)];
	});
}

/** Output items of the records of one input item. */
export const toOutputs = (item: number, records: readonly IDataObject[]): INodeExecutionData[] =>
	records.map((json) => ({ json, pairedItem: { item } }));

const firstInputItem = ({ pairedItem }: INodeExecutionData): number => {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
};

/** Output items in the order of the first input item that each one is paired with. */
export const sortByInputItem = (items: readonly INodeExecutionData[]): INodeExecutionData[] =>
	[...items].sort((a, b) => firstInputItem(a) - firstInputItem(b));
