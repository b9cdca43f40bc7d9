import type { Client } from '../../transport/client';
import type { WriteOptions } from './parseOptions';
import type { PlannedRequest } from './plan';
import { resolveUnknown } from './resolveUnknown';
import { isFailed, type Submission, submitAll, type SubmitOptions } from './submit';

const isNotSent = ({ outcome }: Submission): boolean => outcome.kind === 'notSent';

/**
 * Sends the requests, and looks for those whose outcome is unknown, if that is wanted. Where the
 * node stops on errors, the rest is sent once every lost response was found to be an acceptance.
 * @param replayed what an earlier attempt sent
 * @returns submissions in the order of their first item
 */
export async function submitUntilDone(
	client: Client,
	replayed: readonly Submission[],
	requests: readonly PlannedRequest[],
	submitOptions: SubmitOptions<PlannedRequest>,
	options: WriteOptions,
): Promise<Submission[]> {
	const { journal, signal, stopOnFailure } = submitOptions;
	const resolve = async (submissions: readonly Submission[]): Promise<Submission[]> =>
		await resolveUnknown(client, submissions, journal, options, signal);
	const isStopped = (submissions: readonly Submission[]): boolean =>
		signal?.aborted === true || (stopOnFailure && submissions.some(isFailed));
	let done = await resolve(replayed);
	let rest = [...requests];
	while (rest.length && !isStopped(done)) {
		const submissions = await resolve(await submitAll(client, rest, submitOptions));
		done = [...done, ...submissions.filter((one) => !isNotSent(one))];
		const unsent = new Set(submissions.filter(isNotSent).map(({ request }) => request.items[0]));
		rest = rest.filter(({ items }) => unsent.has(items[0]));
	}
	const notSent = rest.map((request): Submission => ({ request, outcome: { kind: 'notSent' } }));
	return [...done, ...notSent].sort((a, b) => a.request.items[0]! - b.request.items[0]!);
}
