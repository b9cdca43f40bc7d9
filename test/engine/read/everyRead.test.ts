import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { type RecordName, recordNoun } from '../../../nodes/Propexo/catalogue/records';
import { byId, camelCase, shown } from '../support/form';
import {
	ask,
	filled,
	GET_CASES,
	LIST_CASES,
	onTheWire,
	READ_CASES,
	type ReadCase,
	STABLE_ORDER,
} from '../support/readCases';
import { setUp } from '../support/setup';

const setup = setUp();

/** The parameters of a read, with the ID of an existing record in the path. */
const chosen = (
	{ resource, operation, idParameter, endpoint }: ReadCase,
	more: INodeParameters = {},
): INodeParameters => {
	const [id] = /(po|prop)-yardi-1-1/.exec(filled(endpoint.path)) ?? [];
	return {
		resource,
		operation,
		...(idParameter && id && { [idParameter]: byId(id) as never }),
		...more,
	};
};

const wire = () => setup.sandbox.requests.map(onTheWire);

const form = (one: ReadCase): INodeProperties[] =>
	shown(setup.engine.description('propexoAccounting'), {
		resource: one.resource,
		operation: one.operation,
	});

describe.each(READ_CASES)('%s', (_, one) => {
	it('the form shows the ID or the filters, and no PMS', () => {
		const names = form(one).map(({ name }) => name);
		const ofList = one.endpoint.kind === 'list' ? ['returnAll', 'limit', 'filters', 'options'] : [];

		expect(names).toEqual([
			'resource',
			'operation',
			...(one.idParameter ? [one.idParameter] : []),
			...ofList,
		]);
	});
});

describe.each(GET_CASES)('%s', (_, one) => {
	const list = LIST_CASES.find(([, { resource }]) => resource === one.resource)![1].endpoint.path;

	it('an ID → the record with the keys of Propexo', async () => {
		const [, record] = (await ask(setup.sandbox, `${filled(list)}?limit=2`)) as [
			IDataObject,
			IDataObject,
		];
		const before = setup.sandbox.requests.length;
		const { items, error } = await setup.engine.run({
			parameters: {
				resource: one.resource,
				operation: 'get',
				[one.idParameter!]: byId('={{ $json.id }}') as never,
			},
			items: [{ id: record.id as string }],
		});

		expect(error).toBeUndefined();
		expect(wire().slice(before)).toEqual([
			{ method: 'GET', path: one.endpoint.path.replace(/\{\w+\}/, String(record.id)), query: {} },
		]);
		expect(items).toEqual([
			{ json: expect.objectContaining(record) as IDataObject, pairedItem: { item: 0 } },
		]);
	});

	it('an unknown ID → an error that names it', async () => {
		const { error } = await setup.engine.run({
			parameters: {
				resource: one.resource,
				operation: 'get',
				[one.idParameter!]: byId('id-unknown') as never,
			},
		});

		expect(error?.message).toBe(
			`${ERRORS.notFound(`${recordNoun(one.resource as RecordName)} id-unknown`)} ${itemTag(0)}`,
		);
		expect(error?.httpCode).toBe('404');
	});
});

/** A value for a filter as the user enters it, and as it is sent. */
const example = (name: string, type: string | string[]): { entered: unknown; sent: string } => {
	if (Array.isArray(type)) return { entered: type[0], sent: type[0]! };
	if (type === 'vendor') return { entered: 'YARDI', sent: 'YARDI' };
	if (type.startsWith('boolean')) return { entered: false, sent: 'false' };
	if (/_(gte|lte)$/.test(name))
		return { entered: '2026-01-05T08:00:00', sent: '2026-01-05T08:00:00Z' };
	if (/date/.test(name)) return { entered: '2026-01-05', sent: '2026-01-05' };
	return { entered: `some ${name}`, sent: `some ${name}` };
};

describe.each(LIST_CASES)('%s', (_, one) => {
	const { path, query } = one.endpoint;
	const filters = Object.entries(query).filter(
		([name]) => !['order-by', 'limit', 'offset'].includes(name),
	);

	it('a limit of 3 → the list in a stable order, one item per record', async () => {
		const { items, error } = await setup.engine.run({ parameters: chosen(one, { limit: 3 }) });

		expect(error).toBeUndefined();
		expect(wire()).toEqual([
			{
				method: 'GET',
				path: filled(path),
				query: { 'order-by': STABLE_ORDER, limit: '3', offset: '0' },
			},
		]);
		const expected = await ask(setup.sandbox, `${filled(path)}?order-by=${STABLE_ORDER}&limit=3`);
		expect(expected.length).toBeGreaterThan(0);
		expect(items).toEqual(expected.map((json) => ({ json, pairedItem: { item: 0 } })));
	});

	it.each(filters)('the filter %s → sent', async (name, type) => {
		const offered = form(one).find((parameter) => parameter.name === 'filters')!
			.options as INodeProperties[];
		const enter = (field: string, value: unknown) => {
			const parameter = offered.find((option) => option.name === camelCase(field));
			if (!parameter) throw new Error(`The form has no filter ${camelCase(field)}`);
			return [parameter.name, parameter.type === 'resourceLocator' ? byId(value) : value];
		};
		const { entered, sent } = example(name, type);
		const companions = name.startsWith('x_') ? ['integration_id', 'x_property_id'] : [];
		const needed = companions.filter((other) => other in query && other !== name);
		const values = Object.fromEntries([
			enter(name, entered),
			...needed.map((other) => enter(other, 'one')),
		]) as INodeParameters;
		const { error } = await setup.engine.run({ parameters: chosen(one, { filters: values }) });

		expect(error).toBeUndefined();
		expect(wire()[0]!.query).toEqual({
			[name]: sent,
			...Object.fromEntries(needed.map((other) => [other, 'one'])),
			'order-by': STABLE_ORDER,
			limit: '50',
			offset: '0',
		});
		expect(setup.sandbox.requests[0]!.status).toBe(200);
	});
});
