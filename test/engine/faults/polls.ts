import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../support/engine';
import type { Manner } from './schedule';

/** What a schedule must never come to. */
export class Broken extends Error {
	/***/
	constructor(
		readonly promise: 'lost' | 'repeated' | 'order' | 'size' | 'state' | 'wrong',
		what: string,
	) {
		super(`${promise}: ${what}`);
	}
}

/** As n8n does it: through its database. */
const copyOf = (state: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(state)) as IDataObject;

/** The polls of one workflow, with what n8n keeps for it and every event it was given. */
export class Polls {
	/** Each event's key, and whether its poll ran in a manner that may give it out again. */
	readonly given = new Map<string, { times: number; mayRepeat: boolean }>();

	repeats = 0;

	failed = 0;

	private kept: IDataObject = {};

	private budgetMs: number | undefined;

	/***/
	constructor(
		private readonly engine: Engine,
		private readonly parameters: INodeParameters,
	) {}

	/**
	 * Runs a poll, or two where the manner says so.
	 * @param budgetMs the time n8n gives it, in milliseconds; nothing for the usual one
	 * @throws Broken where the events or the state are not as they must be
	 */
	async run(manner: Manner, budgetMs?: number): Promise<void> {
		this.budgetMs = budgetMs;
		switch (manner) {
			case 'legacy':
				return this.take(await this.once(this.kept), false);
			case 'durable': {
				const clone = copyOf(this.kept);
				const events = await this.once(clone);
				this.kept = clone;
				return this.take(events, false);
			}
			case 'rollback':
				return void (await this.once(copyOf(this.kept)));
			case 'discard':
				return this.take(await this.once(copyOf(this.kept)), true);
			case 'twice': {
				const [first, second] = [copyOf(this.kept), copyOf(this.kept)];
				this.take(await this.once(first), true);
				this.take(await this.once(second), true);
				this.kept = second;
				return;
			}
			case 'overlap': {
				const both = await Promise.all([this.once(this.kept, false), this.once(this.kept, false)]);
				both.forEach((events) => this.take(events, true));
			}
		}
	}

	/** One poll; a poll that throws gives nothing and must leave the state as it was. */
	private async once(state: IDataObject, isAlone = true): Promise<IDataObject[]> {
		const before = JSON.stringify(state);
		try {
			const events =
				(await this.engine.poll(this.parameters, state, {
					...(this.budgetMs !== undefined && { budgetMs: this.budgetMs }),
				})) ?? [];
			const size = JSON.stringify(state).length;
			if (size > 400_000) throw new Broken('size', `the state has ${size} bytes`);
			return events;
		} catch (error) {
			if (error instanceof Broken) throw error;
			if (!(error as { failure?: unknown }).failure) throw error;
			if (isAlone && JSON.stringify(state) !== before)
				throw new Broken('state', 'a poll that failed changed the state');
			this.failed++;
			return [];
		}
	}

	private take(events: readonly IDataObject[], mayRepeat: boolean): void {
		let last = '';
		for (const { deduplication_key: key, finished_at: at } of events) {
			if (String(at) < last)
				throw new Broken('order', `${String(key)} of ${String(at)} comes after ${last}`);
			last = String(at);
			const seen = this.given.get(String(key));
			if (seen && !seen.mayRepeat && !mayRepeat)
				throw new Broken('repeated', `${String(key)} comes again though nothing crashed`);
			if (seen) this.repeats++;
			this.given.set(String(key), {
				times: (seen?.times ?? 0) + 1,
				mayRepeat: mayRepeat && seen?.mayRepeat !== false,
			});
		}
	}
}
