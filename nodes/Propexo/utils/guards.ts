import type { IDataObject } from 'n8n-workflow';

/** Whether a value is an object or an array. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null;

/** Whether a value is an object, and not an array. */
export const isRecord = (value: unknown): value is IDataObject =>
	isObject(value) && !Array.isArray(value);
