import { type Endpoint, endpointsOf, type Resource } from './endpoint';
import { depositSummary } from './resources/depositSummary';
import { invoice } from './resources/invoice';
import { payableRegister } from './resources/payableRegister';
import { purchaseOrder } from './resources/purchaseOrder';
import { recurringResidentCharge } from './resources/recurringResidentCharge';
import { residentCharge } from './resources/residentCharge';
import { residentCredit } from './resources/residentCredit';
import { residentPayment } from './resources/residentPayment';
import { vendor } from './resources/vendor';

/** Every resource that can be written; the first one is the default. */
export const RESOURCES: readonly Resource[] = [
	invoice,
	payableRegister,
	purchaseOrder,
	vendor,
	residentCharge,
	residentPayment,
	residentCredit,
	recurringResidentCharge,
	depositSummary,
];

/** Every write endpoint of the catalogue. */
export const ENDPOINTS: readonly Endpoint[] = RESOURCES.flatMap(endpointsOf);

/**
 * The write endpoint of a resource, an operation and a PMS.
 * @returns undefined where Propexo does not support the PMS
 */
export const findEndpoint = (
	resource: string,
	operation: string,
	pms: string,
): Endpoint | undefined =>
	ENDPOINTS.find(
		(endpoint) =>
			endpoint.resource === resource && endpoint.operation === operation && endpoint.pms === pms,
	);

/** The write endpoint with a method and a path, which has names in place of IDs. */
export const findEndpointByPath = ({
	method,
	path,
}: Pick<Endpoint, 'method' | 'path'>): Endpoint | undefined =>
	ENDPOINTS.find((endpoint) => endpoint.method === method && endpoint.path === path);

/** Whether any PMS supports the operation. */
export const isWriteOperation = (resource: string, operation: string): boolean =>
	ENDPOINTS.some((endpoint) => endpoint.resource === resource && endpoint.operation === operation);
