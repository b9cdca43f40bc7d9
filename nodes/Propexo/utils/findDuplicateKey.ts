/** A key that an object of a JSON text has twice, and where that object is. */
export interface DuplicateKey {
	readonly key: string;
	readonly path: ReadonlyArray<string | number>;
}

interface Container {
	/** The keys so far; undefined in an array. */
	readonly keys: Set<string> | undefined;
	/** The key or the index of the current value. */
	position: string | number;
	/** Whether the next text is a key. */
	isBeforeKey: boolean;
}

/** The index of the quote that ends the text which begins at an index. */
const endOfText = (json: string, start: number): number => {
	for (let end = start; ;) {
		end = json.indexOf('"', end + 1);
		let backslashes = 0;
		while (json[end - 1 - backslashes] === '\\') backslashes++;
		if (backslashes % 2 === 0) return end;
	}
};

/**
 * The first key that an object has twice: `JSON.parse` keeps the last value and doesn't tell.
 * In linear time, at any depth.
 * @param json text that `JSON.parse` takes
 */
export function findDuplicateKey(json: string): DuplicateKey | undefined {
	const stack: Container[] = [];
	for (let index = 0; index < json.length; index++) {
		const container = stack.at(-1);
		switch (json[index]) {
			case '{':
				stack.push({ keys: new Set(), position: '', isBeforeKey: true });
				break;
			case '[':
				stack.push({ keys: undefined, position: 0, isBeforeKey: false });
				break;
			case '}':
			case ']':
				stack.pop();
				break;
			case ',':
				if (container?.keys) container.isBeforeKey = true;
				else if (container) container.position = Number(container.position) + 1;
				break;
			case '"': {
				const end = endOfText(json, index);
				if (container?.keys && container.isBeforeKey) {
					const key = JSON.parse(json.slice(index, end + 1)) as string;
					const path = stack.slice(0, -1).map(({ position }) => position);
					if (container.keys.has(key)) return { key, path };
					container.keys.add(key);
					container.position = key;
					container.isBeforeKey = false;
				}
				index = end;
			}
		}
	}
	return undefined;
}
