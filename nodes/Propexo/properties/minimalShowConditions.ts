/** One endpoint as a person chooses it: resource, operation, PMS. */
export interface Choice {
	readonly resource: string;
	readonly operation: string;
	readonly pms: string;
}

/** Display options that show a parameter for every combination of these values. */
export interface Rectangle {
	readonly resource: readonly string[];
	readonly operation: readonly string[];
	readonly pms: readonly string[];
}

const union = (values: readonly string[], value: string): readonly string[] =>
	values.includes(value) ? values : [...values, value];

const grow = (rectangle: Rectangle, choice: Choice): Rectangle => ({
	resource: union(rectangle.resource, choice.resource),
	operation: union(rectangle.operation, choice.operation),
	pms: union(rectangle.pms, choice.pms),
});

const holds = (rectangle: Rectangle, choice: Choice): boolean =>
	rectangle.resource.includes(choice.resource) &&
	rectangle.operation.includes(choice.operation) &&
	rectangle.pms.includes(choice.pms);

/**
 * The fewest display options this greedy search finds that show a parameter for the wanted
 * choices and for no other that exists. n8n shows a parameter for every combination of the
 * values it lists, so a combination nobody can choose may be shown without harm.
 * @param wanted the choices the parameter belongs to
 * @param all every choice that exists
 */
export function cover(wanted: readonly Choice[], all: readonly Choice[]): Rectangle[] {
	const isWanted = new Set(wanted);
	const others = all.filter((choice) => !isWanted.has(choice));
	const rectangles: Rectangle[] = [];
	for (const choice of wanted) {
		if (rectangles.some((rectangle) => holds(rectangle, choice))) continue;
		const grown = rectangles.map((rectangle) => grow(rectangle, choice));
		const fitting = grown.findIndex(
			(rectangle) => !others.some((other) => holds(rectangle, other)),
		);
		if (fitting >= 0) rectangles[fitting] = grown[fitting]!;
		else rectangles.push(grow({ resource: [], operation: [], pms: [] }, choice));
	}
	return rectangles;
}
