import { type Resource, type WriteOperation, writesOf } from './endpoint';
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
export const WRITES: readonly WriteOperation[] = RESOURCES.flatMap(writesOf);

/**
 * The endpoint for what was chosen in the node.
 * @param resource the resource, such as `invoice`
 * @param operation the operation, such as `create`
 * @param pms Propexo's name of the PMS, such as `buildium`
 * @returns nothing where Propexo does not support it
 */
export const findWrite = (
	resource: string,
	operation: string,
	pms: string,
): WriteOperation | undefined =>
	WRITES.find((w) => w.resource === resource && w.operation === operation && w.pms === pms);
