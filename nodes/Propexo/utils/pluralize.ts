/** A count with its noun: `1 write`, `3 writes`. */
export const pluralize = (count: number, singular: string, plural = `${singular}s`): string =>
	`${count} ${count === 1 ? singular : plural}`;
