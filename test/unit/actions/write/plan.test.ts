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

it('items that an earlier attempt sent in one batch stay in one batch of their own', () => {
	const rows = [charge(0, 'x'), charge(1, 'y'), charge(2, 'x'), charge(3, 'y')];

	expect(itemsOf(rows, 1, () => [[0, 1]])).toEqual([[0, 1], [2], [3]]);
});

it('an earlier batch of another endpoint is ignored', () => {
	const rows = [charge(0, 'x'), charge(1, 'y')];

	expect(itemsOf(rows, 2, ({ pms }) => (pms === 'yardi' ? [[0, 1]] : []))).toEqual([[0], [1]]);
});
