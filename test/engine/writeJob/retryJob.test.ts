import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
	withReason,
} from '../../../nodes/Propexo/transport/errorMessages';
import { SEGMENT_ISSUES } from '../../../nodes/Propexo/transport/pathSegment';
import { toHtml } from '../../../nodes/Propexo/utils/errorText';
import { errorOf } from '../support/errorOf';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const retry = { resource: 'writeJob', operation: 'retry', jobId: '={{ $json.job }}' };

const failedJob = (): string => setup.sandbox.addJob({ status: 'FAILURE' }).id;

/** The jobs that retries have started. */
const retries = () => setup.sandbox.jobs.filter(({ retryOf }) => retryOf);

/** The jobs that were retried, once for each retry. */
const retried = () =>
	retries()
		.map(({ retryOf }) => retryOf)
		.sort();

/** The job that a retry of a job has started. */
const newJobOf = (job: string | undefined) => retries().find(({ retryOf }) => retryOf === job)?.id;

const missingJobId = (item: number): string =>
	`${ERRORS.invalidJobId(SEGMENT_ISSUES.missing).message} ${itemTag(item)}`;

describe('Write Job > Retry', () => {
	it('two failed jobs → a retry of each, and the new jobs', async () => {
		const jobs = [failedJob(), failedJob()];
		const { items, error } = await setup.engine.run({
			parameters: retry,
			items: jobs.map((job) => ({ job })),
		});

		expect(error).toBeUndefined();
		expect(
			writesOf(setup)
				.map(({ method, path, body }) => [method, path, body])
				.sort(),
		).toEqual(jobs.map((job) => ['POST', `/v1/admin/retry-write/${job}`, {}]).sort());
		expect(retried()).toEqual([...jobs].sort());
		expect(items).toEqual(
			jobs.map((job, item) => ({
				json: { success: true, job_id: newJobOf(job), retried_job_id: job },
				pairedItem: [{ item }],
			})),
		);
	});

	it('a job that two items name → retried once, because each retry writes', async () => {
		const [job, other] = [failedJob(), failedJob()];
		const { items } = await setup.engine.run({
			parameters: retry,
			items: [{ job }, { job: other }, { job }],
		});

		expect(retried()).toEqual([job, other].sort());
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
	});

	it('a job that did not fail → an error that says why', async () => {
		const job = setup.sandbox.addJob({ status: 'SUCCESS' }).id;
		const { error } = await setup.engine.run({ parameters: retry, items: [{ job }] });

		const { message, description } = STATUS_MESSAGES[400]!;
		const reason = 'Only failed writes can be retried; this one is SUCCESS';
		const expected = ERRORS.retryRefused(job, {
			message,
			description: withReason(description, reason),
		});
		expect(error?.message).toBe(`${expected.message} ${itemTag(0)}`);
		expect(error?.description).toBe(expected.description);
		expect(error?.httpCode).toBe('400');
		expect(retried()).toEqual([]);
	});

	it('an unknown job → an error that names it', async () => {
		const { error } = await setup.engine.run({
			parameters: retry,
			items: [{ job: 'job-unknown' }],
		});

		expect(error?.message).toBe(`${ERRORS.notFound('write job job-unknown')} ${itemTag(0)}`);
		expect(error?.httpCode).toBe('404');
	});

	it('a missing job ID → no request at all', async () => {
		const { error } = await setup.engine.run({
			parameters: retry,
			items: [{ job: failedJob() }, {}],
		});

		expect(error?.message).toBe(missingJobId(1));
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('unknown and missing jobs under Continue → error items; the others are retried', async () => {
		const job = failedJob();
		const { items } = await setup.engine.run({
			parameters: retry,
			items: [{ job: 'unknown-id' }, { job }, {}],
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map((item) => errorOf(item)?.message ?? item.json.retried_job_id)).toEqual([
			`${ERRORS.notFound('write job unknown-id')} ${itemTag(0)}`,
			job,
			missingJobId(2),
		]);
	});
});

const { noResponse, serverError, notJson, unexpected } = CONNECTION_MESSAGES;

/** Faults after which it is unknown whether Propexo accepted the retry, and why. */
const UNKNOWN = [
	['a connection reset before it takes effect', 'reset-before', noResponse('ECONNRESET')],
	['a connection reset after it took effect', 'reset-after', noResponse('ECONNRESET')],
	['a 500', { kind: 'status', status: 500 }, serverError(500)],
	[
		'a 503 after it took effect',
		{ kind: 'status', status: 503, effect: 'after' },
		serverError(503),
	],
	['malformed JSON', 'malformed-json', notJson],
	['a 2xx without a job ID', 'no-job-id', unexpected],
	[
		'a response that says no but names a job',
		{ kind: 'status', status: 200, body: { success: false, job_id: 'job-x' } },
		unexpected,
	],
] as const;

describe.each(UNKNOWN)('a retry that ends in %s', (_, fault, reason) => {
	it('→ reported as unknown and never sent again, not even by Retry On Fail', async () => {
		const jobs = [failedJob(), failedJob()];
		setup.sandbox.inject({ fault, match: { path: `/v1/admin/retry-write/${jobs[1]}` }, times: 10 });
		const { error } = await setup.engine.run({
			parameters: retry,
			items: jobs.map((job) => ({ job })),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		const { message, description } = ERRORS.retryUnknown(jobs[1]!, reason);
		const accepted = SUMMARY.accepted([SUMMARY.job(newJobOf(jobs[0])!, formatItems([0]))]);
		expect(error?.message).toBe(`${message} ${itemTag(1)}`);
		expect(error?.description).toBe(toHtml({ description, bullets: [accepted] }));
		expect(writesOf(setup)).toHaveLength(2);
	});
});

it('a 429 on the retry → sent again, because it had no effect', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 429, retryAfter: 0 }, times: 2 });
	const { items } = await setup.engine.run({ parameters: retry, items: [{ job: failedJob() }] });

	expect(items).toHaveLength(1);
	expect(retried()).toHaveLength(1);
	expect(writesOf(setup)).toHaveLength(3);
});

it('Retry On Fail → accepted retries are not sent again', async () => {
	const jobs = [failedJob(), failedJob()];
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { path: `/v1/admin/retry-write/${jobs[1]}` },
	});
	const { items, error } = await setup.engine.run({
		parameters: retry,
		items: jobs.map((job) => ({ job })),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	expect(error).toBeUndefined();
	expect(retried()).toEqual([...jobs].sort());
	expect(items.map(({ json }) => json.job_id)).toEqual(jobs.map(newJobOf));
});
