import { bill, billParameters } from './support/bills';
import { setUp, writesOf } from './support/setup';
import { TIME } from './support/time';

const setup = setUp();

const numbers = () =>
	setup.sandbox.ledger.map(({ body }) => (body as { invoice_number: string }).invoice_number);

/** Every way in which nobody can tell whether the write took effect. */
const UNKNOWN = {
	'a reset before it': 'reset-before',
	'a reset after it': 'reset-after',
	'malformed JSON': 'malformed-json',
	'an empty answer': 'empty',
	'a 2xx without a job id': 'no-job-id',
	'a 500 before it': { kind: 'status', status: 500 },
	'a 503 after it': { kind: 'status', status: 503, effect: 'after' },
	'a 408': { kind: 'status', status: 408 },
	'a redirect': { kind: 'redirect', location: 'http://127.0.0.1:9/', status: 307 },
} as const;

describe.each(Object.entries(UNKNOWN))('a write that ends in %s', (_, fault) => {
	it('is reported as unknown and never sent again, not even by Retry On Fail', async () => {
		setup.sandbox.inject({ fault, match: { bodyIncludes: 'A-2' }, times: 10 });
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [bill('A-1'), bill('A-2'), bill('A-3')],
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(error?.message).toMatch(/^Nobody knows whether this was written: .*\[Item 1\]$/);
		expect(error?.description).toContain(
			`Propexo has accepted: job ${setup.sandbox.ledger[0]!.jobId} [Item 0].`,
		);
		expect(error?.description).toContain('Not sent: [Item 2].');
		expect(writesOf(setup)).toHaveLength(2);
	});
});

it('sends again after a 429, because nothing was written', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 429, retryAfter: 0 },
		match: { method: 'POST' },
		times: 2,
	});
	const { items } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(items).toHaveLength(1);
	expect(numbers()).toEqual(['A-1']);
	expect(writesOf(setup)).toHaveLength(3);
});

it('sends again after a refused connection, because nothing was sent', async () => {
	await setup.sandbox.refuseConnections(700);
	const { items, error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1')],
	});

	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(numbers()).toEqual(['A-1']);
});

it('gives up on a host that does not answer, and says that nothing was written', async () => {
	await setup.sandbox.stopListening();
	const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
	await setup.sandbox.listenAgain();

	expect(error?.message).toBe('Propexo could not be reached (ECONNREFUSED) [Item 0]');
	expect(error?.description).toMatch(/^Nothing was written\. Check the base URL/);
}, 30_000);

it('Retry On Fail keeps what was accepted and sends only what was refused', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { bodyIncludes: 'A-3' } });
	const { items, error } = await setup.engine.run({
		parameters: { ...billParameters, options: { concurrency: 1 } },
		items: ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => bill(number)),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	expect(error).toBeUndefined();
	expect(numbers()).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
	expect(items.map(({ json }) => json.job_id)).toEqual(
		setup.sandbox.ledger.map(({ jobId }) => jobId),
	);
	expect(writesOf(setup)).toHaveLength(5);
});

it('two equal items are two writes', async () => {
	await setup.engine.run({ parameters: billParameters, items: [bill('A-1'), bill('A-1')] });

	expect(numbers()).toEqual(['A-1', 'A-1']);
});

it('the token is in no error, even where the server sends it back', async () => {
	const body = { error: { code: 'x', message: `No access for Bearer ${setup.sandbox.token}` } };
	setup.sandbox.inject({ fault: { kind: 'status', status: 403, body }, match: { method: 'POST' } });
	const { error, run } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1')],
	});

	expect(error?.description).toContain('No access for Bearer ***');
	expect(JSON.stringify(run)).not.toContain(setup.sandbox.token);
});

it('Retry On Fail writes no item twice, not even where an expression gives another value each time', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const parameters = {
		...billParameters,
		additionalFields: { invoiceNumber: '={{ $json.number }}', description: '={{ Math.random() }}' },
		options: { concurrency: 1 },
	};
	const { items } = await setup.engine.run({
		parameters,
		items: [bill('A-1'), bill('A-2')],
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});

	expect(items).toHaveLength(2);
	expect(numbers()).toEqual(['A-1', 'A-2']);
});

it('what was sent before its integration could be looked up is told of once, also when a further try can look it up', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 408 },
		match: { path: '/v1/admin/integrations/' },
		times: 1,
	});
	setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST' } });
	const { error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1', { integration: 'intg-resman-1' })],
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	expect(error?.message).toMatch(/^Nobody knows whether this was written/);
	expect(writesOf(setup)).toHaveLength(1);
});

describe('a stop says of every item what became of it', () => {
	const stopped = async (concurrency: number, items: string[], maxTries = 1) =>
		await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency } },
			items: items.map((number) => bill(number)),
			...(maxTries > 1 && { settings: { retryOnFail: true, maxTries, waitBetweenTries: 1 } }),
		});

	it('where several writes that were under way at once went wrong', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST', bodyIncludes: 'A-1' } });
		setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST', bodyIncludes: 'A-2' } });
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-3' },
		});
		const { error } = await stopped(3, ['A-1', 'A-2', 'A-3', 'A-4']);

		expect(error?.message).toMatch(/\[Item 0\]$/);
		expect(error?.description?.split('\n').slice(1)).toEqual([
			'Nobody knows whether these were written: [Item 1].',
			'Not written: [Item 2].',
			'Not sent: [Item 3].',
		]);
	});

	it('where an earlier try had written items after the one that stops it', async () => {
		const { request } = TIME;
		TIME.request = 500;
		setup.sandbox.inject({
			fault: 'timeout-before',
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		const { error } = await stopped(2, ['A-1', 'A-2', 'A-3', 'A-4'], 3);
		TIME.request = request;

		const jobs = setup.sandbox.ledger.map(({ jobId }, index) => `job ${jobId} [Item ${index + 1}]`);
		expect(jobs).toHaveLength(3);
		expect(error?.description).toContain(`Propexo has accepted: ${jobs.join(', ')}.`);
		expect(error?.description).not.toContain('Not sent');
	});

	it('where a later try finds an item that is not valid', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: '/v1/admin/integrations/' },
			times: 2,
		});
		const { error } = await setup.engine.run({
			parameters: { ...billParameters, options: { concurrency: 1 } },
			items: [
				bill('A-1', { integration: 'intg-buildium-1' }),
				bill('A-2', { integration: 'intg-yardi-1' }),
			],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error?.message).toMatch(/runs on Yardi.*\[Item 1\]$/);
		expect(error?.description).toBe(
			`Nothing more was written.\nPropexo has accepted: job ${setup.sandbox.ledger[0]!.jobId} [Item 0].`,
		);
	});
});

it.each(['null', '[]', '42'])(
	'an integration that is described as %s is left to Propexo to check',
	async (body) => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 200, body },
			match: { path: '/v1/admin/integrations/' },
		});
		const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(error).toBeUndefined();
		expect(numbers()).toEqual(['A-1']);
	},
);
