import { toFieldIssues } from '../../../nodes/Propexo/actions/common/issues';
import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import { parseApiIssues, parseApiMessage } from '../../../nodes/Propexo/transport/apiIssues';
import { omittedText, truncate } from '../../../nodes/Propexo/utils/truncate';

const issue = {
	code: 'unrecognized_keys',
	keys: ['foo'],
	path: ['invoice_items', 0],
	message: 'Unrecognized',
};

it.each([
	{ details: { issues: [issue] } },
	{ details: { details: { issues: [issue], name: 'ZodError' } } },
])('finds the issues in either documented nesting', (error) => {
	expect(parseApiIssues({ error })).toEqual([
		{ path: ['invoice_items', 0], message: 'Unrecognized', keys: ['foo'] },
	]);
});

it.each([
	null,
	undefined,
	'',
	'<html>',
	7,
	[],
	{},
	{ error: null },
	{ error: { details: 'no' } },
	{ error: { details: { issues: [null, 3] } } },
])('%p holds no issues and no message', (body) => {
	expect(parseApiIssues(body)).toEqual([]);
	expect(parseApiMessage(body)).toBeUndefined();
});

describe('a hostile error body', () => {
	const fieldIssues = (issues: unknown[]) =>
		toFieldIssues(parseApiIssues({ error: { details: { issues } } }), [], 'Yardi');

	it('with a path of 100,000 steps keeps the first 10', () => {
		const [issue] = fieldIssues([
			{ path: Array.from({ length: 100_000 }, () => 'a'), message: 'no' },
		]);

		expect(issue).toEqual({
			field: Array.from({ length: 10 }, () => 'a').join(', '),
			message: 'no',
		});
	});

	it('with texts of 5 MB is truncated', () => {
		const long = 'x'.repeat(5_000_000);

		expect(
			JSON.stringify(
				fieldIssues([
					{ path: [long], message: long, keys: [long] },
					{ path: [], message: long },
				]),
			).length,
		).toBeLessThan(2_000);
		expect(parseApiMessage({ message: long })).toBe(truncate(long, 500));
	});

	it('with 100,000 issues gives 50 and the number of the rest', () => {
		const issues = Array.from({ length: 100_000 }, (_, index) => ({
			path: ['a', index],
			message: 'no',
		}));

		expect(fieldIssues(issues)).toHaveLength(51);
		expect(fieldIssues(issues).at(-1)).toEqual({ field: 'The body', message: omittedText(99_950) });
	});

	it('with thousands of unknown fields gives 50 and the number of the rest', () => {
		const keys = Array.from({ length: 1_000 }, (_, index) => `field_${index}`);

		expect(
			fieldIssues([
				{ path: [], message: 'no', keys },
				{ path: [], message: 'no', keys },
			]),
		).toHaveLength(51);
		expect(
			fieldIssues([
				{ path: [], message: 'no', keys },
				{ path: [], message: 'no', keys },
			]).at(-1)?.message,
		).toBe(omittedText(1_950));
		expect(fieldIssues([{ path: [], message: 'no', keys: keys.slice(0, 50) }])).toHaveLength(50);
	});

	it('with names that are not text gives the names that are', () => {
		let deep: unknown = 'a';
		for (let depth = 0; depth < 100_000; depth++) deep = [deep];

		expect(
			fieldIssues([{ path: [deep, 'a'], message: 'no', keys: [deep, { toString: 1 }, 'b'] }]),
		).toEqual([{ field: 'a, b', message: ISSUES.unknownField('Yardi') }]);
	});
});
