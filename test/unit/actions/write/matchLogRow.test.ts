import { bodyDigest } from '../../../../nodes/Propexo/actions/write/bodyDigest';
import {
	isJobTypeOf,
	type LoggedWrite,
	type LostWrite,
	matchesLostWrite,
} from '../../../../nodes/Propexo/actions/write/matchLogRow';
import { findEndpoint } from '../../../../nodes/Propexo/catalogue';

const endpointOf = (resource: string, operation: string, pms: string) =>
	findEndpoint(resource, operation, pms)!;

const create = endpointOf('invoice', 'create', 'buildium');
const update = endpointOf('invoice', 'update', 'mri');

describe('a job type', () => {
	it.each([
		['CREATE_INVOICE', create, true],
		['create-invoices', create, true],
		['INVOICE', create, true],
		['UPDATE_INVOICE', create, false],
		['UPDATE_INVOICE', update, true],
		['CREATE_PURCHASE_ORDER', create, false],
		['READ_LEAD_EVENTS', create, false],
		['', create, false],
		[null, create, false],
		['CREATE_RESIDENT_CHARGE', endpointOf('residentCharge', 'create', 'buildium'), true],
		['CREATE_RECURRING_RESIDENT_CHARGE', endpointOf('residentCharge', 'create', 'buildium'), false],
		['BATCH_CREATE_RESIDENT_CHARGES', endpointOf('residentCharge', 'createBatch', 'yardi'), true],
		['UPDATE_DEPOSIT_SUMMARIES', endpointOf('depositSummary', 'update', 'yardi'), true],
	])('%s', (jobType, endpoint, expected) => {
		expect(isJobTypeOf(jobType, endpoint)).toBe(expected);
	});
});

const SENT_AT = Date.parse('2026-11-21T12:00:00Z');
const NOW = SENT_AT + 60_000;

const body = { integration_id: 'intg-1', invoice_number: 'A-1' };

const lost: LostWrite = {
	request: {
		items: [0],
		endpoint: create,
		path: create.path,
		integrationId: 'intg-1',
		record: 'vendor bill A-1',
	},
	bodyDigest: bodyDigest(body),
	sentAt: SENT_AT,
};

const row: LoggedWrite = {
	id: 'row-1',
	created_at: '2026-11-21T12:00:05Z',
	job_id: 'job-1',
	job_log_id: null,
	status: 'SUCCESS',
	integration_id: 'intg-1',
	job_type: 'CREATE_INVOICE',
	error: null,
	vendor: 'BUILDIUM',
	parameters: { ...body, memo: null },
};

describe('a row of the write log', () => {
	it('with everything in common → matches', () => {
		expect(matchesLostWrite(row, lost, NOW)).toBe(true);
	});

	it.each<[string, Partial<LoggedWrite>]>([
		['from before the write', { created_at: '2026-11-21T11:59:00Z' }],
		['from the future, as a row without a readable date', { created_at: '2026-11-21T13:00:00Z' }],
		['of another integration', { integration_id: 'intg-2' }],
		['of another type', { job_type: 'CREATE_VENDOR' }],
		['with another body', { parameters: { ...body, invoice_number: 'A-2' } }],
		['with a field more', { parameters: { ...body, memo: 'x' } }],
		['without parameters', { parameters: undefined }],
		['with its parameters as text', { parameters: JSON.stringify(body) }],
	])('%s → does not match', (_, difference) => {
		expect(matchesLostWrite({ ...row, ...difference }, lost, NOW)).toBe(false);
	});

	describe('of a write with an ID in its path', () => {
		const changed: LostWrite = {
			...lost,
			request: {
				...lost.request,
				endpoint: update,
				path: update.path.replace(/\{.*\}/, 'inv%2F1'),
			},
		};
		const ofUpdate: LoggedWrite = { ...row, job_type: 'UPDATE_INVOICE' };

		it('that has the ID → matches', () => {
			const parameters = { ...body, id: 'inv/1' };
			expect(matchesLostWrite({ ...ofUpdate, parameters }, changed, NOW)).toBe(true);
		});

		it.each<[string, unknown]>([
			['that has no ID', body],
			['that has another ID', { ...body, id: 'inv/2' }],
		])('%s → does not match', (_, parameters) => {
			expect(matchesLostWrite({ ...ofUpdate, parameters }, changed, NOW)).toBe(false);
		});
	});
});
