// The second half of run.js, inside the process group: installs the project's packages when
// they are missing, and only then loads the task, which is TypeScript and uses them.
const { codeOf, ensureInstalled, log, ROOT, withLock } = require('./install');

const [task = '', ...args] = process.argv.slice(2);

async function main() {
	await withLock(() =>
		ensureInstalled(ROOT, {
			title: "Installing the project's packages (about 600; a minute, once)",
			neededMB: 1_000,
			flags: ['--include=dev'],
		}),
	);
	require('tsx/cjs/api').register();
	await require(`./${task}.ts`).default(args);
}

main().catch((error) => {
	if (codeOf(error) === 'ENOSPC') log('\n✖ The disk is full. Free some space and run it again.');
	// Any other class, such as TypeError, is a bug.
	else log(`\n✖ ${error.name === 'Error' ? error.message : error.stack}`);
	if (task.startsWith('test')) console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
});
