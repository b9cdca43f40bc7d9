import type { INodeExecutionData } from 'n8n-workflow';

const firstItem = ({ pairedItem }: INodeExecutionData): number => {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
};

/** Output items in the order of the first input item they come from. */
export const sortByInputItem = (items: readonly INodeExecutionData[]): INodeExecutionData[] =>
	[...items].sort((a, b) => firstItem(a) - firstItem(b));
