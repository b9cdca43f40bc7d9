import { depositSummary } from './depositSummary';
import { invoice } from './invoice';
import { type Resource, type WriteOperation, writesOf } from './operation';
import { payableRegister } from './payableRegister';
import { purchaseOrder } from './purchaseOrder';
import { recurringResidentCharge } from './recurringResidentCharge';
import { residentCharge } from './residentCharge';
import { residentCredit } from './residentCredit';
import { residentPayment } from './residentPayment';
import { vendor } from './vendor';

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
