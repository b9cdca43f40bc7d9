import { createRequire } from 'node:module';

import type { TIMING as Time } from '../../../nodes/Propexo/transport/timing';

const load = createRequire(__filename);

/** The lengths of time of the built package under test: a shorter minute makes its waits testable. */
export const { TIME } = load('../../../dist/nodes/Propexo/transport/timing.js') as {
	TIME: typeof Time;
};
