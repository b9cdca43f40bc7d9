/**
 * What this machine lacks for some of the end-to-end tests. In CI nothing may be left
 * out quietly, so there a missing browser is not listed here: its tests fail.
 *
 * @returns {Promise<string[]>} a sentence each: what is left out, and how to get it
 */
export async function whatIsMissing() {
	// Only now: on a fresh clone tsx was not there yet when this file was loaded.
	const { tsImport } = await import('tsx/esm/api');
	/** @type {typeof import('../../test/e2e/host/machine.js')} */
	const machine = await tsImport('../../test/e2e/host/machine.ts', import.meta.url);
	return await machine.whatIsMissing();
}
