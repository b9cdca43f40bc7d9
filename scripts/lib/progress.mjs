import { statfs } from 'node:fs/promises';

const REDRAW_MS = 1_000;
const PLAIN_LINE_MS = 15_000;

/**
 * Writes one plain line for the person at the terminal. It goes to stderr, so that
 * a command whose stdout is data (the catalogue) stays clean.
 *
 * @param {string} text
 */
export function say(text) {
	process.stderr.write(`${text}\n`);
}

/**
 * Seconds since a moment, for people: "7 s", "2 min 05 s".
 *
 * @param {number} startedMs a `Date.now()`
 * @returns {string}
 */
export function elapsed(startedMs) {
	const seconds = Math.round((Date.now() - startedMs) / 1_000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Shows that a long step is alive while it runs: in place on a terminal, else a
 * plain line every 15 seconds. Ends with a line telling how long it took.
 *
 * @template T
 * @param {string} text what is going on and why it is long
 * @param {() => Promise<T>} work
 * @param {(() => Promise<string>)} [detail] more to tell as it goes, such as a size
 * @returns {Promise<T>} what the work gives
 */
export async function withProgress(text, work, detail = async () => '') {
	const inPlace = process.stderr.isTTY === true;
	const started = Date.now();
	const line = async () => {
		const more = await detail();
		return `… ${text} ${elapsed(started)}${more ? `, ${more}` : ''}`;
	};
	if (!inPlace) say(`… ${text}`);
	const timer = setInterval(
		async () => {
			const now = await line();
			// Cut to the width: a wrapped line could not be overwritten.
			if (inPlace)
				process.stderr.write(`\r\x1b[K${now.slice(0, (process.stderr.columns ?? 80) - 1)}`);
			else say(now);
		},
		inPlace ? REDRAW_MS : PLAIN_LINE_MS,
	);
	const end = (/** @type {string} */ mark) => {
		clearInterval(timer);
		if (inPlace) process.stderr.write('\r\x1b[K');
		say(`${mark} ${text} ${elapsed(started)}`);
	};
	try {
		const result = await work();
		end('✔');
		return result;
	} catch (error) {
		end('✖');
		throw error;
	}
}

/**
 * Makes a detail for withProgress that tells how much has been written to a folder's
 * disk since now. Asking the disk for its free space costs nothing, while adding up a
 * hundred thousand files would slow down the very step it watches.
 *
 * @param {string} folder an existing folder
 * @param {string} expected how much it will be in the end, such as "2 to 3 GB"
 * @returns {Promise<() => Promise<string>>}
 */
export async function writtenTo(folder, expected) {
	const free = async () => {
		const disk = await statfs(folder);
		return (disk.bavail * disk.bsize) / 1e6;
	};
	const before = await free();
	return async () => {
		const written = Math.max(0, before - (await free()));
		return `${(written / 1_000).toFixed(1)} of ${expected} written`;
	};
}
