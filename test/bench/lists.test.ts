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

const measureSearch = async (
	filter?: string,
): Promise<{ ms: number; requests: number; results: number }> => {
	const requestsBefore = sandbox.requests.length;
	const startedAt = performance.now();
	const { results } = await engine.search('searchVendor', form, filter);
	return {
		ms: performance.now() - startedAt,
		requests: sandbox.requests.length - requestsBefore,
		results: results.length,
	};
};

it('a list of 10,000 records opens with one request, and only the first search reads it whole', async () => {
	const opened = await measureSearch();
	const first = await measureSearch('plumb');
	const next = await measureSearch('plumbing');
	const describeRun = (name: string, { ms, requests }: typeof first): string =>
		`${name} ${Math.round(ms)} ms (${requests} requests)`;
	process.stdout.write(
		`Vendors, ${RECORDS} records: ${describeRun('open', opened)}, ${describeRun('first search', first)}, ${describeRun('next letters', next)}\n`,
	);

	expect(opened.requests).toBe(1);
	expect(first.requests).toBeGreaterThanOrEqual(RECORDS / 250);
	expect(next.requests).toBe(0);
	expect(next.ms).toBeLessThan(first.ms);
	expect(next.results).toBeGreaterThan(0);
}, 60_000);
