import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { Engine } from './engine';

/** A sandbox and the engine with a credential for it, for the tests of one file. */
export interface Setup {
	sandbox: Sandbox;
	engine: Engine;
}

/** Fast jobs, and a limit that no test meets unless it asks for one. */
const USUAL: Partial<SandboxOptions> = { limit: 1_000_000, jobDurationMs: 0 };

/** Starts both before the tests of a file, resets the sandbox before each, and ends it afterwards. */
export function setUp(options: Partial<SandboxOptions> = {}): Setup {
	const setup = {} as Setup;
	beforeAll(async () => {
		setup.sandbox = await startSandbox({ ...USUAL, ...options });
		setup.engine = await Engine.load({
			environment: 'custom',
			baseUrl: setup.sandbox.url,
			apiToken: setup.sandbox.token,
		});
	});
	beforeEach(() => {
		setup.sandbox.reset();
		setup.sandbox.setOptions({ ...USUAL, ...options });
	});
	afterAll(async () => await setup.sandbox.close());
	return setup;
}

/** The requests that write, as the sandbox received them. */
export const writesOf = ({ sandbox }: Setup) =>
	sandbox.requests.filter(({ method }) => method !== 'GET');
