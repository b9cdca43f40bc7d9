import { extractJobId } from '../../../nodes/Propexo/transport/client';

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
])('the job ID in %p is %p', (body, jobId) => {
	expect(extractJobId(body)).toBe(jobId);
});
