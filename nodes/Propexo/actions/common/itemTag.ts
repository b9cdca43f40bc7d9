/** How a message names an input item, as n8n does. */
export const itemTag = (item: number): string => `[Item ${item}]`;
