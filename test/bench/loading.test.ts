import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

const PROPEXO_NODE = join(ROOT, 'dist/nodes/Propexo/PropexoAccounting.node.js');

/** One of n8n's own nodes, with more operations than Propexo Accounting. */
const N8N_NODE = join(
	ROOT,
	'test/e2e/.n8n/node_modules/n8n-nodes-base/dist/nodes/Zoho/ZohoCrm.node.js',
);

const RUNS = 9;

interface Loaded {
	/** Milliseconds to load the file and create the node, with n8n-workflow already loaded. */
	ms: number;
	/** Characters of the description as JSON. */
	size: number;
	operations: number;
}

/** Loads a node and measures it; runs in a process of its own. */
const MEASURE = `
	const load = require('node:module').createRequire(process.argv[1]);
	load('n8n-workflow');
	const startedAt = performance.now();
	const [Node] = Object.values(load(process.argv[1]));
	const { description } = new Node();
	const ms = performance.now() - startedAt;
	const operations = description.properties
		.filter(({ name }) => name === 'operation')
		.reduce((sum, { options }) => sum + options.length, 0);
	process.stdout.write(JSON.stringify({ ms, size: JSON.stringify(description).length, operations }));
`;

/** Loads a node in a fresh process, as n8n does when it starts. */
const load = (file: string): Loaded =>
	JSON.parse(
		execFileSync(process.execPath, ['-e', MEASURE, file], { encoding: 'utf8', cwd: ROOT }),
	) as Loaded;

const median = (values: number[]): number =>
	values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

it('the description is below 400 kB and loads within ten times what one of n8n takes', () => {
	const runs = Array.from({ length: RUNS }, () => ({
		propexo: load(PROPEXO_NODE),
		n8n: load(N8N_NODE),
	}));
	const { propexo, n8n } = runs[0]!;
	const ms = {
		propexo: median(runs.map((run) => run.propexo.ms)),
		n8n: median(runs.map((run) => run.n8n.ms)),
	};
	const line = (name: string, { operations, size }: Loaded, took: number): string =>
		`${name}: ${operations} operations, ${Math.round(size / 1000)} kB, ${Math.round(took)} ms to load`;
	process.stdout.write(
		`${line('Propexo Accounting', propexo, ms.propexo)}; ${line('Zoho CRM', n8n, ms.n8n)}\n`,
	);

	expect(propexo.size).toBeLessThan(400_000);
	expect(ms.propexo / ms.n8n).toBeLessThan(10);
});
