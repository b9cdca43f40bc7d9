import { findUnsetFields } from '../../../../nodes/Propexo/actions/write/findUnsetFields';
import { list, required, text } from '../../../../nodes/Propexo/catalogue/fields';
import { fieldLabel } from '../../../../nodes/Propexo/catalogue/labels';

const FIELDS = [
	text('memo'),
	list('invoice_items', [...required(text('notes')), text('description')]),
];
const LINES = fieldLabel('invoice_items');

const unset = (raw: Record<string, unknown>, values: Record<string, unknown>, fields = FIELDS) =>
	findUnsetFields(fields, {
		getRaw: (name) => raw[name] ?? '',
		getParameter: (name) => values[name] ?? '',
	});

it.each([[null], [undefined], [[]]])(
	'a list as JSON whose expression returns %j → its label',
	(value) => {
		const mode = { invoiceItemsInput: 'json' };

		expect(
			findUnsetFields(FIELDS, {
				getRaw: () => '={{ $json.lines }}',
				getParameter: (name) => (name === 'invoiceItemsInput' ? 'json' : value),
			}),
		).toEqual([LINES]);
		expect(unset({ invoiceItemsJson: '[]' }, { ...mode, invoiceItemsJson: value })).toEqual([]);
	},
);

it('a required list as JSON, or one with rows → none', () => {
	const raw = { invoiceItemsJson: '={{ $json.lines }}' };
	const input = { invoiceItemsInput: 'json' };
	const [, lines] = FIELDS;

	expect(
		unset(raw, { ...input, invoiceItemsJson: [] }, [{ ...lines!, required: true }] as never),
	).toEqual([]);
	expect(unset(raw, { ...input, invoiceItemsJson: [{ notes: 'a' }] })).toEqual([]);
});

it('rows → the optional fields alone, each once', () => {
	const row = { notes: '={{ $json.notes }}', description: '={{ $json.description }}' };
	const empty = { notes: '', description: '' };

	expect(
		unset(
			{ invoiceItems: { values: [row, row] } },
			{ invoiceItemsInput: 'fields', invoiceItems: { values: [empty, empty] } },
		),
	).toEqual([`${LINES}, ${fieldLabel('description')}`]);
});

it('all rows, or all fields, by one expression → none', () => {
	expect(
		unset(
			{ invoiceItems: '={{ $json.rows }}', additionalFields: '={{ $json.fields }}' },
			{ invoiceItems: {}, additionalFields: '' },
		),
	).toEqual([]);
});
