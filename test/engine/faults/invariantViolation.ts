/** A promise that a random run found broken; its message begins with the name of the promise. */
export class InvariantViolation<Invariant extends string = string> extends Error {
	/***/
	constructor(
		readonly invariant: Invariant,
		what: string,
	) {
		super(`${invariant}: ${what}`);
	}
}
