import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billParameters } from '../support/bills';
import { eventually } from '../support/eventually';
import { type EndlessServer, serveEndless } from '../support/serve';
import { acceptedJobs, setUp } from '../support/setup';

const setup = setUp();

const TIMED_OUT = CONNECTION_MESSAGES.noResponse('timeout');

let endless: EndlessServer;
beforeAll(async () => {
	endless = await serveEndless();
});
afterAll(() => endless.close());

const isClosed = async () =>
	await eventually('the connection is closed', () => endless.openResponses() === 0);

it('a write whose response never ends → reported as unknown after the request timeout, and the connection is closed', async () => {
	const { error } = await setup.engine
		.withCredential({ baseUrl: endless.url })
		.withTiming({ requestTimeout: 500 })
		.run({ parameters: { resource: 'writeJob', operation: 'retry', jobId: 'job-1' } });

	expect(error?.message).toBe(`${ERRORS.retryUnknown('job-1', TIMED_OUT).message} ${itemTag(0)}`);
	await isClosed();
});

it('a picker whose response never ends → an error after the request timeout, and the connection is closed', async () => {
	const engine = setup.engine
		.withCredential({ baseUrl: endless.url })
		.withTiming({ requestTimeout: 100 });

	await expect(
		engine.search('searchVendor', { resource: 'invoice', operation: 'create', pms: 'buildium' }),
	).rejects.toMatchObject(TIMED_OUT);
	await isClosed();
});

it('a response slower than the request timeout → still awaited, because a larger body has more time', async () => {
	const engine = setup.engine.withTiming({ requestTimeout: 1_000, minUploadRate: 0.02 });
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 2_500 }, match: { method: 'POST' } });
	const { items } = await engine.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	expect(items).toHaveLength(1);
});
