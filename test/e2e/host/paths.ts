import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The project's root folder. */
export const ROOT = join(__dirname, '..', '..', '..');

/** The folder with the real n8n. */
export const HOST = join(ROOT, 'test', 'e2e', '.n8n');

/** Where runs leave logs and pictures. */
export const RESULTS = join(ROOT, 'test-results');

/**
 * The Node that runs n8n, as the install script found it.
 *
 * @throws Error when n8n is not installed
 */
export function hostNode(): string {
	try {
		return readFileSync(join(HOST, 'node_modules', '.host-node'), 'utf8');
	} catch {
		throw new Error('n8n is not installed. Run: node scripts/install.mjs --n8n');
	}
}

/** Loads one of the packages that n8n itself uses, in n8n's own version. */
export function requireFromHost(name: string): unknown {
	const load: (id: string) => unknown = createRequire(join(HOST, 'package.json'));
	return load(name);
}
