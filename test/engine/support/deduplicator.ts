import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDataObject,
	IDeduplicationOutput,
	IDeduplicationOutputItems,
} from 'n8n-workflow';

import { throwIfKilled } from './hostProcess';

type Mode = ICheckProcessedOptions['mode'];

/** One row of n8n's table: all entries of a workflow, or of one of its nodes. */
interface Row {
	readonly mode: Mode;
	readonly entries: string[];
}

/** A call that recorded or removed entries. */
interface StoreCall {
	readonly method: 'record' | 'remove';
	readonly scope: DeduplicationScope;
	readonly items: readonly string[];
	readonly options: ICheckProcessedOptions;
}

/** What the calls cost: n8n reads and writes a row as one value, however little of it is asked for. */
export interface StoreCost {
	readonly calls: number;
	/** Keys handed over by the callers. */
	readonly keys: number;
	readonly entriesRead: number;
	readonly entriesWritten: number;
}

const NO_COST: StoreCost = { calls: 0, keys: 0, entriesRead: 0, entriesWritten: 0 };

const rowKey = (scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) => {
	if (scope === 'node' && !node) throw new Error("Scope 'node' needs a node");
	return `${workflow.id}|${scope === 'node' ? `n:${node!.id}` : ''}`;
};

/** Lets other calls run, as a query to a database does. */
const query = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

const unused = async (): Promise<never> =>
	await Promise.reject(new Error('Not used by these tests'));

/**
 * Replaces n8n's table of processed data, which needs n8n's database, and behaves like n8n's own
 * deduplication helper: without a lock, so that calls at the same time lose updates; a key that
 * occurs twice in one call is new twice; `maxEntries` cuts the whole row; a second insert of the
 * same row fails. Entries aren't hashed. The end-to-end tests use the real one.
 */
export class InMemoryDeduplicator implements IDataDeduplicator {
	/** Throws what n8n's database throws when keys are recorded or removed. */
	fault: ((items: DeduplicationItemTypes[]) => void) | undefined;

	/** Every call that recorded or removed entries, oldest first. */
	readonly calls: StoreCall[] = [];

	private readonly rows = new Map<string, Row>();

	private spent = NO_COST;

	/** What all calls have cost since the start or {@link reset}. */
	get cost(): StoreCost {
		return this.spent;
	}

	/** The entries of the row of a scope; for the scope `node`, of all nodes. */
	entries(scope: DeduplicationScope = 'workflow'): string[] {
		return [...this.rows].flatMap(([key, { entries }]) =>
			key.endsWith('|') === (scope === 'workflow') ? entries : [],
		);
	}

	/** Deletes every row, as a user or another worker may at any time. */
	clear(): void {
		this.rows.clear();
	}

	/** Returns to the state at the start. */
	reset(): void {
		this.clear();
		this.calls.length = 0;
		this.spent = NO_COST;
		this.fault = undefined;
	}

	/** Changes the kind of the rows, as another node of the workflow may have stored them. */
	changeMode(mode: Mode): void {
		for (const [key, { entries }] of this.rows) this.rows.set(key, { mode, entries });
	}

	/** A copy of every row, to put back what another worker read before. */
	snapshot(): () => void {
		const copy = structuredClone(this.rows);
		return () => {
			this.clear();
			for (const [key, row] of structuredClone(copy)) this.rows.set(key, row);
		};
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		if (options.mode !== 'entries') return await unused();
		this.begin('record', items, scope, context, options);
		const key = rowKey(scope, context);
		const row = await this.read(key);
		throwIfKilled(context.workflow);
		if (row && row.mode !== options.mode)
			throw new Error('Deduplication data was originally saved with an incompatible setting');
		const known = new Set(row?.entries);
		const isNew = (item: DeduplicationItemTypes): boolean => !known.has(String(item));
		const entries = [...(row?.entries ?? []), ...items.filter(isNew).map(String)];
		if (options.maxEntries) entries.splice(0, entries.length - options.maxEntries);
		if (!row && this.rows.has(key)) throw new Error('UNIQUE constraint failed: processed_data');
		this.write(key, { mode: options.mode, entries }, row !== undefined);
		await query();
		return { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<void> {
		if (options.mode !== 'entries') return await unused();
		this.begin('remove', items, scope, context, options);
		const key = rowKey(scope, context);
		const row = await this.read(key);
		throwIfKilled(context.workflow);
		if (!row) return;
		for (const item of items) {
			const index = row.entries.indexOf(String(item));
			if (index !== -1) row.entries.splice(index, 1);
		}
		this.write(key, row, true);
		await query();
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		throwIfKilled(context.workflow);
		await query();
		this.rows.delete(rowKey(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ mode }: ICheckProcessedOptions,
	): Promise<number> {
		throwIfKilled(context.workflow);
		this.spend({ calls: 1 });
		const row = await this.read(rowKey(scope, context));
		return mode === 'entries' ? (row?.entries.length ?? 0) : 0;
	}

	async checkProcessedItemsAndRecord(
		_property: string,
		_items: IDataObject[],
	): Promise<IDeduplicationOutputItems> {
		return await unused();
	}

	private begin(
		method: StoreCall['method'],
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		{ workflow }: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): void {
		throwIfKilled(workflow);
		this.fault?.(items);
		this.calls.push({ method, scope, items: items.map(String), options });
		this.spend({ calls: 1, keys: items.length });
	}

	/** A copy of a row, as it was before whatever happens meanwhile. */
	private async read(key: string): Promise<Row | undefined> {
		const row = this.rows.get(key);
		const copy = row && { mode: row.mode, entries: [...row.entries] };
		this.spend({ entriesRead: row?.entries.length ?? 0 });
		await query();
		return copy;
	}

	/** An update of a row that was deleted meanwhile changes nothing. */
	private write(key: string, row: Row, isUpdate: boolean): void {
		if (isUpdate && !this.rows.has(key)) return;
		this.rows.set(key, row);
		this.spend({ entriesWritten: row.entries.length });
	}

	private spend({ calls = 0, keys = 0, entriesRead = 0, entriesWritten = 0 }: Partial<StoreCost>) {
		this.spent = {
			calls: this.spent.calls + calls,
			keys: this.spent.keys + keys,
			entriesRead: this.spent.entriesRead + entriesRead,
			entriesWritten: this.spent.entriesWritten + entriesWritten,
		};
	}
}
