// node scripts/run.js <task> [arguments]: runs a task of this folder, such as `start`, in a
// process group of its own. Ctrl-C, SIGTERM and the end of npm stop the whole group, so that
// no task has to know what its tools have started.
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const STOP_TIMEOUT_MS = 20_000;
const LEFTOVERS_TIMEOUT_MS = 5_000;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(
		`\n✖ Node 20.19 or newer is required, and this is ${process.versions.node}. Install a newer one from https://nodejs.org and run the command again.`,
	);
	process.exit(1);
}

const isWindows = process.platform === 'win32';
const bootstrap = [join(__dirname, 'bootstrap.js'), ...process.argv.slice(2)];
const leader = spawn(process.execPath, bootstrap, {
	detached: !isWindows,
	stdio: ['ignore', 'inherit', 'inherit'],
});

/** @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
	try {
		const pid = leader.pid ?? NaN;
		return process.kill(isWindows ? pid : -pid, signal);
	} catch {
		return false; // The group is gone.
	}
}

let stoppedAt = 0;

/** @param {NodeJS.Signals} signal */
function stop(signal) {
	clearInterval(parentCheck);
	// One Ctrl-C can arrive twice, from the terminal and from npm.
	if (Date.now() - stoppedAt < 500) return;
	stoppedAt = Date.now();
	signalGroup(signal);
	setTimeout(signalGroup, STOP_TIMEOUT_MS, 'SIGKILL').unref();
}

process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);

// npm passes a signal only to the shell between itself and this process, and that shell
// ends without passing it on.
const npmShell = process.ppid;
const parentCheck = setInterval(() => process.ppid === npmShell || stop('SIGTERM'), 500);

leader.once('exit', async (code) => {
	clearInterval(parentCheck);
	// Others of the group may still be stopping what they have started, as jest does with n8n.
	const until = Date.now() + LEFTOVERS_TIMEOUT_MS;
	while (stoppedAt && Date.now() < until && signalGroup(0)) await sleep(50);
	signalGroup('SIGKILL');
	process.exitCode = code ?? 1;
});
