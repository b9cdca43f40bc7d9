/** What an error says to a user. */
export interface ErrorText {
	/** What happened. AI agents get nothing but this. */
	readonly message: string;
	/** How to fix it. */
	readonly description: string;
	/** Further details, one line each. */
	readonly bullets?: readonly string[];
	/** The HTTP status, where Propexo responded. */
	readonly status?: number;
}

/** A sentence of ours, before it is known which response it is about. */
export type ErrorSentences = Omit<ErrorText, 'status'>;

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A description for n8n's error panel, which renders HTML and collapses newlines. */
export const toHtml = ({ description, bullets = [] }: Omit<ErrorText, 'message'>): string => {
	const text = escapeHtml(description).replaceAll('\n', '<br>');
	const items = bullets.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
	return items ? `${text}<ul>${items}</ul>` : text;
};

/** A description for an output item. */
export const toPlainText = ({ description, bullets = [] }: Omit<ErrorText, 'message'>): string =>
	[description, ...bullets.map((line) => `• ${line}`)].join('\n');

/** The inverse of `toHtml`, for an error that becomes an output item. */
export const htmlToPlainText = (html: string): string =>
	html
		.replaceAll('<br>', '\n')
		.replaceAll('<li>', '\n• ')
		.replace(/<\/?(?:ul|li)>/g, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&amp;', '&')
		.trim();
