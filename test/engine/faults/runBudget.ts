/** How many random cases a run tries, and from which seed on. */
export interface RunBudget {
	readonly runs: number;
	readonly seed: number;
	/** The path to a shrunk case, as fast-check prints it, to run that case alone. */
	readonly path?: string;
	/** Milliseconds. A slow machine tries fewer cases, and the counts say how many. */
	readonly timeLimit: number;
}

const isFull = process.env.FAULTS === 'full';

/**
 * The budget of one random test: about a hundred cases in `npm test`, thousands in
 * `npm run test:faults`. `FAULT_RUNS`, `FAULT_SEED` and `FAULT_PATH` override it.
 */
export function runBudget(short: number, full: number): RunBudget {
	const { FAULT_RUNS: runs, FAULT_SEED: seed, FAULT_PATH: path } = process.env;
	return {
		runs: Number(runs) || (isFull ? full : short),
		seed: seed ? Number(seed) : Math.floor(Math.random() * 0x7fffffff),
		...(path && { path }),
		timeLimit: isFull ? 1_200_000 : 25_000,
	};
}
