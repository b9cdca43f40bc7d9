import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billName, billParameters, writtenNumbers } from '../support/bills';
import { byId } from '../support/form';
import { acceptedJobs, setUp, writesOf } from '../support/setup';

const setup = setUp();

it('a rejected item among accepted ones → only the rejected one is sent again', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { bodyIncludes: 'A-3' } });
	const { items, error } = await setup.engine.run({
		parameters: { ...billParameters, options: { concurrency: 1 } },
		items: ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => bill(number)),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	expect(error).toBeUndefined();
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	expect(writesOf(setup)).toHaveLength(5);
});

it('an expression that returns another value each time → no item is written twice', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const parameters = {
		...billParameters,
		additionalFields: { invoiceNumber: '={{ $json.number }}', description: '={{ Math.random() }}' },
		options: { concurrency: 1 },
	};
	const { items } = await setup.engine.run({
		parameters,
		items: [bill('A-1'), bill('A-2')],
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});

	expect(items).toHaveLength(2);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('an item sent while its integration could not be read → reported once, also when a later try can read it', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 408 },
		match: { path: '/v1/admin/integrations/' },
		times: 1,
	});
	setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST' } });
	const { error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1', { integration: 'intg-resman-1' })],
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	const { message } = ERRORS.outcomeUnknown(
		CONNECTION_MESSAGES.noResponse('ECONNRESET'),
		billName('A-1'),
	);
	expect(error?.message).toBe(`${message} ${itemTag(0)}`);
	expect(writesOf(setup)).toHaveLength(1);
});

it('an expression that returns another ID for the path each time → no update is sent twice', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'PUT', bodyIncludes: 'Second' },
	});
	const { items } = await setup.engine.run({
		parameters: {
			resource: 'vendor',
			operation: 'update',
			pms: 'yardi',
			vendorId: byId('=vendor-{{ Math.random() }}'),
			name: '={{ $json.name }}',
			options: { concurrency: 1 },
		},
		items: [{ name: 'First' }, { name: 'Second' }],
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});

	expect(items).toHaveLength(2);
	expect(writesOf(setup).map(({ body }) => (body as { name: string }).name)).toEqual([
		'First',
		'Second',
		'Second',
	]);
});
