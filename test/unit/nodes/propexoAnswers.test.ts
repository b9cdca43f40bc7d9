import { jobIdOf } from '../../../nodes/shared/client';
import { issuesOf, messageOf } from '../../../nodes/shared/propexoIssues';
import { readableErrors } from '../../../nodes/shared/writeJob';

const issue = { code: 'unrecognized_keys', keys: ['foo'], path: ['invoice_items', 0], message: 'Unrecognized' };

it.each([{ details: { issues: [issue] } }, { details: { details: { issues: [issue], name: 'ZodError' } } }])(
	'finds the issues in either documented nesting',
	(error) => {
		expect(issuesOf({ error })).toEqual([{ path: ['invoice_items', 0], message: 'Unrecognized', keys: ['foo'] }]);
	},
);

it.each([null, undefined, '', '<html>', 7, [], {}, { error: null }, { error: { details: 'no' } }, { error: { details: { issues: [null, 3] } } }])(
	'finds no issues in %p, and does no harm',
	(body) => {
		expect(issuesOf(body)).toEqual([]);
		expect(messageOf(body)).toBeUndefined();
	},
);

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
		readableErrors(['plain', '{"message":"inner"}', '{"error":{"message":"deeper"}}', '{"error":"text"}', '{"other":1}', '{broken']),
	).toEqual(['plain', 'inner', 'deeper', 'text', '{"other":1}', '{broken']);
});
