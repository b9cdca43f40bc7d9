import { toFieldIssues } from '../../../nodes/Propexo/actions/common/issues';
import { parseApiIssues, parseApiMessage } from '../../../nodes/Propexo/transport/apiIssues';
import { jobIdOf } from '../../../nodes/Propexo/transport/client';
import { readableErrors } from '../../../nodes/Propexo/transport/writeStatus';

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
])('finds no issues in %p, and does no harm', (body) => {
	expect(parseApiIssues(body)).toEqual([]);
	expect(parseApiMessage(body)).toBeUndefined();
});

it.each([
	[{ meta: { job_id: 'a' } }, 'a'],
	[{ job_id: 'b', data: {} }, 'b'],
	[{ meta: { job_id: 'a' }, job_id: 'b' }, 'a'],
	[{ meta: null, job_id: 'b' }, 'b'],
	[{ meta: { job_id: '' } }, undefined],
	[{ job_id: 7 }, undefined],
	[{ success: true, job_id: 'c' }, 'c'],
	[{ success: false, job_id: 'c' }, undefined],
	[null, undefined],
	['<html>', undefined],
])('the job id in %p is %p', (body, jobId) => {
	expect(jobIdOf(body)).toBe(jobId);
});

it('reads the message out of errors that are JSON', () => {
	expect(
		readableErrors([
			'plain',
			'{"message":"inner"}',
			'{"error":{"message":"deeper"}}',
			'{"error":"text"}',
			'{"other":1}',
			'{broken',
		]),
	).toEqual(['plain', 'inner', 'deeper', 'text', '{"other":1}', '{broken']);
});

describe('a hostile error body', () => {
	const told = (issues: unknown[]) =>
		toFieldIssues(parseApiIssues({ error: { details: { issues } } }), []);

	it('with a path of 100,000 steps is put in a few words', () => {
		const [issue] = told([{ path: Array.from({ length: 100_000 }, () => 'a'), message: 'no' }]);

		expect(issue).toEqual({
			field: Array.from({ length: 10 }, () => 'a').join(', '),
			message: 'no',
		});
	});

	it('with texts of 5 MB is put in a few words', () => {
		const long = 'x'.repeat(5_000_000);

		expect(
			JSON.stringify(
				told([
					{ path: [long], message: long, keys: [long] },
					{ path: [], message: long },
				]),
			).length,
		).toBeLessThan(2_000);
		expect(parseApiMessage({ message: long })).toMatch(/^x{500}… \(5000000 characters\)$/);
	});

	it('with thousands of issues tells of 50 and says how many more there are', () => {
		const issues = Array.from({ length: 100_000 }, (_, index) => ({
			path: ['a', index],
			message: 'no',
		}));

		expect(told(issues)).toHaveLength(51);
		expect(told(issues).at(-1)).toEqual({ field: 'The body', message: 'and 99950 more' });
	});

	it('with thousands of fields in an issue tells of 50 and says how many more there are', () => {
		const keys = Array.from({ length: 1_000 }, (_, index) => `field_${index}`);

		expect(
			told([
				{ path: [], message: 'no', keys },
				{ path: [], message: 'no', keys },
			]),
		).toHaveLength(51);
		expect(
			told([
				{ path: [], message: 'no', keys },
				{ path: [], message: 'no', keys },
			]).at(-1)?.message,
		).toBe('and 1950 more');
		expect(told([{ path: [], message: 'no', keys: keys.slice(0, 50) }])).toHaveLength(50);
	});

	it('with names that cannot be read is read past them', () => {
		let deep: unknown = 'a';
		for (let depth = 0; depth < 100_000; depth++) deep = [deep];

		expect(
			told([{ path: [deep, 'a'], message: 'no', keys: [deep, { toString: 1 }, 'b'] }]),
		).toEqual([{ field: 'a, b', message: 'is not a field that this PMS takes' }]);
	});
});

describe('what the PMS says at great length', () => {
	it('is told in a few words', () => {
		const said = readableErrors([
			'x'.repeat(5_000_000),
			JSON.stringify({ message: 'y'.repeat(5_000) }),
			'z',
		]);

		expect(said.map((one) => one.length < 600)).toEqual([true, true, true]);
	});

	it('is told up to 20 errors, with how many more there are', () => {
		const said = readableErrors(Array.from({ length: 1_000 }, () => 'no'));

		expect(said).toHaveLength(21);
		expect(said.at(-1)).toBe('and 980 more');
	});
});
