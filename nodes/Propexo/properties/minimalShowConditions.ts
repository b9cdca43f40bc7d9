/** One endpoint as a person chooses it: resource, operation, PMS. */
export interface Choice {
	readonly resource: string;
	readonly operation: string;
	readonly pms: string;
}

/** Display options that show a parameter for every combination of these values. */
export interface ShowCondition {
	readonly resource: readonly string[];
	readonly operation: readonly string[];
	readonly pms: readonly string[];
}

const union = (values: readonly string[], value: string): readonly string[] =>
	values.includes(value) ? values : [...values, value];

const extend = (rectangle: ShowCondition, choice: Choice): ShowCondition => ({
	resource: union(rectangle.resource, choice.resource),
	operation: union(rectangle.operation, choice.operation),
	pms: union(rectangle.pms, choice.pms),
});

const matches = (rectangle: ShowCondition, choice: Choice): boolean =>
	rectangle.resource.includes(choice.resource) &&
	rectangle.operation.includes(choice.operation) &&
	rectangle.pms.includes(choice.pms);

/**
 * The fewest display options this greedy search finds that show a parameter for the wanted
 * choices and for no other that exists. n8n shows a parameter for every combination of the
 * values it lists, so a combination nobody can choose may be shown without harm.
 */
export function minimalShowConditions(
	wanted: readonly Choice[],
	all: readonly Choice[],
): ShowCondition[] {
	const isWanted = new Set(wanted);
	const others = all.filter((choice) => !isWanted.has(choice));
	const rectangles: ShowCondition[] = [];
	for (const choice of wanted) {
		if (rectangles.some((rectangle) => matches(rectangle, choice))) continue;
		const grown = rectangles.map((rectangle) => extend(rectangle, choice));
		const fitting = grown.findIndex(
			(rectangle) => !others.some((other) => matches(rectangle, other)),
		);
		if (fitting >= 0) rectangles[fitting] = grown[fitting]!;
		else rectangles.push(extend({ resource: [], operation: [], pms: [] }, choice));
	}
	return rectangles;
}
