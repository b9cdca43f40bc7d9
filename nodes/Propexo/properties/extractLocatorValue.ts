/**
 * The value that a parameter means: what a resource locator holds, or the value itself.
 * @param value a parameter's value
 */
export const unwrap = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? ((value as { value?: unknown }).value ?? '')
		: value;
