import invoiceBuildium from '../../fixtures/examples/invoice.create.buildium.json';
import invoiceRentManager from '../../fixtures/examples/invoice.create.rentmanager.json';
import invoiceResMan from '../../fixtures/examples/invoice.create.resman.json';
import chargeResMan from '../../fixtures/examples/residentCharge.create.resman.json';
import batchPropertyware from '../../fixtures/examples/residentCharge.createBatch.propertyware_rest.json';
import type { Choice } from './form';

/** A request that Propexo prints in its documentation, and what to choose in the node for it. */
export interface Example {
	readonly choice: Choice;
	readonly request: {
		readonly method: string;
		readonly path: string;
		readonly body: Record<string, unknown>;
	};
}

const example = (name: string, { request }: Pick<Example, 'request'>): Example => {
	const [resource = '', operation = '', pms = ''] = name.split('.');
	return { choice: { resource, operation, pms }, request };
};

export const EXAMPLES = {
	invoiceBuildium: example('invoice.create.buildium', invoiceBuildium),
	invoiceRentManager: example('invoice.create.rentmanager', invoiceRentManager),
	invoiceResMan: example('invoice.create.resman', invoiceResMan),
	chargeResMan: example('residentCharge.create.resman', chargeResMan),
	batchPropertyware: example('residentCharge.createBatch.propertyware_rest', batchPropertyware),
};
