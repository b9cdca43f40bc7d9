import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

const OURS = join(ROOT, 'dist/nodes/Propexo/PropexoAccounting.node.js');

/** One of n8n's own nodes, with more operations than ours. */
const THEIRS = join(
	ROOT,
	'test/e2e/.n8n/node_modules/n8n-nodes-base/dist/nodes/Zoho/ZohoCrm.node.js',
);

const RUNS = 9;

interface Loaded {
	/** Milliseconds to load the file and make the node, n8n-workflow being loaded already. */
	ms: number;
	/** Characters of the description as JSON. */
	size: number;
	operations: number;
}

/** Loads a node and measures it; runs in a process of its own. */
const MEASURE = `
	const load = require('node:module').createRequire(process.argv[1]);
	load('n8n-workflow');
	const began = performance.now();
	const [Node] = Object.values(load(process.argv[1]));
	const { description } = new Node();
	const ms = performance.now() - began;
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

it('the description is light, and loads within a few times what one of n8n takes', () => {
	const runs = Array.from({ length: RUNS }, () => ({ ours: load(OURS), theirs: load(THEIRS) }));
	const { ours, theirs } = runs[0]!;
	const ms = {
		ours: median(runs.map((run) => run.ours.ms)),
		theirs: median(runs.map((run) => run.theirs.ms)),
	};
	const line = (name: string, { operations, size }: Loaded, took: number): string =>
		`${name}: ${operations} operations, ${Math.round(size / 1000)} kB, ${Math.round(took)} ms to load`;
	process.stdout.write(
		`${line('Propexo Accounting', ours, ms.ours)}; ${line('Zoho CRM', theirs, ms.theirs)}\n`,
	);

	expect(ours.size).toBeLessThan(400_000);
	expect(ms.ours / ms.theirs).toBeLessThan(10);
});
