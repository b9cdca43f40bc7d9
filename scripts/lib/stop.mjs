const PARENT_CHECK_MS = 500;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Calls back whenever this process is asked to end: by Ctrl-C, SIGTERM or SIGHUP, and also
 * when the npm that runs it is gone. npm hands signals only to the shell between itself
 * and this process, and that shell ends without passing them on.
 *
 * @param {(signal: NodeJS.Signals) => void} callback
 * @returns {() => void} takes it off again
 */
export function onStopRequest(callback) {
	for (const signal of SIGNALS) process.on(signal, callback);
	const parent = process.ppid;
	const watch = process.env.npm_lifecycle_event
		? setInterval(() => {
				if (process.ppid === parent) return;
				clearInterval(watch);
				callback('SIGTERM');
			}, PARENT_CHECK_MS).unref()
		: undefined;
	return () => {
		clearInterval(watch);
		for (const signal of SIGNALS) process.off(signal, callback);
	};
}
