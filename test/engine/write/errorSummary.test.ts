import { bill, billParameters } from '../support/bills';
import { setUp } from '../support/setup';

const setup = setUp();

const stopped = async (concurrency: number, items: string[], maxTries = 1) =>
	await setup.engine.withTiming({ requestTimeout: 2_000 }).run({
		parameters: { ...billParameters, options: { concurrency } },
		items: items.map((number) => bill(number)),
		...(maxTries > 1 && { settings: { retryOnFail: true, maxTries, waitBetweenTries: 1 } }),
	});

it('several writes in flight fail → the error names the outcome of every item', async () => {
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

it('an earlier try wrote items after the one that stops the node → they are listed as accepted', async () => {
	setup.sandbox.inject({
		fault: 'timeout-before',
		match: { method: 'POST', bodyIncludes: 'A-1' },
	});
	const { error } = await stopped(2, ['A-1', 'A-2', 'A-3', 'A-4'], 3);

	const jobs = setup.sandbox.ledger.map(({ jobId }, index) => `job ${jobId} [Item ${index + 1}]`);
	expect(jobs).toHaveLength(3);
	expect(error?.description).toContain(`Propexo has accepted: ${jobs.join(', ')}.`);
	expect(error?.description).not.toContain('Not sent');
});

it('a later try finds an invalid item → what the earlier one wrote is listed as accepted', async () => {
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
