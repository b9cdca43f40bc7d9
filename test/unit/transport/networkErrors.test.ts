import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';

import { type JsonObject, NodeApiError } from 'n8n-workflow';

import { classifyNetworkError } from '../../../nodes/Propexo/transport/networkErrors';
import { NODE, olderN8nError } from '../../engine/support/olderN8nError';

const nodeError = (code: string | undefined, more: object = {}): Error =>
	Object.assign(new Error(`Something ${code}`), { code, ...more });

/** How n8n reports an error of Node: inside axios's error, inside its own. */
const asThrownByN8n = (cause: Error & { code?: string }): Error =>
	new NodeApiError(
		NODE,
		Object.assign(new Error(cause.message, { cause }), {
			name: 'AxiosError',
			code: cause.code,
		}) as unknown as JsonObject,
	);

/** An error with the message that node gives it, which begins with the system call. */
const systemError = (syscall: string, code: string): Error =>
	Object.assign(new Error(`${syscall} ${code} 10.1.2.3:443`), { code, syscall });

const connectError = (code: string): Error => nodeError(code, { syscall: 'connect' });

const aggregateError = (...errors: Error[]): Error =>
	Object.assign(new AggregateError(errors, 'all of them'), {
		code: (errors[0] as Error & { code: string }).code,
	});

it.each([
	['ECONNREFUSED', nodeError('ECONNREFUSED'), true],
	['ENOTFOUND', nodeError('ENOTFOUND', { syscall: 'getaddrinfo' }), true],
	['EAI_FAIL', nodeError('EAI_FAIL', { syscall: 'getaddrinfo' }), true],
	['EHOSTUNREACH', connectError('EHOSTUNREACH'), true],
	['ENETUNREACH', connectError('ENETUNREACH'), true],
	['ENETDOWN', connectError('ENETDOWN'), true],
	['ETIMEDOUT', connectError('ETIMEDOUT'), false],
	['UND_ERR_CONNECT_TIMEOUT', nodeError('UND_ERR_CONNECT_TIMEOUT'), false],
	['EACCES', connectError('EACCES'), false],
	['ENETUNREACH', aggregateError(connectError('ENETUNREACH'), connectError('ETIMEDOUT')), true],
	['CERT_HAS_EXPIRED', nodeError('CERT_HAS_EXPIRED'), false],
])('%s before there is a connection is notSent', (code, cause, retryable) => {
	expect(classifyNetworkError(asThrownByN8n(cause))).toEqual({
		kind: 'notSent',
		code,
		retryable,
	});
});

it.each(['SsrfBlockedIpError', 'SsrfBlockedHostnameError'])(
	"%s of n8n's SSRF protection is notSent and not retried",
	(name) => {
		const blocked = { kind: 'notSent', code: 'n8n blocks this address', retryable: false };

		expect(classifyNetworkError(asThrownByN8n(nodeError(undefined, { name })))).toEqual(blocked);
		expect(
			classifyNetworkError(
				new NodeApiError(NODE, nodeError(undefined, { name }) as unknown as JsonObject),
			),
		).toEqual(blocked);
	},
);

it.each([
	['ECONNRESET', nodeError('ECONNRESET', { syscall: 'read' })],
	['EHOSTUNREACH', nodeError('EHOSTUNREACH', { syscall: 'read' })],
	['ENETUNREACH', nodeError('ENETUNREACH', { syscall: 'write' })],
	['ETIMEDOUT', nodeError('ETIMEDOUT', { syscall: 'read' })],
	['EPIPE', nodeError('EPIPE', { syscall: 'write' })],
	['ECONNABORTED', nodeError('ECONNABORTED')],
	[
		'ECONNRESET',
		aggregateError(nodeError('ECONNRESET', { syscall: 'read' }), connectError('ENETUNREACH')),
	],
])('%s on an open connection is an unknown outcome', (code, cause) => {
	expect(classifyNetworkError(asThrownByN8n(cause))).toEqual({ kind: 'noResponse', code });
});

describe('n8n before 2.34, whose error has the code in httpCode alone', () => {
	it.each([
		['ECONNREFUSED', systemError('connect', 'ECONNREFUSED'), true],
		['ECONNREFUSED', nodeError('ECONNREFUSED'), true],
		['ENOTFOUND', systemError('getaddrinfo', 'ENOTFOUND'), true],
		['ENOTFOUND', nodeError('ENOTFOUND'), true],
		['EAI_AGAIN', nodeError('EAI_AGAIN'), true],
		['EHOSTUNREACH', systemError('connect', 'EHOSTUNREACH'), true],
		['ENETUNREACH', systemError('connect', 'ENETUNREACH'), true],
		['ETIMEDOUT', systemError('connect', 'ETIMEDOUT'), false],
		['EACCES', systemError('connect', 'EACCES'), false],
		['CERT_HAS_EXPIRED', nodeError('CERT_HAS_EXPIRED'), false],
		['DEPTH_ZERO_SELF_SIGNED_CERT', nodeError('DEPTH_ZERO_SELF_SIGNED_CERT'), false],
		[
			'ECONNRESET',
			Object.assign(
				new Error(
					'Client network socket disconnected before secure TLS connection was established',
				),
				{ code: 'ECONNRESET' },
			),
			true,
		],
		[
			'ENETUNREACH',
			nodeError('ENETUNREACH', {
				message: 'connect ENETUNREACH 2001:db8::1:443 | connect ECONNREFUSED 10.1.2.3:443',
			}),
			true,
		],
		[
			'EHOSTUNREACH',
			nodeError('EHOSTUNREACH', {
				message: 'connect EHOSTUNREACH 2001:db8::1:443; connect ETIMEDOUT 10.1.2.3:443',
			}),
			true,
		],
	])('%s of %s is notSent', (code, cause, retryable) => {
		expect(classifyNetworkError(olderN8nError(cause))).toEqual({
			kind: 'notSent',
			code,
			retryable,
		});
	});

	it.each([
		'The request was blocked because it resolves to a restricted IP address',
		'The request was blocked because the destination hostname is restricted',
	])('"%s" is notSent and not retried', (message) => {
		expect(classifyNetworkError(olderN8nError(new Error(message)))).toEqual({
			kind: 'notSent',
			code: 'n8n blocks this address',
			retryable: false,
		});
	});

	it.each([
		['ETIMEDOUT', nodeError('ETIMEDOUT')],
		['ETIMEDOUT', systemError('read', 'ETIMEDOUT')],
		['EHOSTUNREACH', systemError('read', 'EHOSTUNREACH')],
		['EHOSTUNREACH', nodeError('EHOSTUNREACH')],
		['ECONNRESET', systemError('read', 'ECONNRESET')],
		['ECONNRESET', nodeError('ECONNRESET', { message: 'socket hang up' })],
		['EPIPE', systemError('write', 'EPIPE')],
		['ECONNABORTED', nodeError('ECONNABORTED', { message: 'timeout of 100000ms exceeded' })],
		['ERR_BAD_RESPONSE', nodeError('ERR_BAD_RESPONSE', { message: 'stream has been aborted' })],
		['ERR_CANCELED', nodeError('ERR_CANCELED', { message: 'canceled' })],
		[
			'ECONNRESET',
			nodeError('ECONNRESET', {
				message: 'read ECONNRESET | connect ECONNREFUSED 10.1.2.3:443',
			}),
		],
	])('%s of %s is an unknown outcome', (code, cause) => {
		expect(classifyNetworkError(olderN8nError(cause))).toEqual({ kind: 'noResponse', code });
	});
});

it.each([undefined, null, 'text', 7, {}, new Error('no code')])(
	'%p, thrown, is an unknown outcome',
	(error) => {
		expect(classifyNetworkError(error)).toEqual({ kind: 'noResponse', code: 'no response' });
	},
);

it('an error that is its own cause is classified by its code', () => {
	const error = nodeError('ECONNRESET');
	Object.assign(error, { cause: error });

	expect(classifyNetworkError(error)).toEqual({ kind: 'noResponse', code: 'ECONNRESET' });
});

it('a connection closed during the TLS handshake is notSent', async () => {
	const server = createServer((socket) => void socket.once('data', () => socket.end()));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const error = await new Promise<Error>(
		(resolve) => void request({ host: '127.0.0.1', port }).on('error', resolve).end(),
	);
	server.close();

	expect(classifyNetworkError(asThrownByN8n(error))).toEqual({
		kind: 'notSent',
		code: 'ECONNRESET',
		retryable: true,
	});
});
