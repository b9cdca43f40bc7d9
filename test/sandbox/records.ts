/** A record as Propexo shows it. */
export type PropexoRecord = Record<string, unknown> & { id: string };

/** A record and the values it can be filtered by besides its fields (the location of a property, for example). */
export interface StoredRecord {
	record: PropexoRecord;
	facets: Record<string, string | string[]>;
}

/** All records, by model (`vendors`, `financial-accounts`, …) and id, including models without a read endpoint. */
export class Records {
	private readonly models = new Map<string, Map<string, StoredRecord>>();

	/** Adds a record or replaces the one with its id. */
	put(model: string, record: PropexoRecord, facets: StoredRecord['facets'] = {}): void {
		let ofModel = this.models.get(model);
		if (!ofModel) this.models.set(model, (ofModel = new Map()));
		ofModel.set(record.id, { record, facets });
	}

	/** The record of a model with that id. */
	get(model: string, id: string): StoredRecord | undefined {
		return this.models.get(model)?.get(id);
	}

	/** The record of any model with that id. */
	find(id: string): StoredRecord | undefined {
		for (const ofModel of this.models.values()) {
			const found = ofModel.get(id);
			if (found) return found;
		}
		return undefined;
	}

	/** The name of the record with that id, where it has one. */
	nameOf(id: string): string | undefined {
		const name = this.find(id)?.record.name;
		return typeof name === 'string' ? name : undefined;
	}

	/** All records of a model, in insertion order. */
	list(model: string): StoredRecord[] {
		return [...(this.models.get(model)?.values() ?? [])];
	}

	/** How many records each model holds. */
	counts(): Record<string, number> {
		return Object.fromEntries([...this.models].map(([model, records]) => [model, records.size]));
	}

	/** Removes every record. */
	clear(): void {
		this.models.clear();
	}
}
