import {
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';

import { batchListField, type Endpoint } from '../../../nodes/Propexo/catalogue/endpoint';
import { type Field, isFile, isList, rowFields } from '../../../nodes/Propexo/catalogue/fields';
import { ENDPOINTS } from '../../../nodes/Propexo/catalogue/index';
import { READS } from '../../../nodes/Propexo/catalogue/reads';
import { accountingProperties } from '../../../nodes/Propexo/properties/accountingProperties';
import {
	fileParameterName,
	listParameters,
	parameterName,
} from '../../../nodes/Propexo/properties/parameterNames';

const description = { properties: accountingProperties } as INodeTypeDescription;
const node = { typeVersion: 1 };

/** The names of the parameters that n8n's editor shows, as often as it shows them. */
const visibleNames = (chosen: INodeParameters): string[] => {
	const values = {
		...NodeHelpers.getNodeParameters(
			accountingProperties,
			chosen,
			true,
			false,
			node as never,
			description,
		),
		...chosen,
	};
	return accountingProperties
		.filter((property) => NodeHelpers.displayParameter(values, property, node, description))
		.map(({ name }) => name);
};

const repeated = (names: readonly string[]): string[] =>
	names.filter((name, index) => names.indexOf(name) !== index);

/** The options of a collection that n8n's editor offers for a PMS. */
const offeredOptions = (collection: INodeProperties, pms: string): string[] =>
	((collection.options ?? []) as INodeProperties[])
		.filter(({ displayOptions }) => displayOptions?.show?.['/pms']?.includes(pms) ?? true)
		.map(({ name }) => name);

/** The parameters of one field in the open, with rows and files where the form takes them. */
const parametersOf = (field: Field, mode: string): string[] => {
	if (isFile(field)) return [fileParameterName(field.name, field.type === 'array')];
	if (!isList(field)) return [parameterName(field.name)];
	const { input, rows, json } = listParameters(field.name);
	if (!rowFields(field).length) return [json];
	return mode === 'json' ? [input, json] : [input, rows];
};

const isTopLevel = (field: Field): boolean => field.required || isList(field);

/** What the form of an endpoint has in the open, by how its batch or list is given. */
const expectedFields = (endpoint: Endpoint, mode: string): string[] => {
	const batch = batchListField(endpoint);
	const own = endpoint.fields.filter((field) => field !== batch && isTopLevel(field));
	const names = own.flatMap((field) => parametersOf(field, mode));
	if (!batch) return names;
	const { input, json } = listParameters(batch.name);
	if (mode === 'json') return [...names, input, json];
	const row = rowFields(batch).filter(isTopLevel);
	return [...names, input, ...row.flatMap((field) => parametersOf(field, mode))];
};

/** Parameters that are no field: selectors, options, how items make up a batch, and notices. */
const NO_FIELDS = new Set([
	...['resource', 'operation', 'pms', 'specifyBody', 'additionalFields', 'options'],
	...['batchGroup', 'batchSize'],
]);

const isOfEveryForm = (name: string): boolean => NO_FIELDS.has(name) || name.startsWith('notice');

const inputsOf = ({ fields }: Endpoint, mode: string): INodeParameters =>
	Object.fromEntries(fields.filter(isList).map(({ name }) => [listParameters(name).input, mode]));

const forms = ENDPOINTS.map(
	(endpoint) => [`${endpoint.resource}.${endpoint.operation}.${endpoint.pms}`, endpoint] as const,
);

describe.each(forms)('%s', (_, endpoint) => {
	const { resource, operation, pms } = endpoint;
	const modes = endpoint.batchOf ? ['items', 'json'] : ['fields', 'json'];

	it.each(modes)('shows exactly one parameter per field with its rows as %s', (mode) => {
		const names = visibleNames({
			resource,
			operation,
			pms,
			specifyBody: 'fields',
			...inputsOf(endpoint, mode),
		});

		expect(repeated(names)).toEqual([]);
		expect(names.filter((name) => !isOfEveryForm(name)).sort()).toEqual(
			[
				...expectedFields(endpoint, mode),
				...endpoint.pathIds.map(({ name }) => parameterName(name)),
			].sort(),
		);
	});

	it('shows only the path IDs and the body in JSON', () => {
		const names = visibleNames({ resource, operation, pms, specifyBody: 'json' });

		expect(names.filter((name) => !isOfEveryForm(name)).sort()).toEqual(
			['bodyJson', ...endpoint.pathIds.map(({ name }) => parameterName(name))].sort(),
		);
		expect(repeated(names)).toEqual([]);
	});

	it('offers exactly one additional field per optional field', () => {
		const collections = accountingProperties.filter(
			(property) =>
				property.name === 'additionalFields' &&
				NodeHelpers.displayParameter(
					{ resource, operation, pms, specifyBody: 'fields', chargesInput: 'items' },
					property,
					node,
					description,
				),
		);
		const batch = batchListField(endpoint);
		const optional = [
			...endpoint.fields.filter((field) => field !== batch),
			...(batch ? rowFields(batch) : []),
		].filter((field) => !isTopLevel(field));

		expect(collections.flatMap((one) => offeredOptions(one, pms)).sort()).toEqual(
			optional.flatMap((field) => parametersOf(field, 'fields')).sort(),
		);
	});
});

const WRITE_JOB = ['get', 'getMany', 'retry', 'wait'].map((operation) => ({
	resource: 'writeJob',
	operation,
}));

it.each([...READS, ...WRITE_JOB].map(({ resource, operation }) => [resource, operation]))(
	'%s.%s shows each parameter once',
	(resource, operation) => {
		expect(repeated(visibleNames({ resource: resource!, operation: operation! }))).toEqual([]);
	},
);
