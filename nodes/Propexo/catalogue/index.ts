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

/** Every resource a person can write to; the first one is chosen beforehand. */
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
 * The endpoint for what was chosen in the node.
 * @returns nothing where Propexo does not support it
 */
export const findEndpoint = (
	resource: string,
	operation: string,
	pms: string,
): Endpoint | undefined =>
	ENDPOINTS.find((w) => w.resource === resource && w.operation === operation && w.pms === pms);
