import type { Sandbox } from '../../../sandbox';

/** An answer with its body parsed as JSON where it is JSON, else as text. */
export interface SandboxResponse {
	status: number;
	headers: Headers;
	/** Typed as loosely as what JSON.parse gives: bodies differ from endpoint to endpoint. */
	body: ReturnType<typeof JSON.parse>;
	text: string;
}

/** Sends one request with the sandbox's token and gives the answer, whatever its status. */
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

/** Waits so many milliseconds. */
export async function wait(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

function parseBody(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
