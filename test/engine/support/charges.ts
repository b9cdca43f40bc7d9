import type { INodeParameters } from 'n8n-workflow';

import { byId } from './form';

/** Create Batch, where each input item is the charge with its number. */
export const chargeParameters: INodeParameters = {
	resource: 'residentCharge',
	operation: 'createBatch',
	pms: 'rentmanager',
	chargesInput: 'items',
	integrationId: byId('intg-rentmanager-1'),
	residentId: byId('resident-1'),
	chargeCodeId: byId('code-1'),
	transactionDate: '2026-11-30T00:00:00.000Z',
	notes: 'Rent',
	amountInCents: 1250,
	referenceNumber: '={{ $json.number }}',
};
