import { Engine } from '../engine/support/engine';
import { type Sandbox, startSandbox } from '../sandbox';

const INTEGRATION = 'intg-buildium-1';

const RECORDS = 10_000;

let sandbox: Sandbox;
let engine: Engine;
beforeAll(async () => {
	sandbox = await startSandbox({ limit: 1_000_000 });
	sandbox.seed('vendors', RECORDS, INTEGRATION);
	engine = await Engine.load({
		environment: 'custom',
		baseUrl: sandbox.url,
		apiToken: sandbox.token,
	});
});
afterAll(async () => await sandbox.close());

const form = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION } };

const timed = async (
	filter?: string,
): Promise<{ ms: number; requests: number; results: number }> => {
	const asked = sandbox.requests.length;
	const began = performance.now();
	const { results } = await engine.search('searchVendor', form, filter);
	return {
		ms: performance.now() - began,
		requests: sandbox.requests.length - asked,
		results: results.length,
	};
};

it('a list of 10,000 records opens at once, and only the first letters of a search read it whole', async () => {
	const opened = await timed();
	const first = await timed('plumb');
	const next = await timed('plumbing');
	const line = (name: string, { ms, requests }: typeof first): string =>
		`${name} ${Math.round(ms)} ms (${requests} requests)`;
	process.stdout.write(
		`Vendors, ${RECORDS} records: ${line('open', opened)}, ${line('first search', first)}, ${line('next letters', next)}\n`,
	);

	expect(opened.requests).toBe(1);
	expect(first.requests).toBeGreaterThanOrEqual(RECORDS / 250);
	expect(next.requests).toBe(0);
	expect(next.ms).toBeLessThan(first.ms);
	expect(next.results).toBeGreaterThan(0);
}, 60_000);
