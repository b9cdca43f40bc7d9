import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

// n8n-core reads its settings when it is loaded, so Jest runs this before each test file: tests
// must not find the settings of the user who runs them.
const userFolder = resolve(
	__dirname,
	`../../../test-results/n8n-core-${process.env.JEST_WORKER_ID ?? '0'}`,
);
mkdirSync(userFolder, { recursive: true });
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_LOG_LEVEL = 'silent';
