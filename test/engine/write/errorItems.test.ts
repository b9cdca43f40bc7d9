import type { INodeParameters } from 'n8n-workflow';

import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import type * as hints from '../../../nodes/Propexo/actions/write/hints';
import { OPTION_ISSUES } from '../../../nodes/Propexo/properties/defineOption';
import { WRITE_OPTIONS } from '../../../nodes/Propexo/properties/writeOptions';
import type * as apiIssues from '../../../nodes/Propexo/transport/apiIssues';
import { BASE_URL_PROBLEMS } from '../../../nodes/Propexo/transport/baseUrl';
import type * as client from '../../../nodes/Propexo/transport/client';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import type * as writeStatus from '../../../nodes/Propexo/transport/writeStatus';
import {
	type ErrorSentences,
	htmlToPlainText,
	toPlainText,
} from '../../../nodes/Propexo/utils/errorText';
import { bill, billParameters } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { builtModule } from '../support/package';
import { acceptedJobs, setUp } from '../support/setup';

const setup = setUp();

afterEach(() => jest.restoreAllMocks());

const bills = [bill('A-1'), bill('A-2')];

const withOptions = (options: INodeParameters): INodeParameters => ({ ...billParameters, options });

const labelOf = (option: keyof typeof WRITE_OPTIONS): string =>
	WRITE_OPTIONS[option].property.displayName;

const NO_WAIT_TIMEOUT = ERRORS.invalidOption(
	labelOf('waitTimeout'),
	OPTION_ISSUES.notPositive,
	'0',
	formatItems([0]),
);

describe('an error of the whole node under Continue → an error item for each input item', () => {
	const UNREADABLE = "={{ $('Nowhere').item.json.a }}";
	const FAULTS: Record<
		string,
		{ parameters: INodeParameters; baseUrl?: string; error: ErrorSentences }
	> = {
		'a base URL that is not valid': {
			parameters: billParameters,
			baseUrl: 'http://api.example.com',
			error: CONNECTION_MESSAGES.invalidBaseUrl(BASE_URL_PROBLEMS.notHttps),
		},
		'a Wait Timeout of 0': {
			parameters: withOptions({ waitTimeout: 0 }),
			error: NO_WAIT_TIMEOUT,
		},
		'an option whose expression fails': {
			parameters: withOptions({ validateOnly: UNREADABLE }),
			error: ERRORS.unreadableOption(
				labelOf('validateOnly'),
				"Referenced node doesn't exist",
				formatItems([0]),
			),
		},
		'a base URL that is not valid, for a read': {
			parameters: { resource: 'vendor', operation: 'getMany', limit: 1 },
			baseUrl: 'nonsense',
			error: CONNECTION_MESSAGES.invalidBaseUrl(BASE_URL_PROBLEMS.notUrl),
		},
		'a base URL that is not valid, for a retry': {
			parameters: { resource: 'writeJob', operation: 'retry', jobId: 'job-1' },
			baseUrl: 'nonsense',
			error: CONNECTION_MESSAGES.invalidBaseUrl(BASE_URL_PROBLEMS.notUrl),
		},
		'a base URL that is not valid, for a job status': {
			parameters: { resource: 'writeJob', operation: 'get', jobId: 'job-1' },
			baseUrl: 'nonsense',
			error: CONNECTION_MESSAGES.invalidBaseUrl(BASE_URL_PROBLEMS.notUrl),
		},
	};

	it.each(Object.entries(FAULTS))('%s', async (_, { parameters, baseUrl, error }) => {
		const engine = baseUrl === undefined ? setup.engine : setup.engine.withCredential({ baseUrl });
		const result = await engine.run({
			parameters,
			items: bills,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(result.items).toEqual([]);
		expect(result.errorItems.map(errorOf)).toEqual(
			[0, 1].map((item) => ({
				message: `${error.message} ${itemTag(item)}`,
				description: toPlainText(error),
			})),
		);
		expect(result.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('Continue (using regular output) → every item carries the error', async () => {
		const { items } = await setup.engine.run({
			parameters: withOptions({ waitTimeout: 0 }),
			items: bills,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map((item) => errorOf(item)?.message)).toEqual(
			[0, 1].map((item) => `${NO_WAIT_TIMEOUT.message} ${itemTag(item)}`),
		);
	});
});

describe('an accepted write is reported whatever fails after it', () => {
	it('waiting for completion throws', async () => {
		jest
			.spyOn(builtModule<typeof writeStatus>('transport/writeStatus'), 'pollUntilTerminal')
			.mockRejectedValue(new Error('out of order'));
		const { items, error } = await setup.engine.run({
			parameters: withOptions({ waitForCompletion: true, concurrency: 1 }),
			items: bills,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	});

	it('the response for another item cannot be read', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		jest
			.spyOn(builtModule<typeof apiIssues>('transport/apiIssues'), 'parseApiIssues')
			.mockImplementation(() => {
				throw new Error('too deep');
			});
		const { items, errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: bills,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
		expect(errorItems.map((item) => errorOf(item)?.message)).toEqual([
			`${ERRORS.notWritten} ${itemTag(1)}`,
		]);
	});

	it('adding hints throws', async () => {
		jest
			.spyOn(builtModule<typeof hints>('actions/write/hints'), 'createHints')
			.mockImplementation(() => {
				throw new Error('out of order');
			});
		const { items, error } = await setup.engine.run({
			parameters: withOptions({ concurrency: 1 }),
			items: bills,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	});

	it('a later try of Retry On Fail cannot start', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-1' },
		});
		const module = builtModule<typeof client>('transport/client');
		const { openClient } = module;
		jest
			.spyOn(module, 'openClient')
			.mockImplementationOnce(openClient)
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

		expect(acceptedJobs(setup)).toHaveLength(1);
		expect(errorOf(errorItems[1]!)).toEqual({
			message: `The credential cannot be decrypted ${itemTag(1)}`,
			description: htmlToPlainText(
				descriptionWith({ description: '' }, acceptedLine([acceptedJobs(setup)[0]!, 1])),
			),
		});
	});
});

it('an error item → one key, by which every version of n8n knows it', async () => {
	setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
	const { items } = await setup.engine.run({
		parameters: withOptions({ waitForCompletion: true }),
		items: [bill('A-1'), bill('A-2', { integration: '' })],
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items.map(({ json }) => Object.keys(json))).toEqual([['error'], ['error']]);
	expect(errorOf(items[0]!)).toMatchObject({ job_id: acceptedJobs(setup)[0], errors: ['closed'] });
});
