import { existsSync } from 'node:fs';
import { connect } from 'node:net';

const CHROMIUM_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where the services of queue mode are: the usual environment variables, else this machine. */
export const SERVICES = {
	postgres: {
		host: process.env.PGHOST ?? '127.0.0.1',
		port: Number(process.env.PGPORT ?? 5432),
		user: process.env.PGUSER ?? 'postgres',
		password: process.env.PGPASSWORD ?? 'postgres',
	},
	redis: {
		host: process.env.REDIS_HOST ?? '127.0.0.1',
		port: Number(process.env.REDIS_PORT ?? 6379),
	},
};

/** Gives the path of Chromium (or Chrome), `undefined` when there is none. `CHROMIUM_PATH` wins. */
export function chromiumPath(): string | undefined {
	const named = process.env.CHROMIUM_PATH;
	return (named ? [named] : CHROMIUM_PLACES).find((path) => existsSync(path));
}

/**
 * Whether the browser tests are to be run. In CI they always are: there a missing browser
 * must fail and not be skipped.
 */
export function runsBrowserTests(): boolean {
	return chromiumPath() !== undefined || Boolean(process.env.CI);
}

/** Whether PostgreSQL and Redis answer, which queue mode needs. */
export async function queueServicesReachable(): Promise<boolean> {
	const answers = await Promise.all([accepts(SERVICES.postgres), accepts(SERVICES.redis)]);
	return answers.every(Boolean);
}

/** Which tests cannot run on this machine, and what to install for them: a sentence each. */
export async function missingRequirements(): Promise<string[]> {
	const missing: string[] = [];
	if (!runsBrowserTests()) {
		missing.push(
			'the tests in the browser, because Chromium was not found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
		);
	}
	if (!(await queueServicesReachable())) {
		const { postgres, redis } = SERVICES;
		missing.push(
			`the tests of n8n's queue mode, because PostgreSQL (${postgres.host}:${postgres.port}) or Redis (${redis.host}:${redis.port}) does not answer. Start both with: docker compose up -d`,
		);
	}
	return missing;
}

async function accepts({ host, port }: { host: string; port: number }): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect({ host, port, timeout: 2_000 });
		const end = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true));
		socket.once('timeout', () => end(false));
		socket.once('error', () => end(false));
	});
}
