import type { INodeParameters } from 'n8n-workflow';

import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
} from '../../../nodes/Propexo/transport/errorMessages';
import { setUp } from '../support/setup';
import { idsOf, jobsIn, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it('a poll that fails → the state stays as it was, and the next poll reports everything', async () => {
	const { poll, staticData } = workflow();
	await poll();
	const before = JSON.stringify(staticData);
	const finished = job('SUCCESS');
	setup.sandbox.inject({ fault: { kind: 'status', status: 401 } });

	await expect(poll()).rejects.toMatchObject({
		message: STATUS_MESSAGES[401]!.message,
		failure: { cause: 'credential-invalid' },
	});
	expect(JSON.stringify(staticData)).toBe(before);
	expect(idsOf(await poll())).toEqual([finished.id]);
});

it.each([
	{ environment: 'custom', baseUrl: 'ftp://x' },
	{ environment: 'custom', baseUrl: '' },
])('a credential of %j → fails with a declared cause', async (credential) => {
	await expect(setup.engine.withCredential(credential).poll(watchAll, {})).rejects.toMatchObject({
		failure: { cause: expect.any(String) as string },
	});
});

it.each([
	[408, 'temporarily-unavailable'],
	[425, 'temporarily-unavailable'],
])('a %i → fails with %s', async (status, cause) => {
	setup.sandbox.inject({ fault: { kind: 'status', status }, times: null });
	await expect(setup.engine.poll(watchAll, {})).rejects.toMatchObject({ failure: { cause } });
});

it("the poll's own time is over → fails with that sentence, not with the rate limit's", async () => {
	await expect(setup.engine.poll(watchAll, {}, { budgetMs: 0 })).rejects.toMatchObject({
		message: CONNECTION_MESSAGES.deadlineExceeded.message,
		failure: { cause: 'temporarily-unavailable' },
	});
	expect(setup.sandbox.requests).toEqual([]);
});

it('the rate limit resets after the poll ends → fails with the rate limit', async () => {
	setup.sandbox.setOptions({ limit: 1 });
	await setup.engine.poll(watchAll, {});

	await expect(setup.engine.poll(watchAll, {})).rejects.toMatchObject({
		message: CONNECTION_MESSAGES.rateLimited.message,
		failure: { cause: 'rate-limited' },
	});
});

it.each([
	['triggerOn', null],
	['options', null],
	['filters', null],
])('%s of %p from an expression → works or fails with a declared cause', async (name, value) => {
	const outcome = await setup.engine
		.poll({ ...watchAll, [name]: value } as INodeParameters, {})
		.then(
			() => 'fine',
			(error: { failure?: { cause: string } }) => error.failure?.cause ?? String(error),
		);
	expect(['fine', 'configuration-invalid']).toContain(outcome);
});

it('an integration ID that is a number → refused or sent as the filter', async () => {
	const outcome = await setup.engine
		.poll({ ...watchAll, filters: { integrationId: 12 } } as INodeParameters, {})
		.then(
			() => 'fine',
			() => 'refused',
		);
	const requests = setup.sandbox.requests.filter(({ path }) => path.includes('integration_id=12'));
	expect(outcome === 'refused' || requests.length > 0).toBe(true);
});

it('an integration ID with white space around it → sent without it; of white space only → no filter', async () => {
	const filtersSent = async (integrationId: string) => {
		setup.sandbox.reset();
		await setup.engine.poll({ ...watchAll, filters: { integrationId } }, {});
		return setup.sandbox.requests.map(({ path }) =>
			new URLSearchParams(path.split('?')[1]).get('integration_id'),
		);
	};

	expect(new Set(await filtersSent('\u00A0intg-mri-1 '))).toEqual(new Set(['intg-mri-1']));
	expect(new Set(await filtersSent(' \u200B'))).toEqual(new Set([null]));
});
