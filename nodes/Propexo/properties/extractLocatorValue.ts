import { isResourceLocatorValue } from 'n8n-workflow';

/** The value that a parameter means: what a resource locator holds, or the value itself. */
export const extractLocatorValue = (value: unknown): unknown =>
	isResourceLocatorValue(value) ? (value.value ?? '') : value;
