import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';

import { type INode, type JsonObject, NodeApiError } from 'n8n-workflow';

import { classifyNetworkError } from '../../../nodes/Propexo/transport/networkErrors';

const node = {
	name: 'Propexo',
	type: 'propexo',
	typeVersion: 1,
	position: [0, 0],
	id: '1',
	parameters: {},
} as INode;

const fault = (code: string | undefined, more: object = {}): Error =>
	Object.assign(new Error(`Something ${code}`), { code, ...more });

/** What n8n makes of a fault of node: axios's error around it, and n8n's around that. */
const thrown = (cause: Error & { code?: string }): Error =>
	new NodeApiError(
		node,
		Object.assign(new Error(cause.message, { cause }), {
			name: 'AxiosError',
			code: cause.code,
		}) as unknown as JsonObject,
	);

const connecting = (code: string): Error => fault(code, { syscall: 'connect' });

const several = (...errors: Error[]): Error =>
	Object.assign(new AggregateError(errors, 'all of them'), {
		code: (errors[0] as Error & { code: string }).code,
	});

it.each([
	['ECONNREFUSED', fault('ECONNREFUSED'), true],
	['ENOTFOUND', fault('ENOTFOUND', { syscall: 'getaddrinfo' }), true],
	['EAI_FAIL', fault('EAI_FAIL', { syscall: 'getaddrinfo' }), true],
	['EHOSTUNREACH', connecting('EHOSTUNREACH'), true],
	['ENETUNREACH', connecting('ENETUNREACH'), true],
	['ENETDOWN', connecting('ENETDOWN'), true],
	['ETIMEDOUT', connecting('ETIMEDOUT'), false],
	['UND_ERR_CONNECT_TIMEOUT', fault('UND_ERR_CONNECT_TIMEOUT'), false],
	['EACCES', connecting('EACCES'), false],
	['ENETUNREACH', several(connecting('ENETUNREACH'), connecting('ETIMEDOUT')), true],
	['CERT_HAS_EXPIRED', fault('CERT_HAS_EXPIRED'), false],
])('%s before there is a connection: never sent', (code, cause, again) => {
	expect(classifyNetworkError(thrown(cause))).toEqual({ kind: 'notSent', code, again });
});

it.each(['SsrfBlockedIpError', 'SsrfBlockedHostnameError'])(
	"what n8n's protection blocks (%s) was never sent, and is not tried again",
	(name) => {
		const blocked = { kind: 'notSent', code: 'n8n blocks this address', again: false };

		expect(classifyNetworkError(thrown(fault(undefined, { name })))).toEqual(blocked);
		expect(
			classifyNetworkError(
				new NodeApiError(node, fault(undefined, { name }) as unknown as JsonObject),
			),
		).toEqual(blocked);
	},
);

it.each([
	['ECONNRESET', fault('ECONNRESET', { syscall: 'read' })],
	['EHOSTUNREACH', fault('EHOSTUNREACH', { syscall: 'read' })],
	['ENETUNREACH', fault('ENETUNREACH', { syscall: 'write' })],
	['ETIMEDOUT', fault('ETIMEDOUT', { syscall: 'read' })],
	['EPIPE', fault('EPIPE', { syscall: 'write' })],
	['ECONNABORTED', fault('ECONNABORTED')],
	['ECONNRESET', several(fault('ECONNRESET', { syscall: 'read' }), connecting('ENETUNREACH'))],
])('%s on a connection that stood: nobody knows', (code, cause) => {
	expect(classifyNetworkError(thrown(cause))).toEqual({ kind: 'lost', code });
});

it.each([undefined, null, 'text', 7, {}, new Error('no code')])(
	'%p, thrown: nobody knows',
	(error) => {
		expect(classifyNetworkError(error)).toEqual({ kind: 'lost', code: 'no answer' });
	},
);

it('an error that is its own cause has an end', () => {
	const error = fault('ECONNRESET');
	Object.assign(error, { cause: error });

	expect(classifyNetworkError(error)).toEqual({ kind: 'lost', code: 'ECONNRESET' });
});

it('a server that hangs up before the encryption stands was sent nothing', async () => {
	const server = createServer((socket) => void socket.once('data', () => socket.end()));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const error = await new Promise<Error>(
		(resolve) => void request({ host: '127.0.0.1', port }).on('error', resolve).end(),
	);
	server.close();

	expect(classifyNetworkError(thrown(error))).toEqual({
		kind: 'notSent',
		code: 'ECONNRESET',
		again: true,
	});
});
