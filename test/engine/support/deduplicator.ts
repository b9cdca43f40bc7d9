import type {
	DeduplicationItemTypes,
	ICheckProcessedContextData,
	IDataDeduplicator,
	IDataObject,
	IDeduplicationOutput,
	IDeduplicationOutputItems,
} from 'n8n-workflow';

const unused = async (): Promise<never> =>
	await Promise.reject(new Error('Not used by these tests'));

/**
 * Replaces n8n's table of processed data, which needs n8n's database. Like the real one, it takes a
 * key that occurs twice in one call for two new ones. The end-to-end tests use the real one.
 */
export class InMemoryDeduplicator implements IDataDeduplicator {
	readonly keys = new Set<string>();

	/** Throws what n8n's database throws when keys are recorded or removed. */
	fault: ((items: DeduplicationItemTypes[]) => void) | undefined;

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		_scope: unknown,
		_context: ICheckProcessedContextData,
	): Promise<IDeduplicationOutput> {
		this.fault?.(items);
		const known = new Set(this.keys);
		items.forEach((item) => this.keys.add(String(item)));
		return {
			new: items.filter((item) => !known.has(String(item))),
			processed: items.filter((item) => known.has(String(item))),
		};
	}

	async removeProcessed(items: DeduplicationItemTypes[]): Promise<void> {
		this.fault?.(items);
		items.forEach((item) => this.keys.delete(String(item)));
	}

	async checkProcessedItemsAndRecord(
		_property: string,
		_items: IDataObject[],
	): Promise<IDeduplicationOutputItems> {
		return await unused();
	}

	async clearAllProcessedItems(): Promise<void> {
		return await unused();
	}

	async getProcessedDataCount(): Promise<number> {
		return await Promise.resolve(this.keys.size);
	}
}
