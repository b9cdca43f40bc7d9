import type { IRun } from 'n8n-workflow';

import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import type { ExecutionOptions } from '../support/runOptions';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const parameters = { resource: 'writeJob', operation: 'retry', jobId: '={{ $json.job }}' };

const failedJobs = (count: number) =>
	Array.from({ length: count }, () => ({ job: setup.sandbox.addJob({ status: 'FAILURE' }).id }));

/** The jobs that were retried, once for each retry. */
const retried = () => setup.sandbox.jobs.flatMap(({ retryOf }) => retryOf ?? []);

const killedAt = async (write: number, options: ExecutionOptions = {}): Promise<IRun> => {
	const { run } = await setup.engine.run({
		parameters,
		items: failedJobs(3),
		process: crashAtWrite(setup, write),
		...options,
	});
	setup.sandbox.beforeAnswer(undefined);
	return run;
};

const expectNoneTwice = (): void => expect(retried()).toHaveLength(new Set(retried()).size);

describe("n8n's Retry of Write Job > Retry, which was interrupted while it was writing", () => {
	it('→ an error that says so, and nothing is sent', async () => {
		const run = await killedAt(1);
		const sent = writesOf(setup).length;
		const { error } = await setup.engine.retry(run, parameters);

		expect(error?.message).toContain(ERRORS.interrupted.message);
		expect(writesOf(setup)).toHaveLength(sent);
		expectNoneTwice();
	});

	it('under Continue → an error item for every item', async () => {
		const run = await killedAt(2);
		const sent = writesOf(setup).length;
		const { items } = await setup.engine.retry(run, parameters, { settings: CONTINUE });

		expect(items.map((item) => errorOf(item)?.message)).toEqual(
			Array(3).fill(expect.stringContaining(ERRORS.interrupted.message)),
		);
		expect(writesOf(setup)).toHaveLength(sent);
	});

	it('again and again, with Retry On Fail → no job is retried twice', async () => {
		let run = await killedAt(2);
		for (let times = 0; times < 3; times++)
			run = (
				await setup.engine.retry(run, parameters, {
					settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				})
			).run;

		expectNoneTwice();
	});

	it('after an ordinary error → the rest is retried', async () => {
		const jobs = failedJobs(2);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: `/v1/admin/retry-write/${jobs[1]!.job}` },
		});
		const { run } = await setup.engine.run({ parameters, items: jobs });
		const { items, error } = await setup.engine.retry(run, parameters);

		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect([...retried()].sort()).toEqual(jobs.map(({ job }) => job).sort());
	});

	it('of an agent that insists → no job is retried twice', async () => {
		const [one] = failedJobs(1);
		const { run } = await setup.engine.run({
			parameters,
			runs: [[one!], [one!]],
			asTool: true,
			settings: CONTINUE,
			process: crashAtWrite(setup, 1),
		});
		setup.sandbox.beforeAnswer(undefined);
		await setup.engine.retry(run, parameters, { asTool: true, settings: CONTINUE });

		expect(retried()).toHaveLength(1);
	});
});

it('an agent that retries the same job twice at once → retried once', async () => {
	const [one] = failedJobs(1);
	const results = await setup.engine.callToolAtOnce(parameters, [one!, one!]);

	expect(retried()).toHaveLength(1);
	expect(results.map(({ items }) => items[0]?.json.job_id)).toEqual(
		Array(2).fill(setup.sandbox.jobs.find(({ retryOf }) => retryOf)!.id),
	);
});

it('the Retry button with other jobs → a job is known by its ID, not by its item', async () => {
	const [first, second, other] = failedJobs(3).map(({ job }) => job) as [string, string, string];
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { method: 'POST', path: `/v1/admin/retry-write/${second}` },
	});
	const { run } = await setup.engine.run({
		parameters,
		items: [{ job: first }, { job: second }],
	});
	const jobId = `={{ $itemIndex === 0 ? "${other}" : "${first}" }}`;
	const { items } = await setup.engine.retry(run, { ...parameters, jobId });

	expect(retried().sort()).toEqual([first, other].sort());
	expect(items.map(({ json }) => json.retried_job_id)).toEqual([other, first]);
});
