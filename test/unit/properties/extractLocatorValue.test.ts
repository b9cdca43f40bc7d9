import { extractLocatorValue } from '../../../nodes/Propexo/properties/extractLocatorValue';

it.each([
	[{ __rl: true, mode: 'id', value: 'i-1' }, 'i-1'],
	[{ __rl: true, value: 'i-1' }, 'i-1'],
	[{ __rl: true, mode: 'list', value: undefined }, ''],
	['i-1', 'i-1'],
	[{ value: 'i-1' }, { value: 'i-1' }],
	[null, null],
])('%j → %j', (parameter, value) => {
	expect(extractLocatorValue(parameter)).toEqual(value);
});
