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

const typeOf = (field: Field): string => {
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
			return 'true or false';
		case 'string':
			return field.idOf ? 'ID' : 'text';
		case 'integer':
			return isAmount(field) ? 'whole cents' : 'whole number';
		case 'number':
			return isAmount(field) ? 'whole cents' : 'number';
	}
};

const noLimits: Pick<Partial<NumberField>, 'min' | 'exclusiveMin' | 'max'> &
	Pick<StringField, 'minLength' | 'maxLength'> = {};

const limitsText = (field: Field): string => {
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

const entry = (
	operation: Operation,
	pms: Pms,
	{
		createdRecordId,
		approval,
		notices = [],
		isBeta,
		allowsUnknownFields,
		docs,
		fields,
	}: EndpointSpec,
): string[] => [
	`#### ${PMS_LABELS[pms]}`,
	'',
	`\`${operation.method} ${operation.path.replace('{pms}', pms)}\` · [Propexo's page](${docs})`,
	'',
	...[approval ?? [], notices].flat().map((notice) => `> ${notice}\n`),
	...(isBeta ? [`> ${BETA}\n`] : []),
	...(allowsUnknownFields
		? [
				'> Its documentation is incomplete. With Specify Body set to Using JSON, other fields are sent as well.\n',
			]
		: []),
	CREATED[createdRecordId],
	'',
	...table(fields),
	'',
];

const operationSection = (one: Operation): string[] => [
	`### ${one.action}`,
	'',
	`${one.description}.`,
	'',
	...(one.notices ?? []).map((notice) => `> ${notice}\n`),
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
