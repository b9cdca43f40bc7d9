import { planRequests } from '../../../../nodes/Propexo/actions/write/plan';
import type { ValidItem } from '../../../../nodes/Propexo/actions/write/validate';
import { findEndpoint } from '../../../../nodes/Propexo/catalogue/index';

const endpoint = findEndpoint('residentCharge', 'createBatch', 'rentmanager')!;

const charge = (item: number, group: string): ValidItem => ({
	item,
	endpoint,
	path: endpoint.path,
	body: { integration_id: 'intg', charges: [{ reference_number: String(item) }] },
	batchGroup: group,
});

const itemsOf = (...planned: Parameters<typeof planRequests>) =>
	planRequests(...planned).map(({ items }) => items);

it('a batch holds the items of one group, up to the batch size', () => {
	expect(itemsOf([charge(0, 'a'), charge(1, 'b'), charge(2, 'a'), charge(3, 'a')], 2)).toEqual([
		[0, 2],
		[1],
		[3],
	]);
});
