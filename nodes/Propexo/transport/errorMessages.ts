import type { ErrorSentences, ErrorText } from '../utils/errorText';
import { parseApiMessage } from './apiIssues';
import type { HttpResponse } from './httpOutcome';
import type { ListError } from './pagination';

/** What the nodes say about a 4xx of Propexo. */
export const STATUS_MESSAGES: Readonly<Record<number, ErrorSentences>> = {
	400: {
		message: 'Propexo rejected the request',
		description: 'Check the field values and send it again.',
	},
	401: {
		message: 'Propexo rejected the API token',
		description:
			'Check the token in the Propexo API credential and that it belongs to the selected environment.',
	},
	403: {
		message: "This API token doesn't have permission for this operation",
		description: 'Ask Propexo which permissions the token has, or use another token.',
	},
	404: {
		message: 'Record not found in Propexo',
		description: 'Check the ID and that the credential belongs to the account with this record.',
	},
	405: {
		message: "Propexo doesn't support this operation for this PMS",
		description: 'Choose another operation, or make the change in the PMS itself.',
	},
	409: {
		message: 'Conflict with an existing record',
		description: 'Check the record in the PMS before you send it again.',
	},
	413: {
		message: 'Request too large',
		description: 'Send smaller attachments, or fewer rows in one request.',
	},
	429: {
		message: 'Propexo rate limit reached',
		description: 'Wait a minute, or run fewer Propexo workflows at the same time.',
	},
};

const OTHER_SERVER =
	'Check the base URL in the Propexo API credential. The server there may not be Propexo.';

/** What the nodes say where a request has no usable response. */
export const CONNECTION_MESSAGES = {
	clientError: (status: number): ErrorSentences => ({
		message: `Propexo rejected the request (${status})`,
		description: 'Check the field values and send it again.',
	}),
	serverError: (status: number): ErrorSentences => ({
		message: `Propexo server error (${status})`,
		description: 'Try again in a few minutes.',
	}),
	notJson: { message: "Propexo's response isn't JSON", description: OTHER_SERVER },
	unexpected: { message: 'Unexpected response from Propexo', description: OTHER_SERVER },
	redirect: (status: number): ErrorSentences => ({
		message: `Unexpected redirect from Propexo (${status})`,
		description: OTHER_SERVER,
	}),
	notSent: (code: string): ErrorSentences => ({
		message: `Can't connect to Propexo (${code})`,
		description: "Check the base URL in the Propexo API credential and your n8n's network.",
	}),
	noResponse: (code: string): ErrorSentences => ({
		message: `No response from Propexo (${code})`,
		description: 'The connection was lost or timed out. Try again in a few minutes.',
	}),
	rateLimited: STATUS_MESSAGES[429]!,
	deadlineExceeded: {
		message: 'The poll ran out of time before the request could be sent',
		description:
			"n8n continues with the next poll. If this repeats, check your n8n server's load and Propexo's response times.",
	},
	looping: {
		message: 'Propexo keeps returning the same records',
		description: 'Try again later. For Get Many, set a limit or add filters.',
	},
	invalidBaseUrl: (problem: string): ErrorSentences => ({
		message: problem,
		description:
			'Open the Propexo API credential, correct the base URL or choose another environment, and save it.',
	}),
} as const;

/** A description with Propexo's own sentence. */
export const withReason = (description: string, reason: string): string =>
	`${description} Propexo says: ${reason}`;

const describeResponse = (response: HttpResponse): ErrorSentences => {
	const { status, isJson } = response;
	if (status < 300) return isJson ? CONNECTION_MESSAGES.unexpected : CONNECTION_MESSAGES.notJson;
	if (status < 400) return CONNECTION_MESSAGES.redirect(status);
	const { message, description } =
		status >= 500
			? CONNECTION_MESSAGES.serverError(status)
			: (STATUS_MESSAGES[status] ?? CONNECTION_MESSAGES.clientError(status));
	const reason = parseApiMessage(response.body);
	return {
		message,
		description: reason ? withReason(description, reason) : description,
	};
};

/** A request without a usable response, in words. A 2xx counts as one that can't be used. */
export function describeFailure(outcome: ListError): ErrorText {
	switch (outcome.kind) {
		case 'response':
			return { ...describeResponse(outcome), status: outcome.status };
		case 'notSent':
		case 'noResponse':
			return CONNECTION_MESSAGES[outcome.kind](outcome.code);
		case 'rateLimited':
		case 'deadlineExceeded':
		case 'looping':
			return CONNECTION_MESSAGES[outcome.kind];
	}
}
