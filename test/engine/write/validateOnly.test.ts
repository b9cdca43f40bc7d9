import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { type Example, EXAMPLES } from '../support/examples';
import { byId, fillIn } from '../support/form';
import { setUp } from '../support/setup';

const setup = setUp();

const form = ({ choice, request }: Example) =>
	fillIn(setup.engine.description('propexoAccounting'), choice, request.body);

it('a valid and an invalid item → the request or the issues, and nothing is sent', async () => {
	const { choice, request } = EXAMPLES.invoiceBuildium;
	const parameters = { ...form(EXAMPLES.invoiceBuildium), options: { validateOnly: true } };
	const bad = {
		...parameters,
		vendorId: byId('={{ $json.vendor }}'),
	};
	const { items } = await setup.engine.run({
		parameters: bad,
		items: [{ vendor: request.body.vendor_id as string }, {}],
	});

	expect(choice.pms).toBe('buildium');
	expect(items.map(({ json }) => json)).toEqual([
		{ valid: true, method: request.method, path: request.path, body: request.body },
		{
			valid: false,
			issues: [{ field: fieldLabel('vendor_id'), message: SCHEMA_MESSAGES.required }],
		},
	]);
	expect(setup.sandbox.requests).toEqual([]);
});
