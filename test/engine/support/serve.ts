import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that a test has made up, for what the sandbox does not do. */
export interface Served {
	readonly url: string;
	/** Ends it and every connection to it. */
	close(): void;
}

/** Starts a server on this machine. The bodies of requests are read to their end by themselves. */
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
