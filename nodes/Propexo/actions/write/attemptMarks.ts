import type { IExecuteFunctions } from 'n8n-workflow';

import { runExclusive } from '../../utils/runExclusive';

/** Scope of the marks in n8n's deduplication store, apart from that of idempotency keys. */
const SCOPE = 'node';

/** More marks than the runs of any loop; n8n drops the oldest ones. */
const OPTIONS = { mode: 'entries', maxEntries: 10_000 } as const;

/** n8n's helper fails for the second of two calls that create its row at the same time. */
async function retryOnce<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch {
		return await task();
	}
}

/**
 * Marks in n8n's database, which writes them at once, while it saves what it keeps for a node only
 * when the node has ended.
 */
export class AttemptMarks {
	constructor(private readonly context: IExecuteFunctions) {}

	/**
	 * Records a mark, and returns whether it was there.
	 * @throws what n8n's store throws
	 */
	async record(mark: string): Promise<boolean> {
		return await runExclusive(async () => await retryOnce(async () => await this.isRecorded(mark)));
	}

	/**
	 * Whether a mark is there. That can only be read by recording it, so a guard says that it isn't to
	 * be trusted until it is removed again. Where n8n's store fails, it counts as absent.
	 */
	async has(mark: string): Promise<boolean> {
		const read = async (): Promise<boolean> => {
			const guard = `${mark}:reading`;
			if (await this.isRecorded(guard)) return false;
			const isKnown = await this.isRecorded(mark);
			const recorded = isKnown ? [guard] : [guard, mark];
			await this.context.helpers.removeProcessed(recorded, SCOPE, OPTIONS);
			return isKnown;
		};
		return await runExclusive(read).catch(() => false);
	}

	/** Removes marks, as far as n8n's store is available. */
	async remove(marks: string[]): Promise<void> {
		const { helpers, logger } = this.context;
		await runExclusive(async () => await helpers.removeProcessed(marks, SCOPE, OPTIONS)).catch(
			({ message }: Error) => logger.debug(`The mark of an attempt wasn't removed: ${message}`),
		);
	}

	private async isRecorded(mark: string): Promise<boolean> {
		const { helpers } = this.context;
		const { processed } = await helpers.checkProcessedAndRecord([mark], SCOPE, OPTIONS);
		return processed.length > 0;
	}
}
