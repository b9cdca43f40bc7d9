import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../support/engine';
import { InvariantViolation } from './invariantViolation';
import type { PollMode } from './schedule';

/** What the trigger promises, named by what a schedule must never find. */
export type TriggerInvariant =
	'lost' | 'repeated' | 'order' | 'stateSize' | 'stateChanged' | 'unknownJob';

const violation = (invariant: TriggerInvariant, what: string) =>
	new InvariantViolation(invariant, what);

/** A copy through JSON, as n8n's database makes it. */
const copyOf = (state: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(state)) as IDataObject;

/** The polls of one workflow, with the state that n8n stores for it and every event they reported. */
export class PollHistory {
	/** Each event by its key, and whether it came from a poll whose events may come again. */
	readonly events = new Map<string, { times: number; mayRepeat: boolean }>();

	repeatedEvents = 0;

	failedPolls = 0;

	private state: IDataObject = {};

	private budgetMs: number | undefined;

	/***/
	constructor(
		private readonly engine: Engine,
		private readonly parameters: INodeParameters,
	) {}

	/**
	 * Runs a poll, or two where the mode says so; without a budget it has n8n's default.
	 * @throws InvariantViolation where the events or the state break a promise
	 */
	async run(mode: PollMode, budgetMs?: number): Promise<void> {
		this.budgetMs = budgetMs;
		switch (mode) {
			case 'legacy':
				return this.record(await this.once(this.state), false);
			case 'durable': {
				const clone = copyOf(this.state);
				const events = await this.once(clone);
				this.state = clone;
				return this.record(events, false);
			}
			case 'rollback':
				return void (await this.once(copyOf(this.state)));
			case 'discard':
				return this.record(await this.once(copyOf(this.state)), true);
			case 'twice': {
				const [first, second] = [copyOf(this.state), copyOf(this.state)];
				this.record(await this.once(first), true);
				this.record(await this.once(second), true);
				this.state = second;
				return;
			}
			case 'overlap': {
				const both = await Promise.all([
					this.once(this.state, false),
					this.once(this.state, false),
				]);
				both.forEach((events) => this.record(events, true));
			}
		}
	}

	/** One poll. A poll that fails reports nothing and must leave the state as it was. */
	private async once(state: IDataObject, isAlone = true): Promise<IDataObject[]> {
		const before = JSON.stringify(state);
		try {
			const events =
				(await this.engine.poll(this.parameters, state, {
					...(this.budgetMs !== undefined && { budgetMs: this.budgetMs }),
				})) ?? [];
			const size = JSON.stringify(state).length;
			if (size > 400_000) throw violation('stateSize', `the state has ${size} bytes`);
			return events;
		} catch (error) {
			if (error instanceof InvariantViolation) throw error;
			if (!(error as { failure?: unknown }).failure) throw error;
			if (isAlone && JSON.stringify(state) !== before)
				throw violation('stateChanged', 'a failed poll changed the state');
			this.failedPolls++;
			return [];
		}
	}

	private record(events: readonly IDataObject[], mayRepeat: boolean): void {
		let last = '';
		for (const { deduplication_key: key, finished_at: at } of events) {
			if (String(at) < last)
				throw violation('order', `${String(key)} of ${String(at)} comes after ${last}`);
			last = String(at);
			const seen = this.events.get(String(key));
			if (seen && !seen.mayRepeat && !mayRepeat)
				throw violation('repeated', `${String(key)} comes again though nothing crashed`);
			if (seen) this.repeatedEvents++;
			this.events.set(String(key), {
				times: (seen?.times ?? 0) + 1,
				mayRepeat: mayRepeat && seen?.mayRepeat !== false,
			});
		}
	}
}
