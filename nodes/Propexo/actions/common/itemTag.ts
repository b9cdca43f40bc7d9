/**
 * How a message names an input item, as n8n does.
 * @param item its index
 */
export const at = (item: number): string => `[Item ${item}]`;
