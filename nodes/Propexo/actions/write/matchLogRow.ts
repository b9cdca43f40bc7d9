import type { IDataObject } from 'n8n-workflow';

import { RESOURCES } from '../../catalogue';
import { type LogRow, toLogRow } from '../../transport/writeLog';
import { isRecord } from '../../utils/guards';
import { bodyDigest } from './bodyDigest';
import type { CatalogueRequest } from './plan';

/** A finished write of the log, with its request. */
export interface LoggedWrite extends LogRow {
	/** The body of the request, where Propexo lists it. */
	readonly parameters: unknown;
}

export const toLoggedWrite = (raw: IDataObject, now: number): LoggedWrite[] =>
	toLogRow(raw, now).map((row) => ({ ...row, parameters: raw.parameters }));

/** A write whose response was lost. */
export interface LostWrite {
	readonly request: CatalogueRequest;
	readonly bodyDigest: string;
	/** When it was sent, on Propexo's clock, in ms since 1970. */
	readonly sentAt: number;
}

/** `CREATE_RESIDENT_CHARGES` and `residentCharge` have the words RESIDENT and CHARGE. */
const wordsOf = (name: string): string[] =>
	name
		.replace(/[a-z](?=[A-Z])/g, '$&_')
		.toUpperCase()
		.split(/[^A-Z]+/)
		.map((word) => word.replace(/IES$/, 'Y').replace(/S$/, ''));

const VERBS = ['CREATE', 'UPDATE', 'CANCEL', 'UPLOAD', 'DELETE'];

const verbsOf = (words: readonly string[]): string[] =>
	VERBS.filter((verb) => words.includes(verb));

/** The resource that a job type is about: of those whose words it has, the one with the most. */
const resourceOf = (jobWords: readonly string[]): string | undefined =>
	RESOURCES.map(({ resource: name }) => ({ name, words: wordsOf(name) }))
		.filter(({ words }) => words.every((word) => jobWords.includes(word)))
		.sort((a, b) => b.words.length - a.words.length)[0]?.name;

/** Propexo doesn't document its names of job types; one that is unlike the operation's doesn't match. */
export function isJobTypeOf(
	jobType: string | null,
	{ resource, operation }: CatalogueRequest['endpoint'],
): boolean {
	const words = wordsOf(jobType ?? '');
	const ours = verbsOf(wordsOf(operation));
	return resourceOf(words) === resource && verbsOf(words).every((verb) => ours.includes(verb));
}

/** The IDs in a path, which have the places of `{…}` in its template. */
const pathIdsOf = ({ endpoint, path }: CatalogueRequest): string[] => {
	const segments = path.split('/');
	return endpoint.path
		.split('/')
		.flatMap((name, index) =>
			name.startsWith('{') ? [decodeURIComponent(segments[index] ?? '')] : [],
		);
};

/** Whether the parameters of a job are the body, beside the IDs of the path. */
function hasSameBody(parameters: unknown, { request, bodyDigest: digest }: LostWrite): boolean {
	if (!isRecord(parameters)) return false;
	const ids = pathIdsOf(request);
	const entries = Object.entries(parameters);
	const idEntries = ids.map((id) => entries.find(([, value]) => value === id));
	if (!idEntries.every(Boolean)) return false;
	const body = entries.filter((entry) => !idEntries.includes(entry));
	return bodyDigest(Object.fromEntries(body)) === digest;
}

/** Dates in responses are in whole seconds. */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * Whether a row of the write log can be the job of a write whose response was lost.
 * @param now Propexo's clock, in ms since 1970
 */
export function matchesLostWrite(row: LoggedWrite, lost: LostWrite, now: number): boolean {
	const { request, sentAt } = lost;
	const createdAt = Date.parse(row.created_at);
	return (
		createdAt >= sentAt - CLOCK_TOLERANCE_MS &&
		createdAt <= now + CLOCK_TOLERANCE_MS &&
		(request.integrationId === null || row.integration_id === request.integrationId) &&
		isJobTypeOf(row.job_type, request.endpoint) &&
		hasSameBody(row.parameters, lost)
	);
}
