import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Body } from './bodySchema';
import { contract, operationName } from './contract';
import { faultRule, type FaultRuleInput } from './faults';
import type { Job, LogRecord, Outcome } from './jobs';
import { DEFAULT_ACCOUNT, type FinalStatus, type SandboxOptions, type WriteStatus } from './options';
import { seedMany } from './seed';
import { buildServer } from './server';
import { State, type Decision, type LedgerEntry, type RequestEntry } from './state';

export type { FaultRuleInput } from './faults';
export type { Job, Outcome } from './jobs';
export { DEFAULT_TOKEN, type FinalStatus, type SandboxOptions, type WriteStatus } from './options';
export type { Decision, LedgerEntry, RequestEntry } from './state';

/** Options for the start, on top of those that can be changed later. */
export interface StartOptions extends Partial<SandboxOptions> {
	/** Default 0: any free port. */
	port?: number;
	/** A loopback address; default 127.0.0.1. */
	host?: string;
	/** The only accepted token; short for `tokens` with one entry for the default account. */
	token?: string;
	/** The middle part of generated ids; random by default. */
	run?: string;
}

/** A job to create directly; all times ISO date-times or milliseconds since 1970. */
export interface NewJob {
	id?: string;
	account?: string;
	integrationId?: string;
	/** An operation as `invoice.create.buildium`. */
	operation?: string;
	body?: Body;
	status?: WriteStatus;
	errors?: string[];
	createdRecordId?: string | null;
	createdAt?: string | number;
	/** When it ended; default: when it was created. */
	finishedAt?: string | number;
}

/** A further record in a job's log; what is not given is taken from the job. */
export interface NewLogEntry {
	createdAt?: string | number;
	status?: FinalStatus;
	error?: string | null;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** A running sandbox: an HTTP server with Propexo's endpoints, and what tests do with it. */
export class Sandbox {
	private paused: NodeJS.Timeout | undefined;

	private constructor(
		private readonly state: State,
		private readonly host: string,
		/** The first accepted token. */
		readonly token: string,
	) {}

	private server!: Server;
	private closeApp!: () => Promise<void>;
	private listeningPort = 0;

	/** Starts a sandbox. Throws an Error for a host that is not this machine, or when the port is taken. */
	static async start(options: StartOptions = {}): Promise<Sandbox> {
		const { port = 0, host = '127.0.0.1', token, run, ...changeable } = options;
		if (!LOOPBACK.includes(host)) throw new Error(`The sandbox only listens on this machine (${LOOPBACK.join(', ')}), not on ${host}`);
		const tokens = token === undefined ? changeable.tokens : { [token]: DEFAULT_ACCOUNT, ...changeable.tokens };
		const state = new State(tokens ? { ...changeable, tokens } : changeable, run);
		const sandbox = new Sandbox(state, host, Object.keys(state.options.tokens)[0] ?? '');
		const { app, server } = await buildServer(state, { refuseConnections: (forMs) => sandbox.refuseConnections(forMs) });
		sandbox.server = server;
		sandbox.closeApp = async () => await app.close();
		await sandbox.listen(port);
		return sandbox;
	}

	/** The base URL, without a slash at the end. */
	get url(): string {
		return `http://${this.host === '::1' ? '[::1]' : this.host}:${this.port}`;
	}

	/** The port it listens (or, while stopped, listened) on. */
	get port(): number {
		return this.listeningPort;
	}

	/** The options as they are now. */
	get options(): Readonly<SandboxOptions> {
		return this.state.options;
	}

	/** Every request received, oldest first; those to control routes are left out. */
	get requests(): readonly RequestEntry[] {
		return this.state.requests;
	}

	/** Every accepted write, oldest first. */
	get ledger(): readonly LedgerEntry[] {
		return this.state.ledger;
	}

	/** Every job as it stands now, oldest first. */
	get jobs(): readonly Job[] {
		return this.state.jobs.all();
	}

	/** The job with that id. Throws an Error when there is none. */
	job(id: string): Job {
		const job = this.state.jobs.get(id);
		if (!job) throw new Error(`There is no job ${id}`);
		return job;
	}

	/** The sandbox's time in milliseconds since 1970. */
	now(): number {
		return this.state.clock.now();
	}

	/** Changes options from now on. */
	setOptions(patch: Partial<SandboxOptions>): void {
		this.state.setOptions(patch);
	}

	/** Lets something go wrong with the next matching request(s). Throws a ZodError for a rule that is not valid. */
	inject(rule: FaultRuleInput): void {
		this.state.faults.add(faultRule.parse(rule));
	}

	/** Forgets all faults not yet used up. */
	clearFaults(): void {
		this.state.faults.clear();
	}

	/** Decides how the next matching write(s) will end. */
	decide(decision: Decision): void {
		this.state.decisions.add(decision);
	}

	/** Ends a job, now or at a given time. Throws an Error for an unknown id. */
	finish(jobId: string, outcome: Outcome | FinalStatus, { at }: { at?: string | number } = {}): Job {
		const full = typeof outcome === 'string' ? { status: outcome } : outcome;
		return this.state.jobs.finish(jobId, full, at === undefined ? undefined : ms(at));
	}

	/** Creates a job that no request made. Throws an Error for an unknown operation or a taken id. */
	addJob(job: NewJob = {}): Job {
		const operation = contract.writes.find((write) => operationName(write) === (job.operation ?? 'invoice.create.buildium'));
		if (!operation) throw new Error(`There is no operation ${job.operation}`);
		const { resource, operation: verb, pms } = operation;
		const createdAt = job.createdAt === undefined ? this.now() : ms(job.createdAt);
		const write = {
			account: job.account ?? DEFAULT_ACCOUNT,
			resource,
			operation: verb,
			pms,
			integrationId: job.integrationId ?? `intg-${pms.replaceAll('_', '-')}-1`,
			body: job.body ?? {},
			pathParams: {},
		};
		const added = this.state.jobs.add(write, { id: job.id, createdAt });
		const { status = 'SUCCESS', errors, createdRecordId } = job;
		if (status === 'PENDING') return added;
		return this.state.jobs.finish(added.id, { status, errors, createdRecordId }, job.finishedAt === undefined ? createdAt : ms(job.finishedAt));
	}

	/** Adds a record to the log of a job, as another attempt would. Throws an Error for an unknown id. */
	addLogEntry(jobId: string, entry: NewLogEntry = {}): LogRecord {
		const { createdAt, ...rest } = entry;
		return this.state.jobs.log(this.job(jobId), { ...rest, createdAt: createdAt === undefined ? this.now() : ms(createdAt) });
	}

	/** Adds `count` generated records of a model and gives their ids. Throws an Error for an unknown integration. */
	seed(model: string, count: number, integrationId: string): string[] {
		const integration = this.state.integrations.get(integrationId);
		if (!integration) throw new Error(`There is no integration ${integrationId}`);
		return seedMany(this.state.records, model, count, integration);
	}

	/** Returns to the state after the start. Ids go on counting, so none is given twice. */
	reset(): void {
		this.state.reset();
	}

	/** Stops listening and ends every connection: from now on connections are refused. */
	async stopListening(): Promise<void> {
		if (!this.server.listening) return;
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
	}

	/** Listens again on the same port. */
	async listenAgain(): Promise<void> {
		clearTimeout(this.paused);
		if (!this.server.listening) await this.listen(this.port);
	}

	/** Refuses connections for so many milliseconds, then listens again. */
	async refuseConnections(forMs: number): Promise<void> {
		await this.stopListening();
		this.paused = setTimeout(() => void this.listenAgain(), forMs);
	}

	/** Ends the server and every connection. */
	async close(): Promise<void> {
		clearTimeout(this.paused);
		await this.stopListening();
		await this.closeApp();
	}

	private async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, this.host, () => {
				this.server.off('error', reject);
				resolve();
			});
		});
		this.listeningPort = (this.server.address() as AddressInfo).port;
	}
}

/** Starts a sandbox on a free port of this machine, with Propexo's documented limit of 150 requests a minute unless told otherwise. */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
	return await Sandbox.start(options);
}

function ms(time: string | number): number {
	return typeof time === 'number' ? time : Date.parse(time);
}
