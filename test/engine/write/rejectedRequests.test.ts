import type { IDataObject } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
	withReason,
} from '../../../nodes/Propexo/transport/errorMessages';
import { type ErrorSentences, toPlainText } from '../../../nodes/Propexo/utils/errorText';
import { bill, billName, billParameters } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { descriptionWith } from '../support/expectedTexts';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const WRITES = { method: 'POST' };

interface Refusal {
	arrange: () => void;
	item?: IDataObject;
	text: ErrorSentences;
}

/** What the node says about a status with Propexo's own reason. */
const rejected = (status: number, reason: string, ...issues: string[]): ErrorSentences => {
	const { message, description } = STATUS_MESSAGES[status]!;
	const text = { message, description: withReason(description, reason) };
	return ERRORS.requestRejected(text, issues, billName('A-1'));
};

const REFUSALS: Record<string, Refusal> = {
	'an unknown integration (400)': {
		arrange: () => undefined,
		item: { integration: 'intg-unknown' },
		text: rejected(
			400,
			'invalid request',
			`${fieldLabel('integration_id')}: There is no integration intg-unknown`,
		),
	},
	'a wrong token (401)': {
		arrange: () => setup.sandbox.setOptions({ tokens: { 'another-token': 'default' } }),
		text: rejected(401, 'The bearer token is missing or not valid'),
	},
	'an operation the PMS does not support (405)': {
		arrange: () => setup.sandbox.inject({ fault: { kind: 'status', status: 405 }, match: WRITES }),
		text: rejected(405, 'Injected status 405'),
	},
	'HTML instead of JSON': {
		arrange: () => setup.sandbox.inject({ fault: 'html', match: WRITES }),
		text: ERRORS.outcomeUnknown(CONNECTION_MESSAGES.notJson, billName('A-1')),
	},
	'a 2xx without a job ID': {
		arrange: () => setup.sandbox.inject({ fault: 'no-job-id', match: WRITES }),
		text: ERRORS.outcomeUnknown(CONNECTION_MESSAGES.unexpected, billName('A-1')),
	},
};

describe.each(Object.entries(REFUSALS))('%s', (_, { arrange, item, text }) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'under %s → one clear error',
		async (onError) => {
			arrange();
			const { error, items, errorItems } = await setup.engine.run({
				parameters: billParameters,
				items: [bill('A-1', item)],
				settings: { onError },
			});
			const [failed] = [...items, ...errorItems].map(errorOf);
			const [reported, fix, expectedFix] =
				onError === 'stopWorkflow'
					? [error?.message, error?.description, descriptionWith(text)]
					: [failed?.message, failed?.description, toPlainText(text)];

			expect(reported).toBe(`${text.message} ${itemTag(0)}`);
			expect(fix).toBe(expectedFix);
			expect(writesOf(setup)).toHaveLength(1);
			expect(items).toHaveLength(onError === 'continueRegularOutput' ? 1 : 0);
			expect(errorItems).toHaveLength(onError === 'continueErrorOutput' ? 1 : 0);
		},
	);
});
