import { z } from 'zod/v3';

import type { ApiResponse } from './responses';
import { requestMatch } from './ruleQueue';

/** Whether a request takes effect (a write is recorded and becomes a job) although its response is faulty. */
const effect = z.enum(['before', 'after']);

const bodyKind = z.enum(['json', 'html', 'text', 'empty']);

/** Faults that need more than a name; durations in milliseconds, Retry-After in seconds or as an HTTP date. */
const detailedFault = z.discriminatedUnion('kind', [
	z
		.object({
			kind: z.literal('status'),
			status: z.number().int().min(200).max(599),
			effect: effect.default('before'),
			bodyKind: bodyKind.default('json'),
			/** Replaces the body; sent as JSON unless it is a string. */
			body: z.unknown(),
			retryAfter: z.union([z.number(), z.string()]).optional(),
			headers: z.record(z.string()).default({}),
		})
		.strict(),
	z.object({ kind: z.literal('malformed-json'), effect: effect.default('after') }).strict(),
	z.object({ kind: z.literal('html'), effect: effect.default('after') }).strict(),
	z.object({ kind: z.literal('empty'), effect: effect.default('after') }).strict(),
	z
		.object({
			kind: z.literal('redirect'),
			status: z
				.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
				.default(302),
			location: z.string(),
			effect: effect.default('before'),
		})
		.strict(),
	z.object({ kind: z.literal('slow'), delayMs: z.number().min(0) }).strict(),
	z.object({ kind: z.literal('huge'), megabytes: z.number().positive().default(10) }).strict(),
	z
		.object({ kind: z.literal('deep-json'), depth: z.number().int().positive().default(10_000) })
		.strict(),
	z
		.object({
			kind: z.literal('wrong-content-type'),
			contentType: z.string().default('text/plain'),
		})
		.strict(),
	...(
		[
			'reset-before',
			'reset-after',
			'timeout-before',
			'timeout-after',
			'no-job-id',
			'proto',
		] as const
	).map((kind) => z.object({ kind: z.literal(kind) }).strict()),
]);

/** Kinds that can be named without details. */
const SIMPLE_KINDS = [
	'reset-before',
	'reset-after',
	'timeout-before',
	'timeout-after',
	'no-job-id',
	'proto',
	'malformed-json',
	'html',
	'empty',
	'huge',
	'deep-json',
	'wrong-content-type',
] as const;

/** A rule as it is injected: which requests, which fault, how often (null: always), how many to let through first. */
export const faultRule = z
	.object({
		match: requestMatch.optional(),
		fault: z.union([
			z.enum(SIMPLE_KINDS).transform((kind) => detailedFault.parse({ kind })),
			detailedFault,
		]),
		times: z.number().int().positive().nullable().optional(),
		after: z.number().int().min(0).optional(),
	})
	.strict();

/** A fault with its defaults filled in. */
export type Fault = z.output<typeof detailedFault>;

/** A fault rule as given: `{ fault: 'reset-after' }` or `{ fault: { kind: 'status', status: 503, effect: 'after' } }`. */
export type FaultRuleInput = z.input<typeof faultRule>;

/** A fault rule with its defaults filled in. */
export type FaultRule = z.output<typeof faultRule>;

/** What the client receives: a response, a connection reset, or nothing. */
export type WireResponse =
	| {
			kind: 'response';
			status: number;
			headers: Record<string, string>;
			text: string;
			delayMs?: number;
	  }
	| { kind: 'reset' }
	| { kind: 'none' };

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const HTML_PAGE =
	'<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/** A response without a fault. */
export function toWire({ status, body }: ApiResponse): WireResponse & { kind: 'response' } {
	return {
		kind: 'response',
		status,
		headers: { 'content-type': JSON_TYPE },
		text: JSON.stringify(body),
	};
}

/** A page such as a gateway in front of the API might send. */
export function htmlPage(status: number): WireResponse & { kind: 'response' } {
	return { kind: 'response', status, headers: { 'content-type': HTML_TYPE }, text: HTML_PAGE };
}

/** True when the request takes effect although its response is faulty. */
export function takesEffect(fault: Fault): boolean {
	if ('effect' in fault) return fault.effect === 'after';
	return fault.kind !== 'reset-before' && fault.kind !== 'timeout-before';
}

/** The faulty form of `response`, which is undefined when the request took no effect. */
export function applyFault(fault: Fault, response: ApiResponse | undefined): WireResponse {
	const plain = toWire(response ?? { status: 200, body: {} });
	switch (fault.kind) {
		case 'reset-before':
		case 'reset-after':
			return { kind: 'reset' };
		case 'timeout-before':
		case 'timeout-after':
			return { kind: 'none' };
		case 'status':
			return statusResponse(fault);
		case 'malformed-json':
			return { ...plain, text: `${plain.text.slice(0, -1)},"` };
		case 'html':
			return htmlPage(200);
		case 'empty':
			return { ...plain, text: '' };
		case 'redirect':
			return {
				kind: 'response',
				status: fault.status,
				headers: { location: fault.location },
				text: '',
			};
		case 'slow':
			return { ...plain, delayMs: fault.delayMs };
		case 'no-job-id':
			return { ...plain, text: JSON.stringify({ meta: {}, result: echoedBody(response) }) };
		case 'huge':
			return {
				...plain,
				text: withProperty(
					plain.text,
					'padding',
					JSON.stringify('x'.repeat(fault.megabytes * 1_000_000)),
				),
			};
		case 'deep-json':
			return {
				...plain,
				text: withProperty(plain.text, 'deep', '['.repeat(fault.depth) + ']'.repeat(fault.depth)),
			};
		case 'proto':
			return {
				...plain,
				text: withProperty(
					withProperty(plain.text, 'constructor', POLLUTION),
					'__proto__',
					POLLUTION,
				),
			};
		case 'wrong-content-type':
			return { ...plain, headers: { 'content-type': fault.contentType } };
	}
}

const POLLUTION = '{"polluted":true,"prototype":{"polluted":true}}';

function statusResponse(fault: Extract<Fault, { kind: 'status' }>): WireResponse {
	const headers: Record<string, string> = { ...fault.headers };
	if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
	const base = { kind: 'response' as const, status: fault.status };
	const message = `Injected status ${fault.status}`;
	if (fault.body !== undefined) {
		const isText = typeof fault.body === 'string';
		const type = isText ? 'text/plain; charset=utf-8' : JSON_TYPE;
		return {
			...base,
			headers: { 'content-type': type, ...headers },
			text: isText ? String(fault.body) : JSON.stringify(fault.body),
		};
	}
	switch (fault.bodyKind) {
		case 'json':
			return {
				...base,
				headers: { 'content-type': JSON_TYPE, ...headers },
				text: JSON.stringify({ error: { code: 'injected', message } }),
			};
		case 'html':
			return { ...base, headers: { 'content-type': HTML_TYPE, ...headers }, text: HTML_PAGE };
		case 'text':
			return {
				...base,
				headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
				text: message,
			};
		case 'empty':
			return { ...base, headers, text: '' };
	}
}

function echoedBody(response: ApiResponse | undefined): unknown {
	const body = response?.body;
	return typeof body === 'object' && body !== null && 'result' in body ? body.result : {};
}

function withProperty(objectText: string, name: string, valueText: string): string {
	const rest = objectText === '{}' ? '}' : `,${objectText.slice(1)}`;
	return `{${JSON.stringify(name)}:${valueText}${rest}`;
}
