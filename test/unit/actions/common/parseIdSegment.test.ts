import { parseIdSegment } from '../../../../nodes/Propexo/actions/common/parseIdSegment';
import { ok } from '../../../../nodes/Propexo/utils/result';

it.each([[12345678901234567890], [Number.NaN], [{}], ['undefined'], ['null'], ['..'], ['']])(
	'%p is refused in a path',
	(given) => {
		expect(parseIdSegment(given)).toHaveProperty('ok', false);
	},
);

it.each([
	['inv-1', 'inv-1'],
	[42, '42'],
	['a/b', 'a%2Fb'],
])('%p is sent as %s', (given, segment) => {
	expect(parseIdSegment(given)).toEqual(ok(segment));
});
