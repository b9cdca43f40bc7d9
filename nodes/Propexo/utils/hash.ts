import { createHash } from 'node:crypto';

/** SHA-256 of parts as JSON, in base64url. */
export const hash = (...parts: readonly unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
