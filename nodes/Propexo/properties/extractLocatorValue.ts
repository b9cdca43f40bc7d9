import { isObject } from '../utils/guards';

/**
 * The value that a parameter means: that of a resource locator, or the value itself. Looser than
 * n8n's `isResourceLocatorValue`: an expression may return a locator without a mode.
 */
export const extractLocatorValue = (value: unknown): unknown =>
	isObject(value) && '__rl' in value ? (value.value ?? '') : value;
