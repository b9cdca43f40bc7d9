import { DataDeduplicationService } from 'n8n-core';

import type { Timing } from '../../../nodes/Propexo/transport/timing';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { InMemoryDeduplicator } from './deduplicator';
import { Engine } from './engine';

/** A sandbox, the engine with a credential for it, and its deduplication store, for the tests of one file. */
export interface Setup {
	sandbox: Sandbox;
	engine: Engine;
	readonly store: InMemoryDeduplicator;
}

/** Fast jobs, and a limit that no test meets unless it asks for one. */
const DEFAULTS: Partial<SandboxOptions> = { limit: 1_000_000, jobDurationMs: 0 };

/**
 * Starts all of it before the tests of a file, resets it before each, and ends it afterwards. The nodes run with
 * their own timing, but for what `timing` shortens.
 */
export function setUp(options: Partial<SandboxOptions> = {}, timing: Partial<Timing> = {}): Setup {
	const setup = { store: new InMemoryDeduplicator() } as Setup;
	beforeAll(async () => {
		await DataDeduplicationService.init(setup.store);
		setup.sandbox = await startSandbox({ ...DEFAULTS, ...options });
		const engine = await Engine.load({
			environment: 'custom',
			baseUrl: setup.sandbox.url,
			apiToken: setup.sandbox.token,
		});
		setup.engine = engine.withTiming(timing);
	});
	beforeEach(() => {
		setup.sandbox.reset();
		setup.sandbox.setOptions({ ...DEFAULTS, ...options });
		setup.store.reset();
	});
	afterAll(async () => await setup.sandbox.close());
	return setup;
}

/** The requests that write, as the sandbox received them. */
export const writesOf = ({ sandbox }: Setup) =>
	sandbox.requests.filter(({ method }) => method !== 'GET');

/** The requests to a path, as the sandbox received them. */
export const requestsTo = ({ sandbox }: Setup, start: string) =>
	sandbox.requests.filter(({ path }) => path.startsWith(start));

/** The jobs of the accepted writes, in the order in which Propexo accepted them. */
export const acceptedJobs = ({ sandbox }: Setup) => sandbox.ledger.map(({ jobId }) => jobId);

/**
 * For cancelling while the node waits: holds once requests have come, and none has come or been
 * answered for so many milliseconds.
 */
export const whenIdle = ({ sandbox }: Setup, ms = 300): (() => boolean) => {
	let last: string | undefined;
	let since = 0;
	return () => {
		const requests = JSON.stringify(sandbox.requests.map(({ status }) => status));
		if (requests !== last) since = Date.now();
		last = requests;
		return sandbox.requests.length > 0 && Date.now() - since >= ms;
	};
};

/** Lets something happen between the responses to the first two requests of a list. */
export const afterFirstPage = ({ sandbox }: Setup, happen: () => void): void => {
	let requests = 0;
	sandbox.beforeAnswer(() => {
		if (++requests === 2) happen();
	});
};
