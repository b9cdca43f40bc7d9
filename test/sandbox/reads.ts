import type { Endpoint } from './call';
export function readEndpoints(): Endpoint[] { return []; }
