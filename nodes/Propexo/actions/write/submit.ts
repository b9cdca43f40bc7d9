import { UserError } from 'n8n-workflow';

import type { Client, WriteResult } from '../../transport/client';
import { describeFailure } from '../../transport/errorMessages';
import type { HttpOutcome } from '../../transport/http';
import type { RecordedOutcome, WriteJournal } from './journal';
import type { WriteRequest } from './plan';

/** What became of a planned write. */
export type Outcome =
	| RecordedOutcome
	| { readonly kind: 'refused'; readonly delivery: HttpOutcome }
	/** Not sent, because another write had failed and the node stops on errors, or by the cancel button. */
	| { readonly kind: 'notTried' }
	/** Not sent, because n8n could not tell whether it was written before. */
	| { readonly kind: 'held'; readonly why: string }
	/** Not sent, because all of it was written before. */
	| { readonly kind: 'skipped' };

/** A planned write as it was sent, and what became of it. */
export interface SentRequest<Request extends WriteRequest> {
	readonly planned: Request;
	readonly outcome: Outcome;
}

const toOutcome = (result: WriteResult): Outcome =>
	result.kind === 'unknown' ? { kind: 'unknown', why: describeFailure(result.delivery) } : result;

/**
 * A client throws n8n's UserError before it sends when the execution was cancelled; anything else
 * is a fault whose effect nobody knows, also while it is being cancelled.
 */
const outcomeOfError =
	(signal: AbortSignal | undefined) =>
	(error: Error): Outcome =>
		signal?.aborted && error instanceof UserError
			? { kind: 'notTried' }
			: {
					kind: 'unknown',
					why: { message: error.message, description: 'Look for the write at Propexo.' },
				};

/** How the writes of a node are sent. */
export interface SendOptions<Request> {
	/** How many requests may be under way at once. */
	readonly concurrency: number;
	/** Whether the first failure keeps the writes after it from being sent. */
	readonly stopOnFailure: boolean;
	readonly memory: WriteJournal;
	/** n8n's cancel signal. */
	readonly signal: AbortSignal | undefined;
	/** Asked right before a write is sent: what of it is still to be written, or nothing. */
	readonly admit?: ((planned: Request) => Promise<Request | undefined>) | undefined;
}

async function sendOne<Request extends WriteRequest>(
	client: Client,
	planned: Request,
	{ memory, signal, admit }: SendOptions<Request>,
): Promise<SentRequest<Request>> {
	let admitted: Request | undefined = planned;
	try {
		if (admit) admitted = await admit(planned);
	} catch (error) {
		return { planned, outcome: { kind: 'held', why: (error as Error).message } };
	}
	if (!admitted) return { planned, outcome: { kind: 'skipped' } };
	const { write, path, body } = admitted;
	const outcome = await client
		.write(write.method, path, body)
		.then(toOutcome)
		.catch(outcomeOfError(signal));
	if (outcome.kind === 'accepted' || outcome.kind === 'unknown') memory.keep(admitted, outcome);
	return { planned: admitted, outcome };
}

const isFailure = ({ kind }: Outcome): boolean => kind !== 'accepted' && kind !== 'skipped';

/**
 * Sends planned writes, each at most once. What an earlier try had sent is recalled before
 * anything is sent, so that none of it is forgotten when the first failure ends the sending.
 * @returns what became of each write, in the order of the plan
 */
export async function submitAll<Request extends WriteRequest>(
	client: Client,
	plan: readonly Request[],
	options: SendOptions<Request>,
): Promise<Array<SentRequest<Request>>> {
	const { concurrency, stopOnFailure, memory } = options;
	const recalled = plan.map((planned) => memory.recall(planned));
	const all = plan.map((planned, index): SentRequest<Request> => ({
		planned,
		outcome: recalled[index] ?? { kind: 'notTried' },
	}));
	const left = [...plan.keys()].filter((index) => !recalled[index]);
	let stopped = stopOnFailure && recalled.some((memo) => memo?.kind === 'unknown');
	const work = async (): Promise<void> => {
		while (left.length && !stopped) {
			const index = left.shift()!;
			const sent = await sendOne(client, plan[index]!, options);
			all[index] = sent;
			if (sent.outcome.kind === 'notTried' || (isFailure(sent.outcome) && stopOnFailure))
				stopped = true;
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, left.length) }, work));
	return all;
}
