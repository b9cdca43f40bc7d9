import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, absolute. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where runs leave their logs, counts and pictures. Git-ignored. */
export const RESULTS = join(ROOT, 'test-results');

/** The real n8n's own folder, apart from the project's packages. */
export const HOST = join(ROOT, 'test', 'e2e', '.n8n');

/** Where `npm start` keeps its n8n's database and settings. Git-ignored. */
export const DEMO = join(ROOT, '.n8n-host');
