import type { FastifyInstance } from 'fastify';
import type { ServerControls } from './server';
import type { State } from './state';
export const CONTROL_PREFIX = '/__sandbox';
export function controlRoutes(_state: State, _controls: ServerControls) { return async (_app: FastifyInstance): Promise<void> => {}; }
