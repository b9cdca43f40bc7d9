import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { executeItems, type ParsedItem } from '../../../../nodes/Propexo/actions/common/items';
import { err, ok } from '../../../../nodes/Propexo/utils/result';

const node = { id: 'n', name: 'n', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };

const contextOf = (continueOnFail: boolean): IExecuteFunctions =>
	({ continueOnFail: () => continueOnFail, getNode: () => node }) as unknown as IExecuteFunctions;

const errorOf = (item: number) => err({ item, message: `item ${item}`, description: '' });

const requests: Array<ParsedItem<number>> = [ok(3), ok(0), ok(0), ok(1)];

/** Items 0 and 3 fail, each after so many turns of the event loop: item 3 first. */
const execute = async (ticks: number, item: number) => {
	for (let tick = 0; tick < ticks; tick++) await new Promise((resolve) => setImmediate(resolve));
	return item === 0 || item === 3 ? errorOf(item) : ok([{ json: { item } }]);
};

it('two items fail, the later one first → the node stops with the first in order', async () => {
	await expect(executeItems(contextOf(false), requests, 4, execute)).rejects.toThrow('item 0');
});

it('two items fail under Continue On Fail → an item for each, in order', async () => {
	const items = await executeItems(contextOf(true), requests, 4, execute);

	expect(
		items.map(({ json }) => (json.error as IDataObject | undefined)?.message ?? json.item),
	).toEqual(['item 0', 1, 2, 'item 3']);
});
