/** The value that a parameter means: what a resource locator holds, or the value itself. */
export const extractLocatorValue = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? ((value as { value?: unknown }).value ?? '')
		: value;
