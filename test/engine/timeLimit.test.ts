import { bill, billParameters } from './support/bills';
import { serve, type Served } from './support/serve';
import { setUp } from './support/setup';
import { TIME } from './support/time';

const setup = setUp();
const { request } = TIME;

/** How many connections the dripping server has open. */
let open = 0;
let dripping: Served;
beforeAll(async () => {
	dripping = await serve((_, response) => {
		open++;
		response.writeHead(200, { 'content-type': 'application/json' });
		const drip = setInterval(() => response.write(' '), 50);
		response.on('close', () => {
			open--;
			clearInterval(drip);
		});
	});
});
afterAll(() => dripping.close());
beforeEach(() => {
	TIME.request = 500;
});
afterEach(() => {
	TIME.request = request;
});

const timed = async <T>(run: () => Promise<T>): Promise<{ result: T; took: number }> => {
	const began = Date.now();
	const result = await run();
	return { result, took: Date.now() - began };
};

const isClosed = async (): Promise<boolean> => {
	for (let looks = 0; open && looks < 20; looks++)
		await new Promise((resolve) => setTimeout(resolve, 50));
	return open === 0;
};

describe('an answer that drips for ever', () => {
	it('to a write ends in an unknown outcome when the time is up, and its connection is closed', async () => {
		const engine = setup.engine.with({ baseUrl: dripping.url });
		const parameters = { resource: 'writeJob', operation: 'retry', jobId: 'job-1' };
		const { result, took } = await timed(
			async () => await engine.run({ parameters, cancelAfter: 6_000 }),
		);

		expect(result.error?.message).toBe(
			'Nobody knows whether job job-1 is tried again: no answer came from Propexo (timeout) [Item 0]',
		);
		expect(took).toBeLessThan(3_000);
		expect(await isClosed()).toBe(true);
	}, 20_000);

	it('to a picker ends too', async () => {
		TIME.request = 100;
		const engine = setup.engine.with({ baseUrl: dripping.url });
		await expect(
			engine.search('searchVendor', { resource: 'invoice', operation: 'create', pms: 'buildium' }),
		).rejects.toThrow('No answer came from Propexo (timeout)');
		expect(await isClosed()).toBe(true);
	}, 30_000);
});

it('the cancel button still ends a request', async () => {
	TIME.request = request;
	const { took } = await timed(
		async () =>
			await setup.engine
				.with({ baseUrl: dripping.url })
				.run({ parameters: billParameters, items: [bill('A-1')], cancelAfter: 500 }),
	);

	expect(took).toBeLessThan(2_000);
	expect(await isClosed()).toBe(true);
}, 20_000);

it('a write has more time the more it sends, because a slow line needs it', async () => {
	const { upload } = TIME;
	Object.assign(TIME, { request: 100, upload: 0.2 });
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 400 }, match: { method: 'POST' } });
	const { items } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
	TIME.upload = upload;

	expect(items.map(({ json }) => json.job_id)).toEqual(
		setup.sandbox.ledger.map(({ jobId }) => jobId),
	);
	expect(items).toHaveLength(1);
});
