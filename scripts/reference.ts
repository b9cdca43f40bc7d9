// The reference of every write operation, made from the catalogue: docs/reference.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
	CreatedRecordId,
	Operation,
	EndpointSpec,
	Resource,
} from '../nodes/Propexo/catalogue/endpoint';
import {
	type Field,
	isAmount,
	isFile,
	isList,
	type ListField,
	type NumberField,
	type StringField,
} from '../nodes/Propexo/catalogue/fields';
import { RESOURCES } from '../nodes/Propexo/catalogue/index';
import { fieldText } from '../nodes/Propexo/catalogue/labels';
import { type Pms, PMS_LABELS } from '../nodes/Propexo/catalogue/pms';

const CREATED: Readonly<Record<CreatedRecordId, string>> = {
	set: 'The outcome carries the id of the new record.',
	notRetrievable:
		'The outcome carries no id of the new record; it shows up in Propexo with the next sync.',
	unknown: 'Propexo does not say whether the outcome carries an id.',
};

const kindOf = (field: Field): string => {
	if (isFile(field)) return field.type === 'array' ? 'files' : 'file';
	if (isList(field)) return 'list';
	switch (field.type) {
		case 'enum':
			return field.enum.length > 20
				? 'one of the two-letter states'
				: field.enum.map((value) => `\`${value}\``).join(', ');
		case 'dateTime':
			return 'date-time';
		case 'dateOrDatetime':
			return 'date or date-time';
		case 'boolean':
			return 'yes or no';
		case 'string':
			return field.idOf ? 'id' : 'text';
		case 'integer':
			return isAmount(field) ? 'whole cents' : 'whole number';
		case 'number':
			return isAmount(field) ? 'whole cents' : 'number';
	}
};

const noLimits: Pick<Partial<NumberField>, 'min' | 'exclusiveMin' | 'max'> &
	Pick<StringField, 'minLength' | 'maxLength'> = {};

const limitsOf = (field: Field): string => {
	const { min, exclusiveMin, max } =
		field.type === 'integer' || field.type === 'number' ? field : noLimits;
	const { minLength, maxLength } = field.type === 'string' ? field : noLimits;
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
	return `| ${before}${label} | \`${field.name}\` | ${kindOf(field)}${limitsOf(field)} | ${field.required ? 'yes' : ''} | ${description} |`;
};

const rowsOf = (field: ListField): string[] => {
	if (!field.itemsAnyOf) return (field.items ?? []).map((item) => row(item, '— '));
	return field.itemsAnyOf.flatMap((shape, index) =>
		shape.map((item) => row(item, index ? '— or ' : '— ')),
	);
};

const table = (fields: readonly Field[]): string[] => [
	'| Field | Propexo | Kind | Required | What it is |',
	'| --- | --- | --- | --- | --- |',
	...fields.flatMap((field) => [row(field), ...(isList(field) ? rowsOf(field) : [])]),
];

const entry = (
	family: Operation,
	pms: Pms,
	{ createdRecordId, approval, notices = [], isBeta, isOpen, docs, fields }: EndpointSpec,
): string[] => [
	`#### ${PMS_LABELS[pms]}`,
	'',
	`\`${family.method} ${family.path.replace('{pms}', pms)}\` · [Propexo's page](${docs})`,
	'',
	...[approval ?? [], notices].flat().map((notice) => `> ${notice}\n`),
	...(isBeta ? ['> Propexo calls this endpoint a beta: it may still change.\n'] : []),
	...(isOpen
		? [
				'> Its documentation was cut off. With Specify Body set to Using JSON, other fields pass through.\n',
			]
		: []),
	CREATED[createdRecordId],
	'',
	...table(fields),
	'',
];

const family = (one: Operation): string[] => [
	`### ${one.action}`,
	'',
	`${one.description}.`,
	'',
	...(one.notices ?? []).map((notice) => `> ${notice}\n`),
	...(Object.entries(one.pms) as Array<[Pms, EndpointSpec]>).flatMap(([pms, its]) =>
		entry(one, pms, its),
	),
];

const resource = ({ label, description, operations }: Resource): string[] => [
	`## ${label}`,
	'',
	`${description}.`,
	'',
	...operations.flatMap(family),
];

/** The whole reference as Markdown, from the catalogue alone. */
export const reference = (): string =>
	[
		'# Reference',
		'',
		'Every write operation, with the fields of each PMS. Made from the catalogue by `npm run docs`.',
		'',
		...RESOURCES.flatMap(resource),
	].join('\n');

if (require.main === module) writeFileSync(join(__dirname, '../docs/reference.md'), reference());
