import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { LOG_FILTERS } from '../../../nodes/Propexo/catalogue/logFilters';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { quoted } from '../support/expectedTexts';
import { byId } from '../support/form';
import { onTheWire } from '../support/readCases';
import { afterFirstPage, setUp } from '../support/setup';

const setup = setUp();

const log = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'writeJob',
	operation: 'getMany',
	returnAll: true,
	...more,
});

const wire = () => setup.sandbox.requests.map(onTheWire);

const addJobs = (count: number): string[] =>
	Array.from(
		{ length: count },
		(_, index) => setup.sandbox.addJob({ createdAt: Date.now() - 1_000 * (count - index) }).id,
	);

const jobIds = (items: ReadonlyArray<{ json: IDataObject }>): unknown[] =>
	items.map(({ json }) => json.job_id);

describe('Write Job > Get Many', () => {
	it('a write job → its log row with the keys of Propexo, without the body', async () => {
		const { id } = setup.sandbox.addJob({
			body: { notes: 'secret' },
			status: 'FAILURE',
			errors: ['closed'],
		});
		const { items, run } = await setup.engine.run({ parameters: log() });

		expect(items).toEqual([
			{
				json: {
					id: expect.any(String) as string,
					created_at: expect.any(String) as string,
					job_id: id,
					job_log_id: expect.any(String) as string,
					status: 'FAILURE',
					integration_id: 'intg-buildium-1',
					job_type: 'CREATE_INVOICE',
					error: 'closed',
					name: expect.any(String) as string,
					vendor: 'BUILDIUM',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(JSON.stringify(run)).not.toContain('secret');
	});

	it('Include Parameters → the row with the body', async () => {
		setup.sandbox.addJob({ body: { notes: 'secret' } });
		const { items } = await setup.engine.run({
			parameters: log({ options: { includeParameters: true } }),
		});

		expect(items[0]!.json.parameters).toEqual({ notes: 'secret' });
	});

	it.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
		'250 jobs in a log in the order %s → each once',
		async (logOrder) => {
			const made = addJobs(250);
			setup.sandbox.setOptions({ logOrder });
			const { items } = await setup.engine.run({ parameters: log() });

			expect([...jobIds(items)].sort()).toEqual([...made].sort());
			expect(wire().map(({ path, query }) => [path, query.limit])).toEqual(
				Array(3).fill(['/v1/admin/logs/writes/', '100']),
			);
		},
	);

	it.each([0, 1, 100, 101, 199])('%i jobs → all of them', async (count) => {
		addJobs(count);
		const { items } = await setup.engine.run({ parameters: log() });

		expect(items).toHaveLength(count);
	});

	it('jobs that are added between two pages → none comes twice', async () => {
		const made = addJobs(250);
		afterFirstPage(setup, () => {
			for (let count = 0; count < 5; count++) setup.sandbox.addJob();
		});
		const { items } = await setup.engine.run({ parameters: log() });

		expect(setup.sandbox.jobs).toHaveLength(255);
		expect([...jobIds(items)].sort()).toEqual([...made].sort());
	});

	it.each([1, 100, 150])('a limit of %i → as many rows', async (limit) => {
		addJobs(250);
		const { items } = await setup.engine.run({ parameters: log({ returnAll: false, limit }) });

		expect(items).toHaveLength(limit);
		expect(wire()[0]!.query.limit).toBe(String(Math.min(limit, 100)));
	});

	it.each([
		['time_range', { timeRange: 'hour' }, 'hour'],
		['time_range', { timeRange: 'month' }, 'month'],
		['integration_id', { integrationId: byId('intg-mri-1') as never }, 'intg-mri-1'],
		['status', { status: 'SUCCESS' }, 'SUCCESS'],
		['write_category', { writeCategory: 'service_request_vendors' }, 'service_request_vendors'],
	] as Array<[string, INodeParameters, string]>)(
		'the filter %s %j → sent',
		async (name, filters, sent) => {
			const { error } = await setup.engine.run({ parameters: log({ filters }) });

			expect(error).toBeUndefined();
			expect(wire()[0]!.query).toEqual({ [name]: sent, limit: '100', offset: '0' });
		},
	);

	it('filters for status and time → only the jobs that match', async () => {
		setup.sandbox.addJob({ status: 'SUCCESS' });
		const { id } = setup.sandbox.addJob({ status: 'FAILURE' });
		setup.sandbox.addJob({ status: 'FAILURE', createdAt: Date.now() - 7_200_000 });
		const { items } = await setup.engine.run({
			parameters: log({ filters: { status: 'FAILURE', timeRange: 'hour' } }),
		});

		expect(jobIds(items)).toEqual([id]);
	});

	it('an undocumented filter value → refused before any request', async () => {
		const { error } = await setup.engine.run({
			parameters: log({ filters: { status: '={{ "PENDING" }}' } }),
		});

		const { label } = LOG_FILTERS.find(({ name }) => name === 'status')!;
		expect(error?.message).toBe(
			`${label} ${quoted('PENDING', SCHEMA_MESSAGES.oneOf(['FAILURE', 'SUCCESS']))} ${itemTag(0)}`,
		);
		expect(setup.sandbox.requests).toEqual([]);
	});
});
