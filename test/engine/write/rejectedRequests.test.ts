import type { IDataObject } from 'n8n-workflow';

import { bill, billParameters } from '../support/bills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const WRITES = { method: 'POST' };

interface Refusal {
	arrange: () => void;
	item?: IDataObject;
	message: RegExp;
	description: RegExp;
}

const REFUSALS: Record<string, Refusal> = {
	'an unknown integration (400)': {
		arrange: () => undefined,
		item: { integration: 'intg-unknown' },
		message: /^Propexo did not accept the request: Integration: .*intg-unknown \[Item 0\]$/,
		description: /^Nothing was written\./,
	},
	'a wrong token (401)': {
		arrange: () => setup.sandbox.setOptions({ tokens: { 'another-token': 'default' } }),
		message: /^Propexo did not accept the API token \[Item 0\]$/,
		description: /^Nothing was written\. Check the token/,
	},
	'an operation the PMS does not support (405)': {
		arrange: () => setup.sandbox.inject({ fault: { kind: 'status', status: 405 }, match: WRITES }),
		message: /^Propexo does not support this operation for this PMS \[Item 0\]$/,
		description: /^Nothing was written\./,
	},
	'HTML instead of JSON': {
		arrange: () => setup.sandbox.inject({ fault: 'html', match: WRITES }),
		message: /^Nobody knows whether this was written: the answer was not JSON \[Item 0\]$/,
		description: /^It is not sent again/,
	},
	'a 2xx without a job ID': {
		arrange: () => setup.sandbox.inject({ fault: 'no-job-id', match: WRITES }),
		message:
			/^Nobody knows whether this was written: the answer was not what Propexo documents \[Item 0\]$/,
		description: /^It is not sent again/,
	},
};

describe.each(Object.entries(REFUSALS))('%s', (_, { arrange, item, message, description }) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'under %s → one clear error',
		async (onError) => {
			arrange();
			const { error, items, errorItems } = await setup.engine.run({
				parameters: billParameters,
				items: [bill('A-1', item)],
				settings: { onError },
			});
			const failed = [...items, ...errorItems].map(({ json }) => json);
			const [reported, fix] =
				onError === 'stopWorkflow'
					? [error?.message, error?.description]
					: [failed[0]?.error, (failed[0]?.details as IDataObject | undefined)?.description];

			expect(reported).toMatch(message);
			expect(fix).toMatch(description);
			expect(writesOf(setup)).toHaveLength(1);
			expect(items).toHaveLength(onError === 'continueRegularOutput' ? 1 : 0);
			expect(errorItems).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
		},
	);
});
