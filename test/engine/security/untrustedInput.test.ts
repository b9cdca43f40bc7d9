import * as fc from 'fast-check';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { SEGMENT_ISSUES } from '../../../nodes/Propexo/transport/pathSegment';
import { contract, operationName } from '../../sandbox/contract';
import { bill, billName, billParameters } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { byId } from '../support/form';
import { acceptedJobs, setUp, writesOf } from '../support/setup';
import { minimalBody, pathIds } from '../support/writeCases';

const setup = setUp();

const NASTY = [
	'../../admin/integrations',
	'a?b=c',
	'a#b',
	'a/b',
	'é ü 漢字',
	'%2e%2e',
	'a\\b',
	'..;/',
];

it.each(NASTY)('the ID %p in a path → encoded as one segment', async (id) => {
	const update = {
		resource: 'vendor',
		operation: 'update',
		pms: 'yardi',
		vendorId: byId(id),
		name: 'Acme',
	};
	await setup.engine.run({ parameters: update });
	await setup.engine.run({ parameters: { resource: 'writeJob', operation: 'get', jobId: id } });
	await setup.engine.run({
		parameters: {
			resource: 'vendor',
			operation: 'get',
			vendorId: byId(id),
		},
	});

	expect(setup.sandbox.requests.map(({ path }) => path)).toEqual([
		`/v1/vendors/yardi/${encodeURIComponent(id)}`,
		`/v1/admin/write-status/${encodeURIComponent(id)}`,
		`/v1/vendors/${encodeURIComponent(id)}`,
	]);
});

it.each([
	['.', SEGMENT_ISSUES.dots('.')],
	['..', SEGMENT_ISSUES.dots('..')],
	[' ', SEGMENT_ISSUES.missing],
	['id-\ud800', SEGMENT_ISSUES.malformed],
])('the ID %p in a path → refused', async (id, issue) => {
	const value = byId('={{ $json.id }}');
	const update = {
		resource: 'vendor',
		operation: 'update',
		pms: 'yardi',
		vendorId: value,
		name: 'Acme',
	};
	const results = [
		await setup.engine.run({ parameters: update, items: [{ id }] }),
		await setup.engine.run({
			parameters: { resource: 'writeJob', operation: 'get', jobId: '={{ $json.id }}' },
			items: [{ id }],
		}),
		await setup.engine.run({
			parameters: { resource: 'vendor', operation: 'get', vendorId: value },
			items: [{ id }],
		}),
	];

	const vendor = `${fieldLabel('vendor_id')} ${issue}`;
	expect(results.map(({ error }) => error?.message)).toEqual(
		[
			ERRORS.invalidRecord(vendor, 'update of the vendor Acme'),
			ERRORS.invalidJobId(issue).message,
			vendor,
		].map((text) => `${text} ${itemTag(0)}`),
	);
	expect(setup.sandbox.requests).toEqual([]);
});

it('an integration ID with a lone surrogate → only its item fails', async () => {
	const { items, errorItems } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1'), bill('A-2', { integration: 'intg-\ud800' })],
		settings: { onError: 'continueErrorOutput' },
	});

	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	expect(errorItems.map((item) => errorOf(item)?.message)).toEqual([
		`${fieldLabel('integration_id')} ${SEGMENT_ISSUES.malformed} (${billName('A-2')}) ${itemTag(1)}`,
	]);
});

describe('any input', () => {
	const anything = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.string(),
		fc.double(),
		fc.constantFrom('', null, '__proto__', '1250', '2026-11-30'),
	);

	it('any value of any field → refused before anything is sent, or accepted by Propexo', async () => {
		const writes = fc.constantFrom(
			...contract.writes.filter(({ fields }) => fields.every(({ type }) => type !== 'object')),
		);
		await fc.assert(
			fc.asyncProperty(writes, fc.nat(), anything, async (operation, pick, value) => {
				setup.sandbox.reset();
				setup.sandbox.setOptions({ limit: 1_000_000 });
				const field = operation.fields[pick % operation.fields.length]!;
				const body = { ...minimalBody(operation), [field.name]: value };
				const { resource, operation: name, pms } = operation;
				await setup.engine.run({
					parameters: {
						resource,
						operation: name,
						pms,
						...pathIds(operation),
						specifyBody: 'json',
						bodyJson: '={{ $json.body }}',
					},
					items: [{ body } as never],
				});
				const [sent] = writesOf(setup);
				// Only Propexo knows the integrations.
				const isUpToPropexo = field.name === 'integration_id';
				if (sent && !isUpToPropexo)
					expect({
						operation: operationName(operation),
						field,
						value,
						status: sent.status,
					}).toMatchObject({ status: 200 });
			}),
			{ numRuns: 400, seed: 20261121 },
		);
	}, 120_000);
});
