/** What has to be ended again, in the reverse order of its start. */
export class Cleanups {
	private readonly ends: Array<() => Promise<void>> = [];
	private over = false;

	/**
	 * Adds something to end. When all has been ended already (Ctrl-C in the middle of the
	 * start), it is ended at once.
	 *
	 * @param end
	 */
	add(end: () => Promise<void>): void {
		if (this.over) void end();
		else this.ends.push(end);
	}

	/** Ends everything. */
	async run(): Promise<void> {
		this.over = true;
		for (const end of this.ends.reverse()) await end();
	}
}
