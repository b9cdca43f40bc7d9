import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The project's root folder. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The folder with the real n8n. */
export const HOST = join(ROOT, 'test', 'e2e', '.n8n');

/** Where runs leave logs and pictures. */
export const RESULTS = join(ROOT, 'test-results');

/** n8n 2.41 requires this Node or a newer one. */
const OLDEST_NODE = 24;

/**
 * The Node that runs n8n: the one that npm has installed with n8n (on Linux), else the one
 * that runs this.
 *
 * @throws Error when there is none
 */
export function hostNode(): string {
	const name = `node-${process.platform}-${process.arch}`;
	const bundled = join(HOST, 'node_modules', name, 'bin', 'node');
	if (existsSync(bundled)) return bundled;
	if (parseInt(process.versions.node) >= OLDEST_NODE) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST_NODE} or newer. On Linux, \`npm start\` and \`npm run test:e2e\` install it; elsewhere install it from https://nodejs.org, put it first on the PATH and run the command again.`,
	);
}

/** Loads one of the packages that n8n itself uses, in n8n's own version. */
export function requireFromHost(name: string): unknown {
	const load: (id: string) => unknown = createRequire(join(HOST, 'package.json'));
	return load(name);
}
