import type { INodeExecutionData } from 'n8n-workflow';

import type { Field, WriteOperation } from '../../sandbox/contract';
import { fillIn } from '../support/form';
import { setUp, writesOf } from '../support/setup';
import { minimalBody, pathIds, WRITE_CASES } from '../support/writeCases';

const setup = setUp();

type Body = Record<string, unknown>;

/** A PNG of one pixel, as n8n holds a file in memory. */
const PIXEL =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const binary: INodeExecutionData['binary'] = {
	scan: { data: PIXEL, mimeType: 'image/png', fileName: 'scan.png', fileType: 'image' },
};

const FILE = { file_data: PIXEL, file_name: 'scan.png', mime_type: 'image/png' };

const isFile = ({ name }: Field): boolean => name === 'attachment' || name === 'attachments';

/** The parts of a file that are documented for an operation; all of them where its documentation is incomplete. */
const filePart = (field: Field): unknown => {
	if (field.type === 'array') return [FILE];
	return field.fields?.length ? { file_data: PIXEL } : FILE;
};

/** Values for the optional fields, which the minimal body omits. */
const textFor = ({ format, minLength = 1, pattern }: Field): string => {
	if (pattern) return '2.5';
	if (format === 'email') return 'name@example.com';
	if (format === 'uri') return 'https://example.com/a';
	return 'x'.repeat(Math.max(minLength, 3));
};

const valueFor = (field: Field): unknown => {
	switch (field.type) {
		case 'string':
			return textFor(field);
		case 'integer':
		case 'number':
			return Math.max(field.min ?? 1, (field.exclusiveMin ?? 0) + 1);
		case 'boolean':
			return true;
		case 'enum':
			return field.enum![0];
		case 'dateTime':
		case 'dateOrDatetime':
			return '2026-11-30T09:30:00Z';
		case 'array':
			return [fullRow(field.items ?? [])];
		case 'object':
			return {};
	}
};

const fullRow = (fields: readonly Field[]): Body =>
	Object.fromEntries(fields.map((field) => [field.name, valueFor(field)]));

const withFiles = (write: WriteOperation, body: Body): Body => {
	const files = write.fields.filter((field) => isFile(field) && field.name in body);
	return { ...body, ...Object.fromEntries(files.map((field) => [field.name, filePart(field)])) };
};

const requiredBody = (write: WriteOperation): Body => withFiles(write, minimalBody(write));

/** Every documented field; of two row shapes the first, and amounts such that a total equals its lines. */
const fullBody = (write: WriteOperation): Body => {
	const required = minimalBody(write);
	const all = write.fields.map((field) => {
		if (isFile(field)) return [field.name, filePart(field)];
		if (field.itemsAnyOf) return [field.name, [fullRow(field.itemsAnyOf[0]!)]];
		if (field.type === 'array' && field.items?.length) return [field.name, [fullRow(field.items)]];
		return [field.name, field.required ? required[field.name] : valueFor(field)];
	});
	const body = Object.fromEntries(all) as Body;
	const total = write.rules?.flatMap(({ then }) => ('equalsSumOf' in then ? [then] : []))[0];
	if (total) {
		const rows = body[total.equalsSumOf] as Body[];
		body[total.field] = rows.reduce((sum, row) => sum + Number(row[total.of]), 0);
	}
	return body;
};

const idFor = (name: string): string => `id of/${name}`;

const pathFor = ({ path }: WriteOperation): string =>
	path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(idFor(name)));

/** Fills in the form so that it means the body; a batch is one charge per input item. */
const run = async (write: WriteOperation, body: Body) => {
	const choice = { resource: write.resource, operation: write.operation, pms: write.pms };
	const form = fillIn(setup.engine.description('propexoAccounting'), choice, body);
	return await setup.engine.run({
		parameters: { ...form, ...pathIds(write, idFor) } as never,
		items: [{ json: {}, binary }],
	});
};

describe.each(WRITE_CASES)('%s', (_, write) => {
	it.each([
		['required fields only', requiredBody],
		['all fields', fullBody],
	])('%s in the form → the same request', async (_name, bodyOf) => {
		const body = bodyOf(write);
		const { items, error } = await run(write, body);

		expect(error).toBeUndefined();
		expect(writesOf(setup).map(({ method, path }) => [method, path])).toEqual([
			[write.method, pathFor(write)],
		]);
		expect(writesOf(setup)[0]!.body).toEqual(body);
		expect(writesOf(setup)[0]!.status).toBe(200);
		expect(items[0]!.json).toMatchObject({
			job_id: setup.sandbox.ledger[0]!.jobId,
			resource: write.resource,
			operation: write.operation,
			pms: write.pms,
			integration_id: body.integration_id ?? null,
		});
	});
});
