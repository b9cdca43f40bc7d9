/**
 * Maps items with at most `concurrency` calls in flight, and keeps their order.
 * Once `shouldStop` is true no further call begins; items that were not begun have no result.
 */
export async function mapConcurrent<T, R>(
	items: readonly T[],
	concurrency: number,
	map: (item: T, index: number) => Promise<R>,
	shouldStop: () => boolean = () => false,
): Promise<Array<R | undefined>> {
	const results = new Array<R | undefined>(items.length).fill(undefined);
	const indexes = items.keys();
	const worker = async (): Promise<void> => {
		while (!shouldStop()) {
			const { value: index, done } = indexes.next();
			if (done) return;
			results[index] = await map(items[index]!, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
	return results;
}
