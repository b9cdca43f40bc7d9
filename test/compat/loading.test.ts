import { UserError } from 'n8n-workflow';

import type * as sleepModule from '../../nodes/Propexo/transport/sleepWithAbort';
import { builtModule } from '../engine/support/package';
import { serve } from '../engine/support/serve';
import { setUp } from '../engine/support/setup';
import { PROMISES } from './promises';
import type { Version } from './versions';

/** From the Jest project. */
declare const N8N_VERSION: Version;

const setup = setUp();

const versionOf = (name: string): string => {
	const { version } = jest.requireActual<{ version: string }>(
		`${N8N_VERSION.folder}/node_modules/${name}/package.json`,
	);
	return version;
};

describe(PROMISES.load, () => {
	it("tests and built package → use this version's packages", () => {
		const { throwIfCanceled } = builtModule<typeof sleepModule>('transport/sleepWithAbort');

		expect(versionOf('n8n-core')).toBe(N8N_VERSION.core);
		expect(versionOf('n8n-workflow')).toBe(N8N_VERSION.workflow);
		for (const name of ['n8n-core', 'n8n-workflow'])
			expect(require.resolve(name)).toContain(`${N8N_VERSION.folder}/node_modules/${name}/`);
		expect(() => throwIfCanceled(AbortSignal.abort())).toThrow(UserError);
	});

	it.each(['propexoAccounting', 'propexoAccountingTrigger'] as const)('%s', (name) => {
		expect(setup.engine.description(name)).toMatchObject({
			name,
			credentials: [{ name: 'propexoApi', required: true }],
		});
	});

	it('the credential with a valid token → its test passes; with another → it fails', async () => {
		await setup.engine.testCredential();

		await expect(
			setup.engine.withCredential({ apiToken: 'another-token' }).testCredential(),
		).rejects.toThrow();
	});

	it('a redirect → the test of the credential fails, and the token goes nowhere else', async () => {
		let requests = 0;
		const elsewhere = await serve((_, response) => {
			requests++;
			response.end();
		});
		setup.sandbox.inject({
			fault: { kind: 'redirect', location: elsewhere.url, status: 307 },
			times: null,
		});

		await expect(setup.engine.testCredential()).rejects.toThrow();
		elsewhere.close();
		expect(requests).toBe(0);
	});
});
