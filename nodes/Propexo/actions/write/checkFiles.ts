import type { FileLimits } from '../../catalogue/fields';
import { ISSUES } from '../messages';

/** A file of a body; the name and the type are there only where they are sent. */
export interface BodyFile {
	/** How messages call it. */
	readonly subject: string;
	readonly base64: string;
	readonly fileName?: string | undefined;
	readonly mimeType?: string | undefined;
}

/** What is wrong with a file, and with which part of it. */
export interface FileIssue {
	readonly part: 'file_data' | 'file_name' | 'mime_type';
	readonly message: string;
}

/** The largest size of all files of a request together, in bytes: 50 MB. */
const MAX_TOTAL_BYTES = 50 * 1024 * 1024;

/** Bytes in so many characters of base64, give or take two. */
const bytesInBase64 = (characters: number): number => Math.floor((characters * 3) / 4);

const formatSize = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** How the content of a file of a type begins, in base64. */
const SIGNATURES: Readonly<Record<string, string>> = { 'image/png': 'iVBORw0KGgo' };

const NOT_BASE64 = /[^A-Za-z0-9+/]/;
const END_OF_BASE64 = /^(?:[A-Za-z0-9+/]{2}|[A-Za-z0-9+/]=|==)$/;

/** Searches for what base64 can't have: files are too large for an expression that backtracks. */
const isBase64 = (text: string): boolean =>
	text.length % 4 === 0 &&
	!NOT_BASE64.test(text.slice(0, -2)) &&
	END_OF_BASE64.test(text.slice(-2));

const EXTENSION = /[^.]\.[A-Za-z0-9]+$/;

/** What separates folders, or can't be seen. */
const NOT_IN_A_NAME = /[/\\\p{Cc}]/u;

const checkName = (name: string): string | undefined => {
	if (NOT_IN_A_NAME.test(name)) return ISSUES.fileName(name);
	return EXTENSION.test(name) ? undefined : ISSUES.fileExtension(name);
};

const checkType = (
	{ subject, base64, mimeType }: BodyFile,
	expected: string,
): FileIssue | undefined => {
	if (mimeType !== undefined)
		return mimeType === expected
			? undefined
			: { part: 'mime_type', message: ISSUES.fileType(subject, expected, mimeType) };
	return base64.startsWith(SIGNATURES[expected] ?? '')
		? undefined
		: { part: 'file_data', message: ISSUES.fileContent(expected) };
};

/** What is wrong with a file of a field with these limits, in the order of a form. */
export function checkFile(limits: FileLimits, file: BodyFile): FileIssue | undefined {
	const { subject, base64, fileName } = file;
	const typeIssue = limits.mimeType === undefined ? undefined : checkType(file, limits.mimeType);
	if (typeIssue) return typeIssue;
	const { maxBase64 = Number.POSITIVE_INFINITY } = limits;
	if (base64.length > maxBase64) {
		const [limit, actual] = [maxBase64, base64.length].map((characters) =>
			formatSize(bytesInBase64(characters)),
		);
		return { part: 'file_data', message: ISSUES.fileSize(subject, limit!, actual!) };
	}
	if (!isBase64(base64)) return { part: 'file_data', message: ISSUES.base64 };
	const nameIssue = fileName === undefined ? undefined : checkName(fileName);
	return nameIssue === undefined ? undefined : { part: 'file_name', message: nameIssue };
}

/** What is wrong with the size of all files of a request together. */
export function checkTotalSize(files: ReadonlyArray<Pick<BodyFile, 'base64'>>): string | undefined {
	const total = bytesInBase64(files.reduce((sum, { base64 }) => sum + base64.length, 0));
	return total > MAX_TOTAL_BYTES
		? ISSUES.totalFileSize(formatSize(MAX_TOTAL_BYTES), formatSize(total))
		: undefined;
}
