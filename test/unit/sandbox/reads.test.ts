import { type Sandbox, startSandbox } from '../../sandbox';
import { contract, storedModelOf } from '../../sandbox/contract';
import { VENDORS } from '../../sandbox/seed/data';
import { UNITS } from '../../sandbox/seed/seedModel';
import { type SandboxClient, sandboxClient, type SandboxResponse } from './support/sandboxClient';

let sandbox: Sandbox;
let call: SandboxClient;

beforeAll(async () => {
	sandbox = await startSandbox({ limit: 100_000 });
	call = sandboxClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const lists = contract.reads.filter(({ kind }) => kind === 'list');
const gets = contract.reads.filter(({ kind }) => kind === 'get');

function idsOf({ body }: SandboxResponse): string[] {
	return body.results.map(({ id }: { id: string }) => id);
}

/** A path with its parameter filled in with something that exists. */
function filled(path: string): string {
	return path
		.replace('{purchase_order_id}', 'po-yardi-1-1')
		.replace('{property_id}', 'prop-yardi-1-1');
}

describe('every read endpoint', () => {
	it.each(lists.map((endpoint) => [endpoint.path, endpoint] as const))(
		'%s lists documented records',
		async (path, endpoint) => {
			const { status, body } = await call('GET', filled(path));
			expect(status).toBe(200);
			expect(body.meta).toEqual({
				offset: 0,
				limit: 100,
				orderBy: [{ created_at: 'desc' }],
				hasMore: expect.any(Boolean),
			});
			expect(body.results.length).toBeGreaterThan(0);
			for (const record of body.results) {
				if (endpoint.record)
					expect(Object.keys(record).sort()).toEqual(Object.keys(endpoint.record).sort());
				for (const name of [
					'id',
					'created_at',
					'updated_at',
					'last_seen',
					'integration_id',
					'integration_vendor',
				]) {
					expect(record[name]).toEqual(expect.any(String));
				}
			}
		},
	);

	it.each(gets.map((endpoint) => [endpoint.path, endpoint] as const))(
		'%s gives one record, or a 404',
		async (path, endpoint) => {
			const list = lists.find((other) => storedModelOf(other) === storedModelOf(endpoint));
			const [first] = (await call('GET', `${list?.path}?limit=1`)).body.results;
			const found = await call('GET', path.replace(/\{\w+\}/, first.id));
			expect({ status: found.status, results: found.body.results }).toEqual({
				status: 200,
				results: first,
			});
			expect((await call('GET', path.replace(/\{\w+\}/, 'none'))).status).toBe(404);
		},
	);

	it.each(lists.map((endpoint) => [endpoint.path, endpoint] as const))(
		'%s accepts each of its documented filters and no other',
		async (path, endpoint) => {
			for (const [name, type] of Object.entries(endpoint.query)) {
				const also = name.startsWith('x_') ? '&integration_id=i&x_property_id=p' : '';
				const extra = also
					.split('&')
					.filter(
						(part) =>
							part && !part.startsWith(`${name}=`) && (part.split('=')[0] ?? '') in endpoint.query,
					);
				const query = [`${name}=${exampleOf(name, type)}`, ...extra].join('&');
				const { status } = await call('GET', `${filled(path)}?${query}`);
				expect({ name, status }).toEqual({ name, status: 200 });
			}
			expect((await call('GET', `${filled(path)}?unknown_filter=1`)).status).toBe(400);
		},
	);
});

describe('paging', () => {
	it('over 1,000 records gives each once, in order, with hasMore false on the last page only', async () => {
		const made = sandbox.seed('vendors', 1000, 'intg-mri-1');
		const seen: string[] = [];
		for (let offset = 0, more = true; more; offset += 250) {
			const response = await call(
				'GET',
				`/v1/vendors/?integration_id=intg-mri-1&order-by=created_at:asc,id:asc&limit=250&offset=${offset}`,
			);
			seen.push(...idsOf(response));
			more = response.body.meta.hasMore;
		}
		expect(seen).toHaveLength(VENDORS.length + made.length);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen.slice(VENDORS.length)).toEqual(made);
	});

	it('further generated records are numbered after the last ones', () => {
		expect(sandbox.seed('units', 10_000, 'intg-mri-1').at(-1)).toBe(`unit-mri-1-${UNITS + 10_000}`);
		expect(sandbox.seed('units', 1, 'intg-mri-1')).toEqual([`unit-mri-1-${UNITS + 10_001}`]);
		expect(() => sandbox.seed('planets', 1, 'intg-mri-1')).toThrow(
			'There are no generated records for planets',
		);
		expect(() => sandbox.seed('units', 1, 'intg-none')).toThrow(
			'There is no integration intg-none',
		);
	});

	it('hasMore can be null or missing', async () => {
		sandbox.setOptions({ hasMore: 'null' });
		expect((await call('GET', '/v1/vendors/?limit=1')).body.meta.hasMore).toBeNull();
		sandbox.setOptions({ hasMore: 'absent' });
		expect((await call('GET', '/v1/vendors/?limit=1')).body.meta).not.toHaveProperty('hasMore');
	});

	it.each([
		'limit=251',
		'limit=-1',
		'limit=1.5',
		'offset=-1',
		'order-by=name:up',
		'updated_at_gte=yesterday',
		'integration_vendor=UNKNOWN',
	])('%s is refused', async (query) => {
		expect((await call('GET', `/v1/vendors/?${query}`)).status).toBe(400);
	});

	it('sorts by several fields; a bare one means ascending', async () => {
		const response = await call(
			'GET',
			'/v1/financial-accounts/?integration_vendor=MRI&order-by=account_number,id:desc&limit=3',
		);
		expect(
			response.body.results.map((record: { account_number: string }) => record.account_number),
		).toEqual(['1010', '1020', '2010']);
		expect(response.body.meta.orderBy).toEqual([{ account_number: 'asc' }, { id: 'desc' }]);
	});
});

describe('filters', () => {
	const found = async (path: string) => idsOf(await call('GET', path));

	it.each([
		[
			'of the record itself',
			'/v1/financial-accounts/?integration_id=intg-mri-1&account_number=6110',
			['acct-mri-1-6110'],
		],
		[
			'by property, for records of the whole company',
			'/v1/charge-codes/?property_id=prop-mri-1-2&limit=1',
			['code-mri-1-late'],
		],
		['by resident of a lease', '/v1/leases/?resident_id=res-mri-1-3', ['lease-mri-1-3']],
		['by unit number', '/v1/units/?property_id=prop-mri-1-1&unit_number=202', ['unit-mri-1-4']],
		[
			'by vendor of a service request',
			'/v1/service-requests/?vendor_id=vend-mri-1-2',
			['sr-mri-1-2'],
		],
		[
			'by transaction date, both ends included',
			'/v1/resident-charges/?integration_id=intg-mri-1&transaction_date_start=2026-01-03&transaction_date_end=2026-01-04',
			['chg-mri-1-3', 'chg-mri-1-2'],
		],
		[
			'by refund due',
			'/v1/deposits/?integration_id=intg-mri-1&refund_is_due=true',
			['dep-mri-1-1'],
		],
		[
			'by change, both ends included',
			'/v1/vendors/?integration_id=intg-mri-1&updated_at_gte=2026-01-05T08:00:05Z&updated_at_lte=2026-01-05T08:00:05Z',
			['vend-mri-1-5'],
		],
		[
			'by move-in',
			'/v1/leases/?integration_id=intg-mri-1&after_move_in_date=2026-01-03&before_move_in_date=2026-01-05',
			['lease-mri-1-3'],
		],
		[
			'by id of the PMS, with integration and property',
			'/v1/units/?x_id=unit-mri-1-4&integration_id=intg-mri-1&x_property_id=prop-mri-1-1',
			['unit-mri-1-4'],
		],
		['of nothing', '/v1/vendors/?integration_id=intg-none', []],
	])('%s', async (_, path, expected) => {
		expect(await found(path)).toEqual(expected);
	});

	it('by PMS ID alone is refused', async () => {
		const { status, body } = await call('GET', '/v1/units/?x_id=unit-mri-1-4');
		expect(status).toBe(400);
		expect(body.error.details.details.issues.map(({ path }: { path: string[] }) => path)).toEqual([
			['integration_id'],
			['x_property_id'],
		]);
	});

	it('lists of a record that does not exist are a 404', async () => {
		expect((await call('GET', '/v1/vendors/properties/prop-none')).status).toBe(404);
		expect((await call('GET', '/v1/purchase-orders/po-none/items')).status).toBe(404);
	});
});

describe('integrations', () => {
	it('exist for every vendor', async () => {
		const { body } = await call('GET', '/v1/admin/integrations/');
		const vendors = body.results.map(({ vendor }: { vendor: string }) => vendor);
		expect(vendors).toEqual(expect.arrayContaining(contract.vendors));
	});

	it('can be filtered, paged and read one by one', async () => {
		const list = await call(
			'GET',
			'/v1/admin/integrations/?integration_vendor=RESMAN&limit=2&is_archived=false',
		);
		expect(list.body).toMatchObject({
			meta: { limit: 2, hasMore: true },
			results: [{ vendor: 'RESMAN' }, { vendor: 'RESMAN' }],
		});
		const one = await call('GET', '/v1/admin/integrations/intg-resman-1/');
		expect(one.body.results).toMatchObject({
			id: 'intg-resman-1',
			vendor: 'RESMAN',
			is_running_sync: false,
		});
		expect((await call('GET', '/v1/admin/integrations/intg-none/')).status).toBe(404);
	});

	it('have PMS limits for Rent Manager and Entrata only', async () => {
		const limits = async (id: string) =>
			await call('GET', `/v1/admin/integrations/${id}/rate-limits/`);
		expect((await limits('intg-rentmanager-1')).body.results).toMatchObject({
			integration_id: 'intg-rentmanager-1',
			minute_limit: 60,
		});
		expect((await limits('intg-entrata-1')).body.results.api_ratelimits[0]).toHaveProperty(
			'day_limit',
		);
		expect((await limits('intg-mri-1')).status).toBe(404);
		expect((await limits('intg-none')).status).toBe(404);
	});
});

function exampleOf(name: string, type: string | string[]): string {
	if (Array.isArray(type)) return type[0] ?? '';
	if (name === 'order-by') return 'id';
	if (name === 'offset' || name === 'limit') return '1';
	if (type === 'vendor') return 'MRI';
	if (type === 'dateTime') return '2026-01-01T00:00:00Z';
	return type.startsWith('boolean') ? 'true' : 'x';
}
