import type { INodeProperties } from 'n8n-workflow';

/** The Options collection of some operations, in alphabetical order. */
export const optionsCollection = (
	show: Record<string, string[]>,
	options: readonly INodeProperties[],
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show },
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
