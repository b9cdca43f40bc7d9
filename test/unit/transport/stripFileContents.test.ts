import { stripFileContents } from '../../../nodes/Propexo/transport/stripFileContents';

it('keeps an echo as it is, but for the content of files', () => {
	const echo = { number: 'A-1', lines: [{ amount: 1250, paid: null }], file: 'x'.repeat(100_001) };

	expect(stripFileContents(echo)).toEqual({ ...echo, file: '(100001 characters)' });
});

it('comes to an end in an echo that is nested without one', () => {
	const depth = 100_000;
	const echo: unknown = JSON.parse(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
	let deep: unknown = [];
	for (let level = 0; level < depth; level++) deep = [deep];

	expect(JSON.stringify(stripFileContents(echo))).toContain('(nested too deep)');
	expect(JSON.stringify(stripFileContents(deep))).toContain('(nested too deep)');
});
