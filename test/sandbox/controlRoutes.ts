import type { FastifyPluginAsync } from 'fastify';
import { z, ZodError } from 'zod/v3';

import { type Controls, finishInput, newLogEntry } from './controls';
import { jobView } from './jobs';
import { errorResponse } from './responses';

/** The path of the control routes, which need no token and are neither rate limited nor logged. */
export const CONTROL_PREFIX = '/__sandbox';

/** The controls over HTTP: those in process, and refusing connections. */
export interface RemoteControls extends Controls {
	refuseConnections(forMs: number): Promise<void>;
}

const seedInput = z
	.object({ model: z.string(), count: z.number().int().positive(), integrationId: z.string() })
	.strict();
const logInput = newLogEntry.extend({ jobId: z.string() });
const refuseInput = z.object({ forMs: z.number().min(0) }).strict();

/**
 * The controls over HTTP, for processes outside (JSON in, JSON out): `GET state|ledger|requests|jobs|options|faults`,
 * `PATCH options`, `POST faults|decide|finish|jobs|log|seed|refuse|reset`, `DELETE faults`. Bodies are the arguments
 * of the in-process methods; invalid ones get a 400.
 */
export function controlRoutes(controls: RemoteControls): FastifyPluginAsync {
	return async (app) => {
		app.setErrorHandler(async (error, _request, reply) => {
			const details = error instanceof ZodError ? { issues: error.issues } : undefined;
			const message = error instanceof Error ? error.message : String(error);
			await reply
				.code(400)
				.send(
					errorResponse(400, 'control', details ? 'The arguments are not valid' : message, details)
						.body,
				);
		});

		app.get('/state', () => stateOf(controls));
		app.get('/ledger', () => controls.ledger);
		app.get('/requests', () => controls.requests);
		app.get('/jobs', () => controls.jobs.map(jobView));
		app.get('/options', () => controls.options);
		app.get('/faults', () => controls.faults);

		const change = (
			method: 'POST' | 'PATCH' | 'DELETE',
			url: string,
			act: (body: never) => unknown,
		) => {
			app.route({
				method,
				url,
				handler: async (request) => (await act(bodyOf(request.body) as never)) ?? { ok: true },
			});
		};
		change('PATCH', '/options', (body) => controls.setOptions(body));
		change('POST', '/faults', (body) => controls.inject(body));
		change('DELETE', '/faults', () => controls.clearFaults());
		change('POST', '/decide', (body) => controls.decide(body));
		change('POST', '/jobs', (body) => jobView(controls.addJob(body)));
		change('POST', '/finish', (body) => {
			const { jobId, outcome, at } = finishInput.parse(body);
			return jobView(controls.finish(jobId, outcome, { at }));
		});
		change('POST', '/log', (body) => {
			const { jobId, ...entry } = logInput.parse(body);
			return controls.addLogEntry(jobId, entry);
		});
		change('POST', '/seed', (body) => {
			const { model, count, integrationId } = seedInput.parse(body);
			return { ids: controls.seed(model, count, integrationId) };
		});
		change('POST', '/refuse', (body) => {
			const { forMs } = refuseInput.parse(body);
			// After the response to this request.
			setImmediate(() => void controls.refuseConnections(forMs));
		});
		change('POST', '/reset', () => controls.reset());
	};
}

function stateOf(controls: Controls): unknown {
	return {
		now: new Date(controls.now()).toISOString(),
		options: controls.options,
		requests: controls.requests.length,
		ledger: controls.ledger.length,
		jobs: controls.jobs.length,
		faults: controls.faults.length,
		records: controls.recordCounts(),
	};
}

function bodyOf(body: unknown): unknown {
	return typeof body === 'string' && body !== '' ? JSON.parse(body) : {};
}
