import { err, ok } from '../../utils/result';
import { trimSpace } from '../../utils/trimSpace';
import { forItem } from '../common/itemError';
import type { ParsedItem } from '../common/items';
import { parseIdSegment } from '../common/parseIdSegment';
import { ERRORS } from '../messages';

/** The job that an item names. */
export function parseJobId(jobId: unknown, item: number): ParsedItem<string> {
	const segment = parseIdSegment(jobId);
	return segment.ok
		? ok(trimSpace(String(jobId)))
		: err(forItem(item, ERRORS.invalidJobId(segment.error)));
}
