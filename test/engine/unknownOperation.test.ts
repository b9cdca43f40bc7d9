import { ERRORS } from '../../nodes/Propexo/actions/messages';
import { setUp } from './support/setup';

const setup = setUp();

it.each([
	['invoice', 'erase'],
	// n8n drops the operation of a resource that the form doesn't have.
	['spaceship', ''],
	['writeJob', 'create'],
])(
	'%s > %s, which the node does not have → an error that names it',
	async (resource, operation) => {
		const { error } = await setup.engine.run({ parameters: { resource, operation } });

		expect(error?.message).toBe(ERRORS.unknownOperation(resource, operation).message);
		expect(setup.sandbox.requests).toEqual([]);
	},
);
