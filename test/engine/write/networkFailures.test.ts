import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { MAX_CONNECTION_ATTEMPTS } from '../../../nodes/Propexo/transport/retry';
import { bill, billName, billParameters, writtenNumbers } from '../support/bills';
import { SingleCredential } from '../support/credentials';
import { descriptionWith } from '../support/expectedTexts';
import { olderN8nError } from '../support/olderN8nError';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

afterEach(() => jest.restoreAllMocks());

const connecting = (code: string): Error =>
	Object.assign(new Error(`connect ${code} 10.1.2.3:443`), { code, syscall: 'connect' });

const blocked = Object.assign(
	new Error('The request was blocked because it resolves to a restricted IP address'),
	{
		name: 'SsrfBlockedIpError',
	},
);

const FAULTS = [
	["n8n's SSRF protection", blocked, 'n8n blocks this address'],
	['no route to the host', connecting('EHOSTUNREACH'), 'EHOSTUNREACH'],
	['a network that is down', connecting('ENETUNREACH'), 'ENETUNREACH'],
	['a connection timeout', connecting('ETIMEDOUT'), 'ETIMEDOUT'],
	...['ECONNREFUSED', 'EHOSTUNREACH', 'ETIMEDOUT'].map(
		(code) =>
			[`${code} as n8n before 2.34 reports it`, olderN8nError(connecting(code)), code] as const,
	),
] as const;

describe.each(FAULTS)('a write that ends in %s', (what, fault, code) => {
	const parameters = {
		...billParameters,
		options: { idempotencyKey: '={{ $json.number }}' },
	};

	it('→ reported as not written, and the next execution writes it', async () => {
		const item = bill(`A-1 ${what}`);
		const spy = jest.spyOn(SingleCredential.prototype, 'authenticate').mockRejectedValue(fault);
		const { error } = await setup.engine.run({ parameters, items: [item] });
		spy.mockRestore();

		const text = ERRORS.requestRejected(
			CONNECTION_MESSAGES.notSent(code),
			[],
			billName(`A-1 ${what}`),
		);
		expect(error?.message).toBe(`${text.message} ${itemTag(0)}`);
		expect(error?.description).toBe(descriptionWith(text));

		const { items } = await setup.engine.run({ parameters, items: [item] });

		expect(items[0]?.json).toHaveProperty('job_id');
		expect(writesOf(setup)).toHaveLength(1);
	}, 30_000);
});

it('a network that comes back → sent again, because nothing was sent', async () => {
	const spy = jest.spyOn(SingleCredential.prototype, 'authenticate');
	spy
		.mockRejectedValueOnce(connecting('EHOSTUNREACH'))
		.mockRejectedValueOnce(connecting('EHOSTUNREACH'));
	const { items, error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1')],
	});

	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(writesOf(setup)).toHaveLength(1);
});

it('a refused connection → sent again, because nothing was sent', async () => {
	await setup.sandbox.refuseConnections(700);
	const { items, error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1')],
	});

	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
});

it('a host that stays unreachable → one series of attempts, then one for each item', async () => {
	const spy = jest
		.spyOn(SingleCredential.prototype, 'authenticate')
		.mockRejectedValue(connecting('EHOSTUNREACH'));
	const { items } = await setup.engine.withTiming({ initialBackoff: 1 }).run({
		parameters: billParameters,
		items: [bill('A-1'), bill('A-2'), bill('A-3')],
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items.map(({ json }) => Object.keys(json))).toEqual([['error'], ['error'], ['error']]);
	expect(spy).toHaveBeenCalledTimes(MAX_CONNECTION_ATTEMPTS + items.length);
});

it('a host that keeps refusing connections → an error that says that nothing was written', async () => {
	await setup.sandbox.stopListening();
	const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });
	await setup.sandbox.listenAgain();

	const text = ERRORS.requestRejected(
		CONNECTION_MESSAGES.notSent('ECONNREFUSED'),
		[],
		billName('A-1'),
	);
	expect(error?.message).toBe(`${text.message} ${itemTag(0)}`);
	expect(error?.description).toBe(descriptionWith(text));
}, 30_000);
