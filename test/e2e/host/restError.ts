/** n8n refused a call. The message holds its reason; the request's body, which may hold secrets, is left out. */
export class RestError extends Error {
	constructor(
		method: string,
		path: string,
		readonly status: number,
		answer: unknown,
	) {
		super(`${method} ${path} was answered with ${status}: ${reasonIn(answer)}`);
		this.name = 'RestError';
	}
}

function reasonIn(answer: unknown): string {
	if (typeof answer === 'object' && answer !== null && 'message' in answer)
		return String(answer.message);
	return JSON.stringify(answer).slice(0, 500);
}
