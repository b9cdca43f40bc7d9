import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY } from '../../properties/writeOptions';
import { type Client, openClient } from '../../transport/client';
import { nodeError } from '../../transport/nodeError';
import { expressionIssue } from './issues';
import { errorItem, invalidParametersError, type ItemError } from './itemError';
import { type GetParameter, parameterGetter } from './parameters';

/** What an item asks for, or why that is not clear. */
export type Asked<Wish> = { readonly wish: Wish } | { readonly failure: ItemError };

/** What an item gets. */
export type Answered =
	{ readonly outputs: readonly INodeExecutionData[] } | { readonly failure: ItemError };

const asked = <Wish>(
	context: IExecuteFunctions,
	item: number,
	ask: (read: GetParameter, item: number) => Asked<Wish>,
): Asked<Wish> => {
	try {
		return ask(parameterGetter(context, item), item);
	} catch (error) {
		return { failure: invalidParametersError(item, [expressionIssue(error)]) };
	}
};

/**
 * Reads what every input item asks for. Sends nothing.
 * @throws NodeOperationError for the first item that is not clear, where the node stops on errors
 */
export function askEach<Wish>(
	context: IExecuteFunctions,
	ask: (read: GetParameter, item: number) => Asked<Wish>,
): Array<Asked<Wish>> {
	const all = context.getInputData().map((_, item) => asked(context, item, ask));
	const failed = all.find((one) => 'failure' in one);
	if (failed && 'failure' in failed && !context.continueOnFail())
		throw nodeError(context.getNode(), failed.failure);
	return all;
}

/**
 * Gives every input item what it asked for, a few at a time and in their order.
 * @returns the outputs of all items; under Continue On Fail an error item for each that failed
 * @throws NodeOperationError, NodeApiError for an item that failed, where the node stops on errors
 */
export async function answerEach<Wish>(
	context: IExecuteFunctions,
	all: ReadonlyArray<Asked<Wish>>,
	answer: (client: Client, wish: Wish, item: number) => Promise<Answered>,
): Promise<INodeExecutionData[]> {
	const client = await openClient(context, {
		signal: context.getExecutionCancelSignal(),
		concurrency: CONCURRENCY,
	});
	const answers: Answered[] = [];
	let next = 0;
	let stop: ItemError | undefined;
	const work = async (): Promise<void> => {
		while (next < all.length && !stop) {
			const item = next++;
			const one = all[item]!;
			const given = 'failure' in one ? one : await answer(client, one.wish, item);
			answers[item] = given;
			if ('failure' in given && !context.continueOnFail()) stop ??= given.failure;
		}
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, all.length) }, work));
	if (stop) throw nodeError(context.getNode(), stop);
	return answers.flatMap((one) => ('failure' in one ? [errorItem(one.failure)] : one.outputs));
}
