/** The parts of an instant in a time zone, each with its usual number of digits. */
const partsIn = (instant: Date, timeZone: string): Record<string, string> => {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
};

/**
 * The day (YYYY-MM-DD) that begins at an instant, in UTC or else in the time zone; undefined for
 * another time of day. A Date doesn't tell the zone it was made in.
 */
export function dayAtMidnight(instant: Date, timeZone: string): string | undefined {
	if (instant.getUTCMilliseconds() !== 0) return undefined;
	for (const zone of ['UTC', timeZone]) {
		const { year = '', month, day, hour, minute, second } = partsIn(instant, zone);
		if (`${hour}${minute}${second}` === '000000') return `${year.padStart(4, '0')}-${month}-${day}`;
	}
	return undefined;
}
