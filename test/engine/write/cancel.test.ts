import { ExecuteContext } from 'n8n-core';

import { formatItems } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { bill, billParameters } from '../support/bills';
import { eventually, HANG_MS, pause, timed } from '../support/eventually';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { serveEndless } from '../support/serve';
import { acceptedJobs, requestsTo, setUp, whenIdle, writesOf } from '../support/setup';
import { STATUS } from '../support/trigger';

const setup = setUp();

afterEach(() => jest.restoreAllMocks());

/** The warnings that the node logs from here on. */
const collectWarnings = (): string[] => {
	const warnings: string[] = [];
	const logger = {
		warn: (text: string) => void warnings.push(text),
		debug() {},
		info() {},
		error() {},
	};
	jest.spyOn(ExecuteContext.prototype, 'logger', 'get').mockReturnValue(logger as never);
	return warnings;
};

/** The line of the accepted jobs, where the first items of a run were accepted in order. */
const acceptedFirst = (): string =>
	acceptedLine(...acceptedJobs(setup).map((job, item) => [job, item] as const));

const warning = (...lines: string[]): string => [`${ERRORS.canceled}.`, ...lines].join(' ');

const descriptionOf = (...lines: string[]): string =>
	descriptionWith({ description: '' }, ...lines);

/** Longer than a test may take, in seconds: only the cancel ends the wait. */
const waitTimeout = (2 * HANG_MS) / 1_000;

describe('cancel → the log and the error name the outcome of every item', () => {
	it('while a write is in flight', async () => {
		const warnings = collectWarnings();
		setup.sandbox.inject({
			fault: 'timeout-after',
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			cancelWhen: () => writesOf(setup).length === 2,
		});

		const summary = [
			acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
			SUMMARY.unknown(formatItems([1])),
			SUMMARY.notSent(formatItems([2])),
		];
		expect(warnings).toEqual([warning(...summary)]);
		expect(error?.description).toBe(descriptionOf(...summary));
	});

	it('while the node waits for completion', async () => {
		const warnings = collectWarnings();
		setup.sandbox.setOptions({ jobDurationMs: null });
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { waitForCompletion: true, concurrency: 1 } },
			items: [bill('A-1'), bill('A-2')],
			cancelWhen: () => requestsTo(setup, STATUS.path).length > 0,
		});

		expect(acceptedJobs(setup)).toHaveLength(2);
		expect(warnings).toEqual([warning(acceptedFirst())]);
		expect(error?.description).toBe(descriptionOf(acceptedFirst()));
	});

	it('before a later try of Retry On Fail has sent anything', async () => {
		const warnings = collectWarnings();
		const INTEGRATIONS = '/v1/admin/integrations/';
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		setup.sandbox.beforeAnswer((method) => {
			if (method !== 'POST') return;
			setup.sandbox.inject({
				fault: 'timeout-before',
				match: { path: INTEGRATIONS },
				times: null,
			});
		});
		await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2')],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			cancelWhen: () => requestsTo(setup, INTEGRATIONS).length === 2,
		});

		expect(warnings).toEqual([warning(acceptedFirst(), SUMMARY.notSent(formatItems([1])))]);
	});

	it('while Write Job > Retry is in flight', async () => {
		const warnings = collectWarnings();
		const [job, other] = [1, 2].map(() => setup.sandbox.addJob({ status: 'FAILURE' }).id);
		setup.sandbox.inject({
			fault: 'timeout-after',
			match: { path: `/v1/admin/retry-write/${other}` },
		});
		await setup.engine.run({
			parameters: { resource: 'writeJob', operation: 'retry', jobId: '={{ $json.job }}' },
			items: [{ job: job! }, { job: other! }],
			cancelWhen: whenIdle(setup),
		});

		const accepted = setup.sandbox.jobs.find(({ retryOf }) => retryOf === job)!.id;
		expect(warnings).toEqual([
			warning(acceptedLine([accepted, 0]), SUMMARY.unknown(formatItems([1]))),
		]);
	});
});

/** The timers and connections that this process holds open. */
const openHandles = (): number =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'TCPSocketWrap')
		.length;

it.each([
	['the wait for completion', () => undefined],
	// The window is short enough that the response, which the limit delays, is there before the cancel.
	['the wait for the rate limit', () => setup.sandbox.setOptions({ limit: 1, minuteMs: 10_000 })],
	[
		'a request without a response',
		() => setup.sandbox.inject({ fault: 'timeout-before', match: { method: 'POST' } }),
	],
])('cancel during %s → the node ends and leaves nothing open', async (_, arrange) => {
	await pause(700);
	const before = openHandles();
	setup.sandbox.setOptions({ jobDurationMs: null });
	arrange();
	const { took } = await timed(
		async () =>
			await setup.engine.run({
				parameters: { ...billParameters, options: { waitForCompletion: true, waitTimeout } },
				items: [bill('A-1'), bill('A-2')],
				cancelWhen: whenIdle(setup, 600),
			}),
	);

	expect(took).toBeLessThan(HANG_MS);
	await eventually('no timer and no connection is left', () => openHandles() <= before);
});

it('cancel after the first status request → the node ends instead of asking until the timeout', async () => {
	setup.sandbox.setOptions({ jobDurationMs: null });
	await setup.engine.withTiming({ pollInitialInterval: 50, pollMaxInterval: 50 }).run({
		parameters: { ...billParameters, options: { waitForCompletion: true, waitTimeout } },
		items: [bill('A-1')],
		cancelWhen: () => requestsTo(setup, STATUS.path).length > 0,
	});

	// Until the timeout it would ask more than a thousand times.
	expect(requestsTo(setup, STATUS.path).length).toBeLessThan(20);
});

it('cancel during a response that never ends → the node ends and closes the connection', async () => {
	const endless = await serveEndless();
	const { took } = await timed(
		async () =>
			await setup.engine.withCredential({ baseUrl: endless.url }).run({
				parameters: billParameters,
				items: [bill('A-1')],
				cancelWhen: () => endless.openResponses() > 0,
			}),
	);

	expect(took).toBeLessThan(HANG_MS);
	await eventually('the connection is closed', () => endless.openResponses() === 0);
	endless.close();
});
