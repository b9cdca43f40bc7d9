import { parseApiMessage } from './apiIssues';
import type { HttpOutcome,HttpResponse } from './http';

/** A sentence that says what happened, and one that says how to mend it. */
export interface ErrorText {
	readonly message: string;
	readonly description: string;
	/** The HTTP status, where there was an answer. */
	readonly status?: number;
}

const BY_STATUS: Readonly<Record<number, Omit<ErrorText, 'status'>>> = {
	400: {
		message: 'Propexo did not accept the request',
		description: 'Compare the fields with what Propexo says about them.',
	},
	401: {
		message: 'Propexo did not accept the API token',
		description:
			'Check the token in the Propexo API credential, and that it belongs to the chosen environment.',
	},
	403: {
		message: 'Propexo does not let this API token do that',
		description: 'Ask Propexo which rights the token has, or use another one in the credential.',
	},
	404: {
		message: 'Propexo does not know this record',
		description:
			'Check the id, and that the credential belongs to the account that holds the record.',
	},
	405: {
		message: 'Propexo does not support this operation for this PMS',
		description: 'Choose another operation, or write it in the PMS itself.',
	},
	409: {
		message: 'Propexo sees a conflict with what is there already',
		description: 'Look at the record in the PMS before you send it again.',
	},
	413: {
		message: 'The request is larger than Propexo takes',
		description: 'Send smaller attachments, or fewer rows in one request.',
	},
	429: {
		message: "Propexo's rate limit is used up",
		description: 'Wait a minute, or run fewer requests at once.',
	},
};

const said = (answer: HttpResponse): string => {
	const message = parseApiMessage(answer.body);
	return message ? ` Propexo says: ${message}` : '';
};

const OTHER_ADDRESS =
	'Check the base URL in the Propexo API credential: something other than the Propexo API seems to answer there.';

const explainAnswer = (answer: HttpResponse): ErrorText => {
	const { status, isJson } = answer;
	if (status < 300 && !isJson) {
		return { message: 'The answer was not JSON', description: OTHER_ADDRESS, status };
	}
	if (status < 300) {
		return {
			message: 'The answer was not what Propexo documents',
			description: OTHER_ADDRESS,
			status,
		};
	}
	if (status < 400) {
		return {
			message: `The address answered with a redirect (${status})`,
			description: OTHER_ADDRESS,
			status,
		};
	}
	if (status >= 500) {
		return {
			message: `Propexo could not answer just now (${status})`,
			description: `Try again in a few minutes.${said(answer)}`,
			status,
		};
	}
	const { message, description } = BY_STATUS[status] ?? {
		message: `Propexo refused the request (${status})`,
		description: 'Check the request.',
	};
	return { message, description: `${description}${said(answer)}`, status };
};

/** What a failed request means to the person who runs the workflow. */
export function describeFailure(delivery: HttpOutcome): ErrorText {
	switch (delivery.kind) {
		case 'answer':
			return explainAnswer(delivery);
		case 'notSent':
			return {
				message: `Propexo could not be reached (${delivery.code})`,
				description:
					'Check the base URL in the Propexo API credential, and the network of your n8n.',
			};
		case 'late':
			return {
				message: "Propexo's rate limit left no room for the request",
				description: 'Wait a minute, or run fewer workflows with Propexo at the same time.',
			};
		case 'lost':
			return {
				message: `No answer came from Propexo (${delivery.code})`,
				description: 'The connection broke or timed out. Try again in a few minutes.',
			};
	}
}
