import type { IDataObject } from 'n8n-workflow';

import { contract, operationName, type WriteOperation } from '../../sandbox/contract';
import { byId, camelCase } from './form';

export { minimalBody, requiredPaths } from '../../sandbox/exampleBodies';

/** Every documented write, with a title for a test. */
export const WRITE_CASES = contract.writes.map((write) => [operationName(write), write] as const);

/** The parameters for the IDs in the path of a write. */
export const pathIds = (
	{ pathParams = [] }: WriteOperation,
	idOf: (name: string) => string = () => 'a',
): IDataObject => Object.fromEntries(pathParams.map((name) => [camelCase(name), byId(idOf(name))]));
