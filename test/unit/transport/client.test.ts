import { createClient, extractJobId } from '../../../nodes/Propexo/transport/client';
import type { HttpOutcome } from '../../../nodes/Propexo/transport/httpOutcome';
import {
	backoffDelay,
	MAX_ATTEMPTS,
	MAX_CONNECTION_ATTEMPTS,
} from '../../../nodes/Propexo/transport/retry';
import { TIMING } from '../../../nodes/Propexo/transport/timing';

const REFUSED: HttpOutcome = { kind: 'notSent', code: 'ECONNREFUSED', retryable: true };
const ACCEPTED: HttpOutcome = {
	kind: 'response',
	status: 200,
	headers: {},
	body: { job_id: 'job-1' },
	isJson: true,
};

/** A client whose attempts have the given outcomes, then REFUSED, and how many it has made. */
const clientWith = (...outcomes: HttpOutcome[]) => {
	let attempts = 0;
	const transport = async (): Promise<HttpOutcome> => outcomes[attempts++] ?? REFUSED;
	const client = createClient(transport, { timing: { ...TIMING, initialBackoff: 0 } });
	return { client, attempts: () => attempts };
};

describe('a host that refuses connections', () => {
	it('→ reported after less than three seconds of backoff', async () => {
		const { client, attempts } = clientWith();

		expect(await client.write('POST', '/', {})).toEqual({ kind: 'rejected', cause: REFUSED });
		expect(attempts()).toBe(MAX_CONNECTION_ATTEMPTS);
		const longestDelays = Array.from({ length: MAX_CONNECTION_ATTEMPTS - 1 }, (_, index) =>
			backoffDelay(index + 1, TIMING.initialBackoff, () => 1),
		);
		expect(longestDelays.reduce((sum, delay) => sum + delay)).toBeLessThan(3_000);
	});

	it('→ every later request makes a single attempt', async () => {
		const { client, attempts } = clientWith();
		await client.read('/');
		await client.read('/');
		await client.write('POST', '/', {});

		expect(attempts()).toBe(MAX_CONNECTION_ATTEMPTS + 2);
	});

	it('and then takes them → later requests are retried again', async () => {
		const refused = new Array<HttpOutcome>(MAX_CONNECTION_ATTEMPTS).fill(REFUSED);
		const { client, attempts } = clientWith(...refused, ACCEPTED);
		await client.read('/');
		await client.read('/');
		const before = attempts();
		await client.read('/');

		expect(attempts() - before).toBe(MAX_CONNECTION_ATTEMPTS);
	});

	it('for a moment → the write is sent', async () => {
		const { client } = clientWith(REFUSED, REFUSED, ACCEPTED);

		expect(await client.write('POST', '/', {})).toMatchObject({ kind: 'accepted' });
	});
});

it('a read without a response → retried for longer than one that never connected', async () => {
	const lost: HttpOutcome = { kind: 'noResponse', code: 'ECONNRESET' };
	const { client, attempts } = clientWith(...new Array<HttpOutcome>(MAX_ATTEMPTS).fill(lost));

	expect(await client.read('/')).toEqual(lost);
	expect(attempts()).toBe(MAX_ATTEMPTS);
	expect(MAX_ATTEMPTS).toBeGreaterThan(MAX_CONNECTION_ATTEMPTS);
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
])('the job ID in %p is %p', (body, jobId) => {
	expect(extractJobId(body)).toBe(jobId);
});
