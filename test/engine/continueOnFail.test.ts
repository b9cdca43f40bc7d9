// n8n-core is set up by the harness before anything of it is loaded.
import { createRequire } from 'node:module';

import { DataDeduplicationService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { bill, billParameters } from './support/bills';
import { ProcessedInMemory } from './support/deduplicator';
import { setUp } from './support/setup';

const setup = setUp();

const processed = new ProcessedInMemory();
beforeAll(async () => await DataDeduplicationService.init(processed));
beforeEach(() => processed.keys.clear());
afterEach(() => jest.restoreAllMocks());

const load = createRequire(__filename);

/** A part of the built package under test, to let one of its functions throw. */
const part = (path: string) =>
	load(`../../dist/nodes/${path}.js`) as Record<string, (...all: never[]) => unknown>;

const jobs = () => setup.sandbox.ledger.map(({ jobId }) => jobId);

const bills = [bill('A-1'), bill('A-2')];

const withOptions = (options: INodeParameters): INodeParameters => ({ ...billParameters, options });

describe('what the node throws under Continue passes no item on as if it was written', () => {
	const UNREADABLE = "={{ $('Nowhere').item.json.a }}";
	const FAULTS: Record<string, { parameters: INodeParameters; baseUrl?: string; error: RegExp }> = {
		'a base URL that is refused': {
			parameters: billParameters,
			baseUrl: 'http://api.example.com',
			error: /^The base URL of the Propexo API credential must start with https:/,
		},
		'a Wait Timeout of 0': {
			parameters: withOptions({ waitTimeout: 0 }),
			error: /^Wait Timeout must be a number above 0/,
		},
		'an option that cannot be read': {
			parameters: withOptions({ validateOnly: UNREADABLE }),
			error: /^Validate Only cannot be read/,
		},
		'a base URL that is refused, for a read': {
			parameters: { resource: 'vendor', operation: 'getMany', limit: 1 },
			baseUrl: 'nonsense',
			error: /^The base URL of the Propexo API credential is no web address/,
		},
		'a base URL that is refused, for a retry': {
			parameters: { resource: 'writeJob', operation: 'retry', jobId: 'job-1' },
			baseUrl: 'nonsense',
			error: /^The base URL of the Propexo API credential is no web address/,
		},
		'a base URL that is refused, for a job': {
			parameters: { resource: 'writeJob', operation: 'get', jobId: 'job-1' },
			baseUrl: 'nonsense',
			error: /^The base URL of the Propexo API credential is no web address/,
		},
	};

	it.each(Object.entries(FAULTS))('%s', async (_, { parameters, baseUrl, error }) => {
		const engine = baseUrl === undefined ? setup.engine : setup.engine.with({ baseUrl });
		const result = await engine.run({
			parameters,
			items: bills,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(result.items).toEqual([]);
		expect(result.errorItems.map(({ json }) => json.error)).toEqual(
			[0, 1].map((item) => expect.stringMatching(new RegExp(`\\[Item ${item}\\]$`))),
		);
		expect(result.errorItems[0]!.json).toMatchObject({
			error: expect.stringMatching(error) as string,
			details: { description: expect.any(String) as string },
		});
		expect(result.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('with Continue (Regular Output), every item says what happened', async () => {
		const { items } = await setup.engine.run({
			parameters: withOptions({ waitTimeout: 0 }),
			items: bills,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ json }) => json.error)).toEqual(
			[0, 1].map((item) => `Wait Timeout must be a number above 0 [Item ${item}]`),
		);
	});
});

describe('after a write, nothing keeps back that Propexo has accepted it', () => {
	it('not an outcome that cannot be asked for', async () => {
		jest
			.spyOn(part('Propexo/transport/writeStatus'), 'waitForWrite')
			.mockRejectedValue(new Error('out of order') as never);
		const { items, error } = await setup.engine.run({
			parameters: withOptions({ waitForCompletion: true, concurrency: 1 }),
			items: bills,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(jobs());
	});

	it('not an answer to another item that cannot be put in words', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		jest.spyOn(part('Propexo/transport/apiIssues'), 'issuesOf').mockImplementation(() => {
			throw new Error('too deep');
		});
		const { items, errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: bills,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json.job_id)).toEqual(jobs());
		expect(errorItems.map(({ json }) => json.error)).toEqual(['This was not written [Item 1]']);
	});

	it('not hints that cannot be given', async () => {
		jest.spyOn(part('Propexo/actions/write/hints'), 'hintsOf').mockImplementation(() => {
			throw new Error('out of order');
		});
		const { items, error } = await setup.engine.run({
			parameters: withOptions({ concurrency: 1 }),
			items: bills,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(jobs());
	});

	it('not a later try that cannot begin', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		const { openClient } = part('Propexo/transport/client');
		jest
			.spyOn(part('Propexo/transport/client'), 'openClient')
			.mockImplementationOnce(openClient!)
			.mockImplementation(() => {
				throw new Error('The credential cannot be decrypted');
			});
		const { errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: bills,
			settings: {
				onError: 'continueErrorOutput',
				retryOnFail: true,
				maxTries: 2,
				waitBetweenTries: 1,
			},
		});

		expect(jobs()).toHaveLength(1);
		expect(errorItems[1]!.json).toMatchObject({
			error: 'The credential cannot be decrypted [Item 1]',
			details: { description: `Propexo has accepted: job ${jobs()[0]} [Item 1].` },
		});
	});
});
