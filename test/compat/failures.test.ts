import { itemTag } from '../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { bill, billName, billParameters, writtenNumbers } from '../engine/support/bills';
import { crashAtWrite } from '../engine/support/crash';
import { SingleCredential } from '../engine/support/credentials';
import { errorOf } from '../engine/support/errorOf';
import { keyedBills } from '../engine/support/keyedBills';
import { acceptedJobs, setUp, writesOf } from '../engine/support/setup';
import { PROMISES } from './promises';

const setup = setUp({}, { initialBackoff: 50 });

afterEach(() => jest.restoreAllMocks());

const oneAtATime = { ...billParameters, options: { concurrency: 1 } };

const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const rejectOnce = (bodyIncludes: string): void => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes },
	});
};

/** What the node says of a single bill whose outcome is unknown. */
const unknownOutcome = (number: string, status: number): string =>
	`${ERRORS.outcomeUnknown(CONNECTION_MESSAGES.serverError(status), billName(number)).message} ${itemTag(0)}`;

describe(PROMISES.errorOutput, () => {
	const continueOnError = { onError: 'continueErrorOutput' } as const;

	it('an invalid item', async () => {
		const { items, errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1', { vendor: '' }), bill('A-2')],
			settings: continueOnError,
		});

		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-2']);
		expect(errorItems.map(({ json }) => json)).toMatchObject([
			{ error: { message: expect.any(String) as string }, number: 'A-1' },
		]);
	});

	it('an item that the PMS rejects, with its job', async () => {
		setup.sandbox.decide({
			outcome: { status: 'FAILURE', errors: ['closed'] },
			match: { bodyIncludes: 'A-1' },
		});
		const { items, errorItems } = await setup.engine.run({
			parameters: { ...billParameters, options: { waitForCompletion: true } },
			items: [bill('A-1'), bill('A-2')],
			settings: continueOnError,
		});

		expect(items.map(({ json }) => json.write_status)).toEqual(['SUCCESS']);
		expect(errorItems.map(errorOf)).toMatchObject([
			{ job_id: acceptedJobs(setup)[0], write_status: 'FAILURE', errors: ['closed'] },
		]);
	});
});

describe(PROMISES.retryOnFail, () => {
	it('a rejected item among accepted ones → only that one is sent again', async () => {
		rejectOnce('A-2');
		const { items, error } = await setup.engine.run({
			parameters: oneAtATime,
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			settings: retryOnFail,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});
});

describe(PROMISES.retryButton, () => {
	it('an execution that stopped at its second item → the first is not written again', async () => {
		rejectOnce('A-2');
		const { run } = await setup.engine.run({
			parameters: oneAtATime,
			items: [bill('A-1'), bill('A-2')],
		});
		const { items } = await setup.engine.retry(run, oneAtATime);

		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('an execution whose process was killed at its second write → nothing is sent', async () => {
		const { run } = await setup.engine.run({
			parameters: oneAtATime,
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			process: crashAtWrite(setup, 2),
		});
		setup.sandbox.beforeAnswer(undefined);
		const { error } = await setup.engine.retry(run, oneAtATime);

		expect(error?.message).toContain(ERRORS.interrupted.message);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});
});

describe(PROMISES.keys, () => {
	it('the same key in two executions → written once', async () => {
		await setup.engine.run({ parameters: keyedBills(), items: [bill('B-1')] });
		const { items } = await setup.engine.run({
			parameters: keyedBills(),
			items: [bill('B-1'), bill('B-2')],
		});

		expect(writtenNumbers(setup.sandbox)).toEqual(['B-1', 'B-2']);
		expect(items.map(({ json }) => json.skipped)).toEqual([true, undefined]);
	});
});

describe(PROMISES.unknown, () => {
	it('a 502 under Retry On Fail', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 502, effect: 'after' },
			match: { method: 'POST' },
			times: null,
		});
		const { error } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1')],
			settings: retryOnFail,
		});

		expect(error?.message).toBe(unknownOutcome('A-1', 502));
		expect(writesOf(setup)).toHaveLength(1);
	});
});

describe(PROMISES.refused, () => {
	it('a host that accepts connections again → the write is sent', async () => {
		const { authenticate } = SingleCredential.prototype;
		let attempts = 0;
		jest.spyOn(SingleCredential.prototype, 'authenticate').mockImplementation(async function (
			this: SingleCredential,
			credentials,
			type,
			options,
		) {
			if (options.method === 'POST') {
				attempts++;
				await (attempts === 1 ? setup.sandbox.stopListening() : setup.sandbox.listenAgain());
			}
			return await authenticate.call(this, credentials, type, options);
		});
		const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(error).toBeUndefined();
		expect(attempts).toBe(2);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('a host that keeps refusing → reported as not written', async () => {
		await setup.sandbox.stopListening();
		const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
		await setup.sandbox.listenAgain();

		const { message } = ERRORS.requestRejected(
			CONNECTION_MESSAGES.notSent('ECONNREFUSED'),
			[],
			billName('A-1'),
		);
		expect(error?.message).toBe(`${message} ${itemTag(0)}`);
	});
});

describe(PROMISES.tools, () => {
	it('one after the other → one write, and its job for both', async () => {
		const { outputs } = await setup.engine.run({
			parameters: billParameters,
			runs: [[bill('A-1')], [bill('A-1')]],
			asTool: true,
		});

		const [job] = acceptedJobs(setup);
		expect(outputs.map(({ items }) => items[0]?.json.job_id)).toEqual([job, job]);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('at the same time → one write, and its job for both', async () => {
		const calls = await setup.engine.callToolAtOnce(billParameters, [bill('A-1'), bill('A-1')]);

		const [job] = acceptedJobs(setup);
		expect(calls.map(({ items }) => items[0]?.json.job_id)).toEqual([job, job]);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});
});
