import { ENDPOINTS, RESOURCES } from '../../../nodes/Propexo/catalogue/index';
import { fieldLabel, fieldText } from '../../../nodes/Propexo/catalogue/labels';
import { LOG_FILTERS } from '../../../nodes/Propexo/catalogue/logFilters';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { READ_RESOURCES, READS } from '../../../nodes/Propexo/catalogue/reads';
import { inSentence, RECORDS, recordSpec } from '../../../nodes/Propexo/catalogue/records';
import actionCodex from '../../../nodes/Propexo/PropexoAccounting.node.json';
import triggerCodex from '../../../nodes/Propexo/PropexoAccountingTrigger.node.json';

it('a record has the same label in a path of a write, a path of a read and a filter', () => {
	const pathLabels = ENDPOINTS.flatMap(({ pathIds }) =>
		pathIds.map((field) => [RECORDS[field.idOf!].label, fieldText(field).label]),
	);
	const readLabels = READS.flatMap(({ pathId }) =>
		pathId ? [[RECORDS[pathId.record].label, pathId.label]] : [],
	);
	const filterLabels = [...READS.flatMap(({ filters }) => filters), ...LOG_FILTERS].flatMap(
		(filter) => (filter.type === 'id' ? [[RECORDS[filter.record].label, filter.label]] : []),
	);

	for (const [expected, label] of [...pathLabels, ...readLabels, ...filterLabels])
		expect(label).toBe(expected);
});

it('every resource of the dropdown has a description', () => {
	for (const { resource } of [...RESOURCES, ...READ_RESOURCES])
		expect(recordSpec(resource).description).toBeDefined();
});

it('a record has a list to select from or says where to find its ID, where a field needs one', () => {
	const ids = ENDPOINTS.flatMap(({ fields }) => fields).flatMap((field) =>
		'idOf' in field && field.idOf ? [recordSpec(field.idOf)] : [],
	);

	expect(ids.filter(({ picker, idHint }) => !picker && !idHint)).toEqual([]);
});

it('a field without a label throws', () => {
	expect(() => fieldLabel('no_such_field')).toThrow('no_such_field');
});

it.each([
	['GL Account', 'GL account'],
	['Recurring Resident Charge', 'recurring resident charge'],
	['Line Items', 'line items'],
])('%s is written %s within a sentence', (label, noun) => {
	expect(inSentence(label)).toBe(noun);
});

it.each([
	['action', actionCodex],
	['trigger', triggerCodex],
])('the %s node is found by every PMS', (_, { alias }) => {
	const names = Object.values(PMS_LABELS).map((label) =>
		label.replace(/ \(.*\)$/, '').replace(/ Exchange$/, ''),
	);

	expect(alias).toEqual(expect.arrayContaining(names));
});
