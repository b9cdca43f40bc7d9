import { stripFileContents } from '../../../nodes/Propexo/transport/stripFileContents';
import { TOO_DEEP } from '../../../nodes/Propexo/utils/truncate';

it('replaces only texts as long as a file', () => {
	const echo = { number: 'A-1', lines: [{ amount: 1250, paid: null }], file: 'x'.repeat(100_001) };

	expect(stripFileContents(echo)).toEqual({ ...echo, file: '(100001 characters)' });
});

it('cuts off an echo that is nested too deep', () => {
	const depth = 100_000;
	const echo: unknown = JSON.parse(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
	let deep: unknown = [];
	for (let level = 0; level < depth; level++) deep = [deep];

	expect(JSON.stringify(stripFileContents(echo))).toContain(TOO_DEEP);
	expect(JSON.stringify(stripFileContents(deep))).toContain(TOO_DEEP);
});
