import { readableErrors } from '../../../nodes/Propexo/transport/writeStatus';
import { omittedText } from '../../../nodes/Propexo/utils/truncate';

it('an error that is JSON is shown as its message', () => {
	expect(
		readableErrors([
			'plain',
			'{"message":"inner"}',
			'{"error":{"message":"deeper"}}',
			'{"error":"text"}',
			'{"other":1}',
			'{broken',
		]),
	).toEqual(['plain', 'inner', 'deeper', 'text', '{"other":1}', '{broken']);
});

describe('errors of the PMS that are very long or very many', () => {
	it('are truncated', () => {
		const shown = readableErrors([
			'x'.repeat(5_000_000),
			JSON.stringify({ message: 'y'.repeat(5_000) }),
			'z',
		]);

		expect(shown.map((one) => one.length < 600)).toEqual([true, true, true]);
	});

	it('are shown up to 20, with the number of the rest', () => {
		const shown = readableErrors(Array.from({ length: 1_000 }, () => 'no'));

		expect(shown).toHaveLength(21);
		expect(shown.at(-1)).toBe(omittedText(980));
	});
});
