import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { seededIntegrations } from '../../sandbox/integrations';
import { bill, billName, billParameters, writtenNumbers } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const foreign = bill('A-2', { integration: 'intg-yardi-1' });
const { name } = seededIntegrations().find(({ id }) => id === foreign.integration)!;
const issue = `${ISSUES.otherPms(name, PMS_LABELS.yardi, PMS_LABELS.buildium)} (${billName('A-2')})`;
const message = `${fieldLabel('integration_id')} ${issue} ${itemTag(1)}`;

it('an integration of another PMS → refused before anything is written, with both names', async () => {
	const { error } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1'), foreign],
	});

	expect(error?.message).toBe(message);
	expect(writesOf(setup)).toEqual([]);
});

it('an integration of another PMS under Continue → an error item; the others are written', async () => {
	const { items, errorItems } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1'), foreign],
		settings: { onError: 'continueErrorOutput' },
	});

	expect(items).toHaveLength(1);
	expect(errorOf(errorItems[0]!)?.message).toBe(message);
	expect(writesOf(setup)).toHaveLength(1);
});

it('three items of one integration → one request for it', async () => {
	await setup.engine.run({
		parameters: billParameters,
		items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
	});

	expect(
		setup.sandbox.requests.filter(({ path }) => path.startsWith('/v1/admin/integrations/')),
	).toHaveLength(1);
});

it('an integration that cannot be read → left to Propexo to check', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { path: '/v1/admin/integrations/' },
	});
	const { items } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(items).toHaveLength(1);
});

it.each(['null', '[]', '42'])(
	'an integration whose response is %s → left to Propexo to check',
	async (body) => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 200, body },
			match: { path: '/v1/admin/integrations/' },
		});
		const { error } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(error).toBeUndefined();
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	},
);
