/** How many random cases a run tries, and from which seed on. */
export interface Effort {
	readonly runs: number;
	readonly seed: number;
	/** Where a failure is to be looked at again: the path to the shrunk case, as fast-check prints it. */
	readonly path?: string;
	/** The longest it may take, in milliseconds: a slow machine tries fewer cases, and the counts say how many. */
	readonly limit: number;
}

const isFull = process.env.FAULTS === 'full';

/**
 * The effort of one random test: a short look in `npm test`, thousands of cases in
 * `npm run test:faults`. `FAULT_RUNS`, `FAULT_SEED` and `FAULT_PATH` set it by hand.
 */
export function effortOf(short: number, full: number): Effort {
	const { FAULT_RUNS: runs, FAULT_SEED: seed, FAULT_PATH: path } = process.env;
	return {
		runs: Number(runs) || (isFull ? full : short),
		seed: seed ? Number(seed) : Math.floor(Math.random() * 0x7fffffff),
		...(path && { path }),
		limit: isFull ? 1_200_000 : 25_000,
	};
}
