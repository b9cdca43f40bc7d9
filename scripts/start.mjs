import { build } from './build.mjs';
import { installHost, installProject } from './install.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { onStopRequest } from './lib/stop.mjs';

// npm start: a real n8n with this package and a local Propexo, with nothing but Node and npm.
const leaveSignalsToUs = endCommandsOnSignal();
await runMain(async () => {
	const ports = { n8n: portFrom('N8N_PORT', 5678), sandbox: portFrom('SANDBOX_PORT', 4010) };
	await installProject();
	await installHost();
	await build({ onlyIfChanged: true });
	// Only now are there packages that can load TypeScript.
	const { tsImport } = await import('tsx/esm/api');
	/** @type {typeof import('./start/demo.js')} */
	const { runDemo } = await tsImport('./start/demo.ts', import.meta.url);
	leaveSignalsToUs();
	await runDemo(ports, stopRequest()).catch((error) => {
		throw new Failure(error instanceof Error ? error.message : String(error));
	});
});

/**
 * Resolves when this process is asked to end. Asked again, it ends at once: what it has
 * started is then ended by force.
 *
 * @returns {Promise<void>}
 */
async function stopRequest() {
	let asked = false;
	await new Promise((resolve) => {
		onStopRequest(() => {
			if (asked) process.exit(1);
			asked = true;
			resolve(undefined);
		});
	});
}

/**
 * @param {string} name of the environment variable
 * @param {number} otherwise
 * @throws {Failure} when it is no port
 */
function portFrom(name, otherwise) {
	const text = process.env[name];
	if (!text) return otherwise;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Failure(`${name} is "${text}", which is no port. Give a whole number from 1 to 65535.`);
}
