import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billName, billParameters, writtenNumbers } from '../support/bills';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const { clientError, noResponse, notJson, redirect, serverError, unexpected } = CONNECTION_MESSAGES;

/** Faults after which it is unknown whether the write took effect, and why it is. */
const UNKNOWN = [
	['a connection reset before it takes effect', 'reset-before', noResponse('ECONNRESET')],
	['a connection reset after it took effect', 'reset-after', noResponse('ECONNRESET')],
	['malformed JSON', 'malformed-json', notJson],
	['an empty response', 'empty', notJson],
	['a 2xx without a job ID', 'no-job-id', unexpected],
	['a 500 before it takes effect', { kind: 'status', status: 500 }, serverError(500)],
	[
		'a 503 after it took effect',
		{ kind: 'status', status: 503, effect: 'after' },
		serverError(503),
	],
	['a 408', { kind: 'status', status: 408 }, clientError(408)],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/', status: 307 }, redirect(307)],
] as const;

describe.each(UNKNOWN)('a write that ends in %s', (_, fault, reason) => {
	it('→ reported as unknown and never sent again, not even by Retry On Fail', async () => {
		setup.sandbox.inject({ fault, match: { bodyIncludes: 'A-2' }, times: 10 });
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		const text = ERRORS.outcomeUnknown(reason, billName('A-2'));
		expect(error?.message).toBe(`${text.message} ${itemTag(1)}`);
		expect(error?.description).toBe(
			descriptionWith(
				text,
				acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
				SUMMARY.notSent(formatItems([2])),
			),
		);
		expect(writesOf(setup)).toHaveLength(2);
	});
});

it('a 429 on the write → sent again, because nothing was written', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 429, retryAfter: 0 },
		match: { method: 'POST' },
		times: 2,
	});
	const { items } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(items).toHaveLength(1);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	expect(writesOf(setup)).toHaveLength(3);
});

it('two equal items → two writes', async () => {
	await setup.engine.run({ parameters: billParameters, items: [bill('A-1'), bill('A-1')] });

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
});
