import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { writeOperation } from '../../sandbox/contract';
import { minimalBody } from '../../sandbox/exampleBodies';
import { sandboxClient } from './support/sandboxClient';

const operation = writeOperation('invoice.create.buildium');
const body = minimalBody(operation);

const main = join(__dirname, '../../sandbox/main.ts');
const tsx = join(__dirname, '../../../node_modules/.bin/tsx');

it.each(['SIGTERM', 'SIGINT'] as const)(
	'prints its address and token when ready, serves, and exits with 0 on %s',
	async (signal) => {
		const child = spawn(tsx, [
			main,
			'--port',
			'0',
			'--token',
			'propexo-other-token',
			'--job-ms',
			'5',
		]);
		try {
			const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
			const [, url = '', token = ''] =
				/^Propexo sandbox ready at (\S+) with token (\S+)\n$/.exec(chunk.toString()) ?? [];
			const call = sandboxClient({ url, token });
			expect((await call('POST', operation.path, body)).status).toBe(200);
			expect((await call('GET', '/__sandbox/options')).body).toMatchObject({
				jobDurationMs: 5,
				tokens: { 'propexo-other-token': 'default' },
			});
		} finally {
			child.kill(signal);
		}
		expect(await once(child, 'close')).toEqual([0, null]);
	},
);

it('prints its usage for --help and the reason for a wrong option', async () => {
	const run = async (...args: string[]) =>
		await new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
			execFile(tsx, [main, ...args], (error, out, err) =>
				resolve({ code: error?.code ?? 0, out, err }),
			);
		});
	const [help, wrong] = await Promise.all([run('--help'), run('--host', '0.0.0.0')]);
	expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--minute-ms') });
	expect(wrong).toMatchObject({
		code: 1,
		err: expect.stringContaining('only listens on this machine'),
	});
});
