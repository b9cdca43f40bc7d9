import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { controlRoutes } from './controlRoutes';
import { Controls } from './controls';
import { DEFAULT_ACCOUNT, type SandboxOptions, sandboxOptions } from './options';
import { attachRoutes } from './server';
import { State, type StateSources } from './state';

export { ManualTime } from './clock';
export type { FaultRuleInput } from './faults';
export type { Job } from './jobs';
export { DEFAULT_TOKEN, type FinalStatus, type SandboxOptions, type WriteStatus } from './options';
export type { LedgerEntry, RequestEntry } from './state';

/** Options at the start; those of {@link SandboxOptions} can be changed later. */
export interface StartOptions extends Partial<SandboxOptions>, StateSources {
	/** Default 0: any free port. */
	port?: number;
	/** An address of this machine only; default 127.0.0.1. */
	host?: string;
	/** Replaces the default token: short for `tokens` with one entry for the default account. */
	token?: string;
}

const KEEP_ALIVE_MS = 65_000;
const CLIENT_NOTICE_MS = 20;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** A running sandbox: an HTTP server with Propexo's endpoints, and the controls for tests. */
export class Sandbox extends Controls {
	private resume: NodeJS.Timeout | undefined;
	private lastPort = 0;
	private isClosed = false;

	/** Use {@link startSandbox}. */
	constructor(
		state: State,
		private readonly server: Server,
		private readonly host: string,
	) {
		super(state);
	}

	/** The port it listens (or, while stopped, listened) on. */
	get port(): number {
		return this.lastPort;
	}

	/** The base URL, without a slash at the end. */
	get url(): string {
		return `http://${this.host === '::1' ? '[::1]' : this.host}:${this.port}`;
	}

	/** The first accepted token. */
	get token(): string {
		return Object.keys(this.options.tokens)[0] ?? '';
	}

	/** Stops listening and closes every connection: new ones are refused. */
	async stopListening(): Promise<void> {
		clearTimeout(this.resume);
		if (!this.server.listening) return;
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
		// Clients notice only a moment later that a kept-alive connection has ended.
		await new Promise((resolve) => setTimeout(resolve, CLIENT_NOTICE_MS));
	}

	/** Listens on a port; 0 takes any free one. Throws the system's error when the port is taken. */
	async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, this.host, () => {
				this.server.off('error', reject);
				resolve();
			});
		});
		this.lastPort = (this.server.address() as AddressInfo).port;
	}

	/** Listens again on the same port. */
	async listenAgain(): Promise<void> {
		clearTimeout(this.resume);
		if (!this.server.listening && !this.isClosed) await this.listen(this.port);
	}

	/** Refuses connections for some milliseconds, or until `listenAgain`. */
	async refuseConnections(forMs: number): Promise<void> {
		const stopped = this.stopListening();
		// Set before the wait, so that listening again meanwhile cancels it.
		this.resume = setTimeout(() => void stopped.then(() => this.listenAgain()), forMs);
		await stopped;
	}

	/** Closes the server and every connection. */
	async close(): Promise<void> {
		this.isClosed = true;
		await this.stopListening();
	}
}

/**
 * Starts a sandbox, by default on a free port and with Propexo's documented 150 requests a minute. Throws an Error for a host that is not this machine, a ZodError for options that are not valid, and
 * the system's error when the port is taken.
 */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', token, run, time, ...changeable } = options;
	if (!LOOPBACK.includes(host)) {
		throw new Error(
			`The sandbox only listens on this machine (${LOOPBACK.join(', ')}), not on ${host}`,
		);
	}
	const tokens =
		token === undefined ? changeable.tokens : { [token]: DEFAULT_ACCOUNT, ...changeable.tokens };
	const parsed = sandboxOptions
		.partial()
		.strict()
		.parse(tokens ? { ...changeable, tokens } : changeable);
	const state = new State(parsed, { run, time });
	// Longer than clients keep idle connections, so that none is closed while a request is on its way.
	const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
	const sandbox = new Sandbox(state, server, host);
	await attachRoutes(server, state, controlRoutes(sandbox));
	await sandbox.listen(port);
	return sandbox;
}
