import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
} from '../../../nodes/Propexo/transport/errorMessages';
import { truncate } from '../../../nodes/Propexo/utils/truncate';
import { billName } from '../support/bills';
import { bill, billParameters } from '../support/bills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const write = async (parameters: Record<string, unknown> = {}, item = bill('A-1')) =>
	await setup.engine.run({
		parameters: { ...billParameters, ...parameters } as never,
		items: [item],
	});

const HOSTILE = {
	'a response of 30 MB': { kind: 'huge', megabytes: 30 },
	'a response nested 100,000 deep': { kind: 'deep-json', depth: 100_000 },
	'a response with __proto__': 'proto',
	'a response of another content type': { kind: 'wrong-content-type', contentType: 'image/png' },
	'an empty response': 'empty',
} as const;

it.each(Object.entries(HOSTILE))(
	'%s on a write → accepted, or unknown where it is empty',
	async (_, fault) => {
		setup.sandbox.inject({ fault, match: { method: 'POST' } });
		const { error, items, run } = await write();

		const unknown = ERRORS.outcomeUnknown(CONNECTION_MESSAGES.notJson, billName('A-1')).message;
		const isRead = fault !== 'empty';
		expect(items).toHaveLength(isRead ? 1 : 0);
		expect(error?.message).toBe(isRead ? undefined : `${unknown} ${itemTag(0)}`);
		expect(JSON.stringify(run).length).toBeLessThan(1_000_000);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(writesOf(setup)).toHaveLength(1);
	},
);

it.each(Object.entries(HOSTILE))('%s on a read → a record or a clear error', async (_, fault) => {
	setup.sandbox.inject({ fault, match: { path: '/v1/vendors/' }, times: 5 });
	const { error, items } = await setup.engine.run({
		parameters: { resource: 'vendor', operation: 'getMany', limit: 1 },
	});

	expect(items.length === 1 || typeof error?.message === 'string').toBe(true);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const LONG = 'x'.repeat(5_000_000);

it.each([
	[
		'a path of 8,000 steps',
		{ path: Array.from({ length: 8_000 }, () => 'a'), message: 'no' },
		`${Array(10).fill('a').join(', ')}: no`,
	],
	[
		'a message of 5 MB',
		{ path: ['vendor_id'], message: LONG },
		`${fieldLabel('vendor_id')}: ${truncate(LONG)}`,
	],
	[
		'10,000 fields',
		{
			path: [],
			message: 'no',
			keys: Array.from({ length: 10_000 }, (_, index) => `field_${index}`),
		},
		`field_0 ${ISSUES.unknownField(PMS_LABELS.buildium)}`,
	],
])('a rejection with %s → an error of limited size', async (_, issue, line) => {
	const body = { error: { message: 'no', details: { issues: [issue] } } };
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400, body },
		match: { method: 'POST' },
	});
	const { error, run } = await write();

	const { message } = ERRORS.requestRejected(STATUS_MESSAGES[400]!, [line], billName('A-1'));
	expect(error?.message).toBe(`${message} ${itemTag(0)}`);
	expect(error!.message.length).toBeLessThan(2_000);
	expect(JSON.stringify(run).length).toBeLessThan(100_000);
});

it.each([
	['5 MB in one error', ['x'.repeat(5_000_000)]],
	['100,000 errors', Array.from({ length: 100_000 }, () => 'The vendor is inactive')],
	['an error nested 100,000 deep', `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
])('a job status with %s → an error of limited size', async (_, errors) => {
	const list = typeof errors === 'string' ? errors : JSON.stringify(errors);
	const body = `{"write_status":"FAILURE","errors":${list},"created_record_id":null}`;
	setup.sandbox.inject({
		fault: { kind: 'status', status: 200, body },
		match: { path: '/v1/admin/write-status/' },
		times: null,
	});
	const parameters = { resource: 'writeJob', operation: 'wait', jobId: 'job-1' };
	const stopped = await setup.engine.run({ parameters });
	const went = await setup.engine.run({
		parameters,
		settings: { onError: 'continueErrorOutput' },
	});

	expect(stopped.error!.description!.length).toBeLessThan(20_000);
	expect(JSON.stringify([stopped.run, went.run]).length).toBeLessThan(200_000);
});

it('an endless redirect → one request and an error', async () => {
	setup.sandbox.inject({
		fault: { kind: 'redirect', location: `${setup.sandbox.url}/v1/vendors/`, status: 302 },
		times: null,
	});
	const { error } = await setup.engine.run({
		parameters: { resource: 'vendor', operation: 'getMany' },
	});

	expect(error?.message).toBe(`${CONNECTION_MESSAGES.redirect(302).message} ${itemTag(0)}`);
	expect(setup.sandbox.requests).toHaveLength(1);
});
