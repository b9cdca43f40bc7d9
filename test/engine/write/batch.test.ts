import { EXAMPLES } from '../support/examples';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const { batchPropertyware } = EXAMPLES;

const { charges, integration_id: integrationId } = batchPropertyware.request.body as {
	charges: Array<Record<string, string | number>>;
	integration_id: string;
};
const parameters = {
	...batchPropertyware.choice,
	integrationId: byId('={{ $json.integration }}'),
	leaseId: byId('={{ $json.lease_id }}'),
	financialAccountId: byId('={{ $json.financial_account_id }}'),
	amountInCents: '={{ $json.amount_in_cents }}',
	transactionDate: '={{ $json.transaction_date }}',
};
const items = (charges: ReadonlyArray<Record<string, string | number>>) =>
	charges.map((charge) => ({ integration: integrationId, ...charge }));

it('one charge per input item → the documented request, and one output item paired with all of them', async () => {
	const { items: output } = await setup.engine.run({ parameters, items: items(charges) });

	expect(writesOf(setup)).toHaveLength(1);
	expect(writesOf(setup)[0]).toMatchObject({
		method: 'POST',
		path: batchPropertyware.request.path,
		body: batchPropertyware.request.body,
	});
	expect(output).toHaveLength(1);
	expect(output[0]!.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
});

it('charges as JSON → the documented request', async () => {
	const json = { ...parameters, chargesInput: 'json', chargesJson: JSON.stringify(charges) };
	await setup.engine.run({ parameters: json, items: [{ integration: integrationId }] });

	expect(writesOf(setup)[0]!.body).toEqual(batchPropertyware.request.body);
});

it('more items than the batch size, two integrations and two groups → split by all three', async () => {
	const charge = charges[0]!;
	const many = Array.from({ length: 5 }, () => ({ ...charge, group: 'north' }));
	const given = [
		...items([...many, { ...charge, group: 'south' }]),
		{ ...charge, integration: 'other', group: 'north' },
	];
	const grouped = { ...parameters, batchGroup: '={{ $json.group }}', batchSize: 2 };
	await setup.engine.run({
		parameters: grouped,
		items: given,
		settings: { onError: 'continueRegularOutput' },
	});

	const sent = writesOf(setup).map(
		({ body }) => body as { integration_id: string; charges: unknown[] },
	);
	expect(sent.map(({ integration_id: id, charges: rows }) => [id, rows.length])).toEqual([
		[integrationId, 2],
		[integrationId, 2],
		[integrationId, 1],
		[integrationId, 1],
		['other', 1],
	]);
});
