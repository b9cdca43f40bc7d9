import type { IDataObject } from 'n8n-workflow';

import { formatItems } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { OPTION_ISSUES } from '../../../nodes/Propexo/properties/defineOption';
import { WRITE_OPTIONS } from '../../../nodes/Propexo/properties/writeOptions';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { descriptionWith } from '../support/expectedTexts';
import { setUp } from '../support/setup';

const setup = setUp();

const { notBoolean, notOneOf, notPositive, notTextList } = OPTION_ISSUES;

type OptionName = keyof typeof WRITE_OPTIONS;

const labelOf = (name: OptionName): string => WRITE_OPTIONS[name].property.displayName;

const run = async (options: IDataObject, items: IDataObject[], onError?: 'continueErrorOutput') =>
	await setup.engine.run({
		parameters: { ...billParameters, options } as never,
		items,
		...(onError && { settings: { onError } }),
	});

describe('a switch whose expression returns text', () => {
	it('"true" → Validate Only is on', async () => {
		const { items } = await run({ validateOnly: '={{ $json.dryRun }}' }, [
			bill('A-1', { dryRun: 'true' }),
		]);

		expect(items[0]!.json).toMatchObject({ valid: true });
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('"true" → Wait for Completion is on', async () => {
		const { items } = await run({ waitForCompletion: '={{ "true" }}' }, [bill('A-1')]);

		expect(items[0]!.json.write_status).toBe('SUCCESS');
	});

	it('"false" → Validate Only is off', async () => {
		await run({ validateOnly: '={{ "false" }}' }, [bill('A-1')]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});
});

it.each([
	['validateOnly', '={{ "yes" }}', notBoolean, '"yes"'],
	['validateOnly', '={{ $json.missing }}', notBoolean, 'empty'],
	['waitForCompletion', '={{ 1 }}', notBoolean, '1'],
	['unknownOutcome', '={{ "ignore" }}', notOneOf(['error', 'findInLog']), '"ignore"'],
	['releaseKeys', '={{ { a: 1 } }}', notTextList, '{"a":1}'],
	['releaseKeys', '={{ [true] }}', notTextList, '[true]'],
	['waitForCompletion', '={{ "" }}', notBoolean, '""'],
	['onWriteFailure', '={{ "stop" }}', notOneOf(['error', 'status']), '"stop"'],
] as const)('%s of %s → refused before anything is sent', async (name, value, issue, shown) => {
	const { error } = await run({ [name]: value }, [bill('A-1')]);

	const text = ERRORS.invalidOption(labelOf(name), issue, shown, formatItems([0]));
	expect(error?.message).toBe(text.message);
	expect(error?.description).toBe(descriptionWith(text));
	expect(setup.sandbox.requests).toEqual([]);
});

it('an option whose expression fails → an error that names the option', async () => {
	const { error } = await run({ validateOnly: "={{ $('Nowhere').item.json.a }}" }, [bill('A-1')]);

	const reason = "Referenced node doesn't exist";
	const text = ERRORS.unreadableOption(labelOf('validateOnly'), reason, formatItems([0]));
	expect(error?.message).toBe(text.message);
	expect(error?.description).toBe(descriptionWith(text));
	expect(setup.sandbox.requests).toEqual([]);
});

describe('an option of the whole node that differs between items → refused before anything is sent', () => {
	it.each([
		['validateOnly', false, true],
		['releaseKeys', 'A-1', 'A-2'],
		['unknownOutcome', 'error', 'findInLog'],
		['waitForCompletion', 'true', 'false'],
		['waitTimeout', 30, 60],
		['concurrency', 1, 2],
		['onWriteFailure', 'error', 'status'],
	] as const)('%s', async (name, one, other) => {
		const options = { [name]: '={{ $json.option }}' };
		const { error } = await run(options, [
			bill('A-1', { option: one }),
			bill('A-2', { option: other }),
		]);

		const text = ERRORS.differingOption(labelOf(name), [
			`${String(one)} for ${formatItems([0])}`,
			`${String(other)} for ${formatItems([1])}`,
		]);
		expect(error?.message).toBe(text.message);
		expect(error?.description).toBe(descriptionWith(text));
		expect(setup.sandbox.requests).toEqual([]);
	});
});

it.each([
	['concurrency', '={{ "ten" }}', '"ten"'],
	['concurrency', -1, '-1'],
	['waitTimeout', '={{ "soon" }}', '"soon"'],
] as const)('%s of %p → refused before anything is sent', async (name, value, shown) => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, options: { [name]: value } },
		items: [bill('A-1')],
	});

	const text = ERRORS.invalidOption(labelOf(name), notPositive, shown, formatItems([0]));
	expect(error?.message).toBe(text.message);
	expect(error?.description).toBe(descriptionWith(text));
	expect(setup.sandbox.requests).toEqual([]);
});
