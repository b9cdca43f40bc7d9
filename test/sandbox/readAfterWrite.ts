import type { Body } from './bodySchema';
import { iso } from './clock';
import { modelOf, operationName, writeOperation } from './contract';
import type { Ids } from './ids';
import type { Integration } from './integrations';
import type { Job } from './jobs';
import type { PropexoRecord, Records } from './records';
import { newRecord, recordShape } from './recordTemplate';

/** A new id for the record a job created where the contract says that write-status carries it, otherwise null. */
export function createdRecordId(job: Job, ids: Ids): string | null {
	return writeOperation(operationName(job)).createdRecordId === 'set'
		? ids.next(modelOf(job.resource))
		: null;
}

/** A finished job with the id of its (first) record, or null, and where to store it. */
export interface FinishedWrite {
	job: Job;
	id: string | null;
	integration: Integration;
	records: Records;
	ids: Ids;
}

/**
 * Makes what a job wrote readable: a create adds records, an update changes the record named in the path, where it
 * exists. File uploads and cancellations leave the records as they are.
 */
export function storeWrittenRecords(write: FinishedWrite): void {
	const { job, records, ids } = write;
	const model = modelOf(job.resource);
	if (job.operation === 'update') {
		const [id = ''] = Object.values(job.pathParams);
		const stored = records.get(model, id);
		if (stored)
			records.put(
				model,
				{ ...stored.record, ...documentedFields(model, job.body), updated_at: finishTime(job) },
				stored.facets,
			);
	} else if (job.operation === 'create' || job.operation === 'createBatch') {
		const bodies = job.operation === 'create' ? [job.body] : (job.body.charges as Body[]);
		bodies.forEach((body, index) => {
			const id = (index === 0 ? write.id : null) ?? ids.next(model);
			records.put(model, writtenRecord(model, id, body, write));
		});
	}
}

function writtenRecord(
	model: string,
	id: string,
	body: Body,
	{ job, integration }: FinishedWrite,
): PropexoRecord {
	const fields = documentedFields(model, body);
	// A credit reads back as a negative charge: https://docs.propexo.com/api/reference/rentvine/billing-and-payments/create-resident-credit-rentvine/
	if (job.resource === 'residentCredit') fields.amount_in_cents = -Number(body.amount_in_cents);
	return newRecord(model, { id, at: finishTime(job), integration, fields });
}

/** The fields of a body that a record of the model has too. */
function documentedFields(model: string, body: Body): Body {
	const shape = recordShape(model);
	return Object.fromEntries(Object.entries(body).filter(([name]) => name in shape));
}

function finishTime(job: Job): string {
	return iso(job.finishedAt ?? job.createdAt);
}
