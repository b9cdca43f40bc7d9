import { parseArgs } from 'node:util';

import { startSandbox } from '.';

const USAGE = `A local Propexo for trying things out. Run with tsx:

  tsx test/sandbox/main.ts [--port 4010] [--host 127.0.0.1] [--token propexo-sandbox-token]
                           [--minute-ms 60000] [--job-ms 300] [--limit 150] [--read-after-write]
`;

/** Starts a sandbox with the options of the command line, prints one line when it is ready, and closes it on SIGINT or SIGTERM. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			host: { type: 'string', default: '127.0.0.1' },
			token: { type: 'string' },
			'minute-ms': { type: 'string', default: '60000' },
			'job-ms': { type: 'string', default: '300' },
			limit: { type: 'string', default: '150' },
			'read-after-write': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return;
	}
	const sandbox = await startSandbox({
		port: Number(values.port),
		host: values.host,
		token: values.token,
		minuteMs: Number(values['minute-ms']),
		jobDurationMs: Number(values['job-ms']),
		limit: Number(values.limit),
		readAfterWrite: values['read-after-write'],
	});
	process.stdout.write(`Propexo sandbox ready at ${sandbox.url} with token ${sandbox.token}\n`);
	const end = () => void sandbox.close();
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	process.exitCode = 1;
});
