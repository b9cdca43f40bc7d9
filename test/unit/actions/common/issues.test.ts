import { formatIssue, zodIssues } from '../../../../nodes/Propexo/actions/common/issues';
import { findEndpoint } from '../../../../nodes/Propexo/catalogue';
import { fieldLabel } from '../../../../nodes/Propexo/catalogue/labels';
import { bodySchema } from '../../../../nodes/Propexo/catalogue/schema/bodySchema';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';

const vendor = findEndpoint('vendor', 'create', 'entrata')!;

const sentencesOf = (endpoint: typeof vendor, body: unknown): string[] => {
	const { error } = bodySchema(endpoint, 'UTC').safeParse(body);
	return zodIssues(error!, body, endpoint.fields, 'Entrata').map(formatIssue);
};

it('a value of the wrong type → quoted before what is wrong with it', () => {
	const bill = findEndpoint('invoice', 'create', 'buildium')!;
	const sentences = sentencesOf(bill, { invoice_date: '2026-13-01', integration_id: 'intg' });

	expect(sentences).toContain(`${fieldLabel('invoice_date')} "2026-13-01" ${SCHEMA_MESSAGES.date}`);
});

it('a missing value → not quoted', () => {
	expect(sentencesOf(vendor, {})).toContain(
		`${fieldLabel('integration_id')} ${SCHEMA_MESSAGES.required}`,
	);
});

it('a long value → truncated', () => {
	const long = 'x'.repeat(1_000);
	const bill = findEndpoint('invoice', 'create', 'buildium')!;

	for (const sentence of sentencesOf(bill, { invoice_date: long }))
		expect(sentence.length).toBeLessThan(300);
});

it('a sensitive value → named, and never quoted', () => {
	const sentences = sentencesOf(vendor, { payment_routing_number: '4711' });

	expect(sentences.join('\n')).toContain(`${fieldLabel('payment_routing_number')} must have`);
	expect(sentences.join('\n')).not.toContain('4711');
});

it.each([
	['a body encoded twice', JSON.stringify({ tax_id: '4711' })],
	['a list as text', { contacts: JSON.stringify([{ ssn: '4711' }]) }],
	['an unknown field', { ssn: '4711' }],
])('%s → nothing of it is quoted', (_, body) => {
	expect(sentencesOf(vendor, body).join('\n')).not.toContain('4711');
});
