import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Timing } from '../../../nodes/Propexo/transport/timing';
import type { Job } from '../../sandbox';
import type { Setup } from './setup';

/** The parameters of a trigger that watches everything. */
export const watchAll: INodeParameters = {
	watch: 'allJobs',
	triggerOn: ['success', 'partialSuccess', 'failure'],
};

/** The requests for the write log, and for the status of a job. */
export const LOG = { path: '/v1/admin/logs/writes/' };
export const STATUS = { path: '/v1/admin/write-status/' };

/** The requests for the status of one job. */
export const statusOf = ({ id }: Pick<Job, 'id'>) => ({ path: `${STATUS.path}${id}` });

/**
 * Adds jobs to the sandbox of a test.
 * @returns adds one with a status, which it reached at a moment (ms since 1970) or now
 */
export const jobsIn =
	(setup: Pick<Setup, 'sandbox'>) =>
	(status: Job['status'] = 'SUCCESS', at?: number): Job =>
		setup.sandbox.addJob({ status, ...(at !== undefined && { finishedAt: at }) });

/** A row of the write log, now and of a successful write unless told otherwise. */
export const logRow = ({ sandbox }: Pick<Setup, 'sandbox'>, changes: IDataObject): IDataObject => ({
	id: 'row',
	created_at: new Date(sandbox.now()).toISOString(),
	job_id: 'j',
	job_log_id: null,
	status: 'SUCCESS',
	integration_id: 'i',
	job_type: 'CREATE_INVOICE',
	error: null,
	name: 'n',
	vendor: 'BUILDIUM',
	...changes,
});

/** Makes the write log consist of these rows. */
export const setLog = ({ sandbox }: Pick<Setup, 'sandbox'>, rows: IDataObject[]): void => {
	sandbox.clearFaults();
	sandbox.inject({
		fault: { kind: 'status', status: 200, body: { results: { logs: rows } } },
		match: LOG,
		times: null,
	});
};

/** What n8n stores for a workflow, and its polls. */
export interface ActiveWorkflow {
	readonly staticData: IDataObject;
	poll(options?: { budgetMs?: number }): Promise<IDataObject[] | null>;
	/** A poll that may fail, as n8n takes it: without events. */
	pollOrFail(options?: { budgetMs?: number }): Promise<IDataObject[] | null>;
}

/** Activates workflows with the trigger of a test. */
export const workflowsIn =
	(setup: Pick<Setup, 'engine'>, timing: Partial<Timing> = {}) =>
	(parameters: INodeParameters = watchAll): ActiveWorkflow => {
		const staticData: IDataObject = {};
		const poll: ActiveWorkflow['poll'] = async (options) =>
			await setup.engine.withTiming(timing).poll(parameters, staticData, options);
		return {
			staticData,
			poll,
			pollOrFail: async (options) => await poll(options).catch(() => null),
		};
	};

/** The jobs of a poll's events. */
export const idsOf = (events: IDataObject[] | null) => (events ?? []).map(({ job_id: id }) => id);

/** The deduplication keys of a poll's events. */
export const keysOf = (events: IDataObject[] | null) =>
	(events ?? []).map(({ deduplication_key: key }) => key);

/** A copy of static data, as n8n reads it from its database. */
export const copyOf = (staticData: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(staticData)) as IDataObject;

/** The static data as another process of n8n reads it so many minutes after the last poll, such as after a restart. */
export const inAnotherProcess = (staticData: IDataObject, minutes = 0): IDataObject => {
	const copy = copyOf(staticData) as Record<string, { handover?: { by: string; at: number } }>;
	for (const { handover } of Object.values(copy)) {
		if (handover)
			Object.assign(handover, { by: 'another process', at: handover.at - minutes * 60_000 });
	}
	return copy as IDataObject;
};
