import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, ISSUES, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { seededIntegrations } from '../../sandbox/integrations';
import { bill, billName, billParameters } from '../support/bills';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { setUp } from '../support/setup';

const setup = setUp();

const stopped = async (concurrency: number, items: string[], maxTries = 1) =>
	await setup.engine.withTiming({ requestTimeout: 2_000 }).run({
		parameters: { ...billParameters, options: { concurrency } },
		items: items.map((number) => bill(number)),
		...(maxTries > 1 && { settings: { retryOnFail: true, maxTries, waitBetweenTries: 1 } }),
	});

it('several writes in flight fail → the error names the outcome of every item', async () => {
	setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST', bodyIncludes: 'A-1' } });
	setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST', bodyIncludes: 'A-2' } });
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: 'A-3' },
	});
	const { error } = await stopped(3, ['A-1', 'A-2', 'A-3', 'A-4']);

	const text = ERRORS.outcomeUnknown(CONNECTION_MESSAGES.noResponse('ECONNRESET'), billName('A-1'));
	expect(error?.message).toBe(`${text.message} ${itemTag(0)}`);
	expect(error?.description).toBe(
		descriptionWith(
			text,
			SUMMARY.unknown(formatItems([1])),
			SUMMARY.notWritten(formatItems([2])),
			SUMMARY.notSent(formatItems([3])),
		),
	);
});

it('an earlier try wrote items after the one that stops the node → they are listed as accepted', async () => {
	setup.sandbox.inject({
		fault: 'timeout-before',
		match: { method: 'POST', bodyIncludes: 'A-1' },
	});
	const { error } = await stopped(2, ['A-1', 'A-2', 'A-3', 'A-4'], 3);

	const jobs = setup.sandbox.ledger.map(({ jobId }, index) => [jobId, index + 1] as const);
	expect(jobs).toHaveLength(3);
	expect(error?.description).toBe(
		descriptionWith(
			ERRORS.outcomeUnknown(CONNECTION_MESSAGES.noResponse('timeout'), billName('A-1')),
			acceptedLine(...jobs),
		),
	);
});

it('a later try finds an invalid item → what the earlier one wrote is listed as accepted', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: { path: '/v1/admin/integrations/' },
		times: 2,
	});
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, options: { concurrency: 1 } },
		items: [
			bill('A-1', { integration: 'intg-buildium-1' }),
			bill('A-2', { integration: 'intg-yardi-1' }),
		],
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});

	const { name } = seededIntegrations().find(({ id }) => id === 'intg-yardi-1')!;
	const issue = `${ISSUES.otherPms(name, PMS_LABELS.yardi, PMS_LABELS.buildium)} (${billName('A-2')})`;
	expect(error?.message).toBe(`${fieldLabel('integration_id')} ${issue} ${itemTag(1)}`);
	expect(error?.description).toBe(
		descriptionWith(
			{ description: ERRORS.nothingWritten(false) },
			acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
		),
	);
});
