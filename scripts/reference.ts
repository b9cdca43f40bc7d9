// Generates docs/reference.md, the reference of every write operation, from the catalogue.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
	CreatedRecordId,
	EndpointSpec,
	Operation,
	Resource,
} from '../nodes/Propexo/catalogue/endpoint';
import {
	type Field,
	isAmount,
	isFile,
	isList,
	type ListField,
	type NumberField,
	type PlainField,
	type StringField,
} from '../nodes/Propexo/catalogue/fields';
import { RESOURCES } from '../nodes/Propexo/catalogue/index';
import { fieldText } from '../nodes/Propexo/catalogue/labels';
import { type Pms, PMS_LABELS } from '../nodes/Propexo/catalogue/pms';
import { recordSpec } from '../nodes/Propexo/catalogue/records';
import { BETA, NO_CREATED_ID } from '../nodes/Propexo/properties/noticeProperties';

const CREATED: Readonly<Record<CreatedRecordId, string>> = {
	set: "The outcome includes the new record's ID.",
	notRetrievable: NO_CREATED_ID,
	unknown: "It is not documented whether the outcome includes the record's ID.",
};

const TYPES: Readonly<Record<PlainField['type'], string>> = {
	boolean: 'true or false',
	dateOrDatetime: 'date or date-time',
	dateTime: 'date-time',
	enum: 'one of the two-letter states',
	integer: 'whole number',
	number: 'number',
	string: 'text',
};

const typeOf = (field: Field): string => {
	if (isFile(field)) return field.type === 'array' ? 'files' : 'file';
	if (isList(field)) return 'list';
	if (isAmount(field)) return 'whole cents';
	if (field.type === 'string' && field.idOf) return 'ID';
	const isShort = field.type === 'enum' && field.enum.length <= 20;
	return isShort ? field.enum.map((value) => `\`${value}\``).join(', ') : TYPES[field.type];
};

const limitsText = (field: Field): string => {
	const {
		min,
		exclusiveMin,
		max,
		minLength,
		maxLength,
	}: Partial<Omit<NumberField, 'type'> & Omit<StringField, 'type'>> = field as object;
	const parts = [
		min !== undefined && `${min} or more`,
		exclusiveMin !== undefined && `more than ${exclusiveMin}`,
		max !== undefined && `${max} or less`,
		minLength !== undefined && minLength > 1 && `${minLength} characters or more`,
		maxLength !== undefined && `${maxLength} characters or fewer`,
	].filter(Boolean);
	return parts.length ? ` (${parts.join(', ')})` : '';
};

const row = (field: Field, before = ''): string => {
	const { label, description } = fieldText(field);
	return `| ${before}${label} | \`${field.name}\` | ${typeOf(field)}${limitsText(field)} | ${field.required ? 'yes' : ''} | ${description} |`;
};

const rowsOf = (field: ListField): string[] => {
	if (!field.union) return (field.items ?? []).map((item) => row(item, '— '));
	return field.union.flatMap((shape, index) =>
		shape.map((item) => row(item, index ? '— or ' : '— ')),
	);
};

const table = (fields: readonly Field[]): string[] => [
	'| Field | Propexo | Type | Required | Description |',
	'| --- | --- | --- | --- | --- |',
	...fields.flatMap((field) => [row(field), ...(isList(field) ? rowsOf(field) : [])]),
];

const INCOMPLETE =
	'Its documentation is incomplete. With Specify Body set to Using JSON, other fields are sent as well.';

const quote = (...sentences: ReadonlyArray<string | false | undefined>): string[] =>
	sentences.filter(Boolean).map((sentence) => `> ${String(sentence)}\n`);

const entry = ({ method, path }: Operation, pms: Pms, spec: EndpointSpec): string[] => [
	`#### ${PMS_LABELS[pms]}`,
	'',
	`\`${method} ${path.replace('{pms}', pms)}\` · [Propexo's page](${spec.docs})`,
	'',
	...quote(spec.approval, ...(spec.notices ?? []), spec.isBeta && BETA),
	...quote(spec.allowsUnknownFields && INCOMPLETE),
	CREATED[spec.createdRecordId],
	'',
	...table(spec.fields),
	'',
];

const operationSection = (one: Operation): string[] => [
	`### ${one.action}`,
	'',
	`${one.description}.`,
	'',
	...quote(...(one.notices ?? [])),
	...(Object.entries(one.pms) as Array<[Pms, EndpointSpec]>).flatMap(([pms, spec]) =>
		entry(one, pms, spec),
	),
];

const resourceSection = ({ resource, operations }: Resource): string[] => {
	const { label, alias, description } = recordSpec(resource);
	return [
		`## ${alias ? `${label} (${alias})` : label}`,
		'',
		`${description}.`,
		'',
		...operations.flatMap(operationSection),
	];
};

/** The reference as Markdown. */
export const reference = (): string =>
	[
		'# Reference',
		'',
		'Every write operation, with the fields of each PMS. Generated from the catalogue by `npm run docs`.',
		'',
		...RESOURCES.flatMap(resourceSection),
	].join('\n');

if (require.main === module) writeFileSync(join(__dirname, '../docs/reference.md'), reference());
