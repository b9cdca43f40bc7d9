import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { setUp } from './support/setup';

const setup = setUp();

it.each([
	['invoice', 'erase'],
	['spaceship', 'create'],
	['writeJob', 'create'],
])(
	'%s > %s, which the node does not have → an error that names it',
	async (resource, operation) => {
		const { error } = await setup.engine.run({ parameters: { resource, operation } });

		expect(error?.message).toBe(ERRORS.unknownOperation(resource, operation).message);
		expect(setup.sandbox.requests).toEqual([]);
	},
);
