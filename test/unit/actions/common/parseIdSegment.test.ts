import { parseIdSegment } from '../../../../nodes/Propexo/actions/common/parseIdSegment';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { SEGMENT_ISSUES } from '../../../../nodes/Propexo/transport/pathSegment';
import { err, ok } from '../../../../nodes/Propexo/utils/result';

it.each([
	[12345678901234567890, SCHEMA_MESSAGES.unsafeInteger],
	[Number.NaN, SCHEMA_MESSAGES.notAnId('NaN')],
	[{}, SCHEMA_MESSAGES.notAnId('[object Object]')],
	['undefined', SCHEMA_MESSAGES.notAnId('undefined')],
	['null', SCHEMA_MESSAGES.notAnId('null')],
	['..', SEGMENT_ISSUES.dots('..')],
	['', SEGMENT_ISSUES.missing],
	['id-\ud800', SEGMENT_ISSUES.malformed],
])('%p is refused in a path', (given, issue) => {
	expect(parseIdSegment(given)).toEqual(err(issue));
});

it.each([
	['inv-1', 'inv-1'],
	[42, '42'],
	['a/b', 'a%2Fb'],
])('%p is sent as %s', (given, segment) => {
	expect(parseIdSegment(given)).toEqual(ok(segment));
});
