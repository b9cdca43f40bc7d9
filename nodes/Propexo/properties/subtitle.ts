import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PMS_LABELS } from '../catalogue/pms';

const actionsOf = ({
	displayOptions,
	options = [],
}: INodeProperties): Array<[string, string | undefined]> =>
	(options as INodePropertyOptions[]).map(({ value, action }) => [
		`${String(displayOptions?.show?.resource?.[0])}.${String(value)}`,
		action,
	]);

/** The text below the node on the canvas: the action in words, and the PMS it writes to. */
export function subtitle(parameters: readonly INodeProperties[]): string {
	const actions = Object.fromEntries(
		parameters.filter(({ name }) => name === 'operation').flatMap(actionsOf),
	);
	const action = `(${JSON.stringify(actions)})[$parameter["resource"] + "." + $parameter["operation"]]`;
	const pms = `(${JSON.stringify(PMS_LABELS)})[$parameter["pms"]]`;
	return `={{ [${action}, ${pms}].filter(Boolean).join(" · ") }}`;
}
