import type { Sandbox } from '../../../sandbox';

/** A response with its body parsed where it is JSON, else as text. */
export interface SandboxResponse {
	status: number;
	headers: Headers;
	/** Typed as loosely as what JSON.parse gives: bodies differ from endpoint to endpoint. */
	body: ReturnType<typeof JSON.parse>;
	text: string;
}

/** Sends one request with the sandbox's token and gives the response, whatever its status. */
export type SandboxClient = (
	method: string,
	path: string,
	body?: unknown,
	headers?: Record<string, string>,
) => Promise<SandboxResponse>;

/** A client for a sandbox. Redirects are not followed; headers given as an empty string are left out. */
export function sandboxClient(sandbox: Pick<Sandbox, 'url' | 'token'>): SandboxClient {
	return async (method, path, body, extra = {}) => {
		const all = {
			authorization: `Bearer ${sandbox.token}`,
			'content-type': 'application/json',
			...extra,
		};
		const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
		const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
		const response = await fetch(`${sandbox.url}${path}`, {
			method,
			headers,
			body: sent,
			redirect: 'manual',
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, body: parseBody(text), text };
	};
}

const HANGS_AFTER_MS = 30_000;

/** Waits until a condition holds. The limit is only there to end a test that would hang. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	const end = performance.now() + HANGS_AFTER_MS;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error('The condition never held');
		await new Promise((resolve) => setImmediate(resolve));
	}
}

function parseBody(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
