import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a test's own, for what the sandbox does not do. */
export interface Served {
	readonly url: string;
	/** Ends it and every connection to it. */
	close(): void;
}

/** Starts a server on this machine that reads and drops the bodies of requests. */
export async function serve(
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Served> {
	const server = createServer((request, response) => {
		request.resume();
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** A server whose responses never end. */
export interface EndlessServer extends Served {
	/** How many responses it is still sending. */
	openResponses(): number;
}

/** Starts a server that answers every request with a space every 50 ms, forever. */
export async function serveEndless(): Promise<EndlessServer> {
	let open = 0;
	const served = await serve((_, response) => {
		open++;
		response.writeHead(200, { 'content-type': 'application/json' });
		const interval = setInterval(() => response.write(' '), 50);
		response.on('close', () => {
			open--;
			clearInterval(interval);
		});
	});
	return { ...served, openResponses: () => open };
}
