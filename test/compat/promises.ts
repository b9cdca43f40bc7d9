/** What the tests of this folder show on every version of n8n: the rows of the README's table. */
export const PROMISES = {
	load: 'Both nodes and the credential load',
	write: 'Records are written from the form, from rows and from JSON',
	batch: 'Items are written in batches',
	wait: 'Wait for Completion returns the outcome',
	validate: 'Validate Only sends nothing',
	errorOutput: 'Failed items leave by the error output, the others by the main output',
	retryOnFail: "Retry On Fail doesn't resend what was accepted",
	retryButton: "The Retry button doesn't resend what was or may have been accepted",
	keys: 'Idempotency keys hold across executions',
	unknown: 'A write with an unknown outcome is reported, and not sent again',
	refused: 'A refused connection counts as not sent, and is retried',
	tools: 'Identical calls of an AI agent in one execution write once',
	read: 'Get and Get Many return records',
	pick: 'Pickers list and search records',
	trigger: 'The trigger reports each finished job once',
};
