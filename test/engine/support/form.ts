import {
	type IDataObject,
	type INodeParameterResourceLocator,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';

/** What is chosen in the dropdowns of the action node. */
export interface Choice {
	resource: string;
	operation: string;
	pms: string;
}

type Body = Record<string, unknown>;

/** The parameter name of a Propexo field. */
export const camelCase = (name: string): string =>
	name.replace(/_([a-z0-9])/g, (_, next: string) => next.toUpperCase());

/** The parameters that n8n's editor shows for some values, after filling in the defaults. */
export const shown = (
	description: INodeTypeDescription,
	values: INodeParameters,
): INodeProperties[] => {
	const node = { typeVersion: 1 } as never;
	const all =
		NodeHelpers.getNodeParameters(description.properties, values, true, false, node, description) ??
		{};
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter({ ...all, ...values }, property, node, description),
	);
};

/** An ID in the form, entered by hand. */
export const byId = (value: unknown): INodeParameterResourceLocator =>
	({ __rl: true, mode: 'id', value }) as INodeParameterResourceLocator;

const enter = (property: INodeProperties, value: unknown): unknown =>
	property.type === 'resourceLocator' ? byId(value) : value;

/** The parameters that may say which binary property holds the files of a field. */
const fileNames = (name: string): string[] => [
	`${camelCase(name)}BinaryProperty`,
	`${camelCase(name)}BinaryProperties`,
];

const enterRow = (properties: readonly INodeProperties[], row: Body): IDataObject => {
	const byName = new Map(properties.map((property) => [property.name, property]));
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			const file = fileNames(name).find((one) => byName.has(one));
			if (file) return [file, 'scan'];
			const property = byName.get(camelCase(name));
			if (!property) throw new Error(`The form has no field ${camelCase(name)}`);
			return [property.name, enter(property, value)];
		}),
	) as IDataObject;
};

/**
 * Fills in the form that the editor shows for a choice so that it means the given body: each
 * value goes where the form has a place for it. Throws where the form has none.
 */
export function fillIn(
	description: INodeTypeDescription,
	choice: Choice,
	body: Body,
): INodeParameters {
	const parameters: INodeParameters = { ...choice };
	const additional: Body = {};
	const form = shown(description, parameters);
	const collection = form.find(({ name }) => name === 'additionalFields');
	const optional = (collection?.options ?? []) as INodeProperties[];
	const batch = form.find(({ name, type }) => name === 'chargesInput' && type === 'options');
	const fields = batch ? { ...body, ...(body.charges as Body[])[0], charges: undefined } : body;
	for (const [name, value] of Object.entries(fields).filter(([, given]) => given !== undefined)) {
		const property = form.find((one) => [camelCase(name), ...fileNames(name)].includes(one.name));
		const json = form.find((one) => one.name === `${camelCase(name)}Json`);
		if (property && fileNames(name).includes(property.name)) parameters[property.name] = 'scan';
		else if (property && Array.isArray(value)) {
			const rows = (property.options as INodePropertyCollection[])[0]!.values;
			parameters[property.name] = {
				values: value.map((row) => enterRow(rows, row as Body)) as INodeParameters[],
			};
		} else if (property) parameters[property.name] = enter(property, value) as string;
		else if (json) parameters[json.name] = JSON.stringify(value);
		else additional[name] = value;
	}
	if (Object.keys(additional).length) {
		const offered = optional.filter((option) => {
			const pms = option.displayOptions?.show?.['/pms'];
			return !pms || pms.includes(choice.pms);
		});
		parameters.additionalFields = enterRow(offered, additional) as INodeParameters;
	}
	return parameters;
}
