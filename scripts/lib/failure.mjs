/**
 * A failure with a sentence meant for the person at the terminal: it is printed
 * as it is, without a stack.
 */
export class Failure extends Error {
	/**
	 * @param {string} message what happened and how to mend it
	 * @param {string} [log] path of the file with the whole story
	 */
	constructor(message, log) {
		super(log ? `${message}\n  The whole log: ${log}` : message);
		this.name = 'Failure';
	}
}

/**
 * Runs a script's main function. A Failure is printed as one sentence, anything
 * unforeseen with its stack; both end the process with exit code 1.
 *
 * @param {() => Promise<void>} main
 * @returns {Promise<void>}
 */
export async function runMain(main) {
	try {
		requireNode();
		await main();
	} catch (error) {
		const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
		const known = full
			? new Failure('The disk is full. Free some space and run the command again.')
			: error;
		const text =
			known instanceof Failure ? known.message : known instanceof Error ? known.stack : known;
		process.stderr.write(`\n✖ ${text}\n`);
		process.exitCode = 1;
	}
}

/**
 * Says so clearly when Node is too old, before some syntax or package fails obscurely.
 *
 * @throws {Failure} when this Node is older than 20.19
 */
function requireNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new Failure(
		`Node 20.19 or newer is needed, this is ${process.versions.node}. Install a newer one from https://nodejs.org and run the command again.`,
	);
}
