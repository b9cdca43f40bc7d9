/** Counts what a random run did, by name, and prints it. */
export class RunCounts {
	private readonly counts = new Map<string, number>();

	private readonly started = Date.now();

	/***/
	constructor(private readonly title: string) {}

	/** Adds to a count. */
	add(name: string, by = 1): void {
		this.counts.set(name, (this.counts.get(name) ?? 0) + by);
	}

	/** Prints every count. */
	print(seed: number): void {
		const seconds = Math.round((Date.now() - this.started) / 1_000);
		const isFault = ([name]: [string, number]): boolean => name.startsWith('fault ');
		const all = [...this.counts];
		const faults = all.filter(isFault).sort(([a], [b]) => a.localeCompare(b));
		const lines = [...all.filter((one) => !isFault(one)), ...faults].map(
			([name, count]) => `  ${name}: ${count}`,
		);
		process.stdout.write([`${this.title} (seed ${seed}, ${seconds} s)`, ...lines, ''].join('\n'));
	}
}
