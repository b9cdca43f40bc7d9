import type { IExecuteFunctions } from 'n8n-workflow';

import { findEndpoint, findEndpointByPath } from '../../catalogue';
import type { Endpoint } from '../../catalogue/endpoint';
import { parameterGetter } from '../common/parameters';
import type { JournalEntry, WriteJournal } from './journal';
import type { CatalogueRequest } from './plan';
import { type Submission, toSubmission } from './submit';
import { readOperation } from './validate';

/** The endpoint that an item asks for now; undefined where that can't be evaluated. */
function selectedEndpoint(context: IExecuteFunctions, item: number): Endpoint | undefined {
	try {
		return findEndpoint(...readOperation(parameterGetter(context, item)));
	} catch {
		return undefined;
	}
}

/** The input items that no earlier attempt has sent. */
export function unsentItems(context: IExecuteFunctions, sent: readonly Submission[]): number[] {
	const sentItems = new Set(sent.flatMap(({ request }) => request.items));
	return [...context.getInputData().keys()].filter((item) => !sentItems.has(item));
}

/**
 * The writes that an earlier attempt of this run sent. They are neither validated nor sent again: an
 * expression may return something else by now, and what was accepted is to be reported in any case.
 * Writes of another operation than the selected one aren't the ones that were asked for.
 */
export function replaySent(
	context: IExecuteFunctions,
	journal: WriteJournal,
): Array<Submission<CatalogueRequest>> {
	const count = context.getInputData().length;
	const replay = ({ outcome, ...request }: JournalEntry): Array<Submission<CatalogueRequest>> => {
		const first = request.items[0]!;
		const endpoint = findEndpointByPath(request.endpoint);
		const selected = first < count ? selectedEndpoint(context, first) : undefined;
		if (!endpoint || first >= count || (selected && selected !== endpoint)) return [];
		return [toSubmission({ ...request, endpoint }, outcome)];
	};
	return journal.entries().flatMap(replay);
}
