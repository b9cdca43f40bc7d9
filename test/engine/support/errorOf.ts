import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What the error item of a failed input item says; undefined for any other item. */
export const errorOf = ({
	json,
}: INodeExecutionData): (IDataObject & { message: string; description: string }) | undefined =>
	json.error as (IDataObject & { message: string; description: string }) | undefined;
