import fc from 'fast-check';

import { htmlToPlainText, toHtml, toPlainText } from '../../../nodes/Propexo/utils/errorText';

it('bullets → a list in the error panel, lines in an item', () => {
	const text = { description: 'Correct this:\nnow', bullets: ['Memo is required', 'a < b & c'] };

	expect(toHtml(text)).toBe(
		'Correct this:<br>now<ul><li>Memo is required</li><li>a &lt; b &amp; c</li></ul>',
	);
	expect(toPlainText(text)).toBe('Correct this:\nnow\n• Memo is required\n• a < b & c');
});

it('markup in a text of the PMS → shown as text', () => {
	expect(toHtml({ description: '<img src=x>' })).toBe('&lt;img src=x>');
});

it('the HTML of a description → its plain text', () => {
	const line = fc
		.array(fc.constantFrom('<', '>', '&', 'a', 'Item', '&lt;', '<br>', '<li>'))
		.map((parts) => `x${parts.join('')}x`);
	fc.assert(
		fc.property(line, fc.array(line), (description, bullets) => {
			const text = { description, bullets };

			expect(htmlToPlainText(toHtml(text))).toBe(toPlainText(text));
		}),
	);
});
