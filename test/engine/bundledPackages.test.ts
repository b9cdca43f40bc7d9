import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const NAME = 'n8n-nodes-propexo';

/** Loads everything that package.json declares to n8n, as n8n does when it starts. */
const LOAD = `
	const { n8n } = require('${NAME}/package.json');
	const names = [...n8n.nodes, ...n8n.credentials].map((file) => {
		const [Type] = Object.values(require('${NAME}/' + file));
		const type = new Type();
		return type.name ?? type.description.name;
	});
	process.stdout.write(JSON.stringify(names));
`;

let folder: string;

/** n8n's folder of community packages, where all of them share what npm installs for one. */
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'propexo-'));
	const modules = join(folder, 'node_modules');
	mkdirSync(join(modules, 'zod'), { recursive: true });
	cpSync(join(ROOT, 'dist'), join(modules, NAME, 'dist'), { recursive: true });
	cpSync(join(ROOT, 'package.json'), join(modules, NAME, 'package.json'));
	symlinkSync(join(ROOT, 'node_modules/n8n-workflow'), join(modules, 'n8n-workflow'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the built package beside a zod that does not load → loads', () => {
	const zod = join(folder, 'node_modules/zod');
	writeFileSync(join(zod, 'package.json'), JSON.stringify({ name: 'zod', version: '3.22.4' }));
	writeFileSync(join(zod, 'index.js'), 'throw new Error("An old zod");');

	const { stdout, stderr } = spawnSync(process.execPath, ['-e', LOAD], {
		cwd: folder,
		encoding: 'utf8',
	});

	expect(stderr).toBe('');
	expect(JSON.parse(stdout)).toEqual([
		'propexoAccounting',
		'propexoAccountingTrigger',
		'propexoApi',
	]);
});

it('the built package → requires n8n-workflow and node:crypto only', () => {
	const files = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' });
	const required = files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => [
			...readFileSync(join(ROOT, 'dist', file), 'utf8').matchAll(/\brequire\("([^."][^"]*)"\)/g),
		])
		.map(([, name]) => name);

	expect([...new Set(required)].sort()).toEqual(['n8n-workflow', 'node:crypto']);
});
