import type { IDataObject } from 'n8n-workflow';

/** Whether a value has members, be it an object or a list. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null;

/** Whether a value is an object, and no list. */
export const isRecord = (value: unknown): value is IDataObject =>
	isObject(value) && !Array.isArray(value);
