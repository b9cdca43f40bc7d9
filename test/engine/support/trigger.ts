import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Job } from '../../sandbox';
import type { Setup } from './setup';

/** The parameters of a trigger that watches everything. */
export const all: INodeParameters = {
	watch: 'allJobs',
	triggerOn: ['success', 'partialSuccess', 'failure'],
};

/**
 * Adds jobs to the sandbox of a test.
 * @returns adds one in a state, which it came to at a moment (ms since 1970) or now
 */
export const jobsIn =
	(setup: Pick<Setup, 'sandbox'>) =>
	(status: Job['status'] = 'SUCCESS', at?: number): Job =>
		setup.sandbox.addJob({ status, ...(at !== undefined && { finishedAt: at }) });

/** The jobs of what a poll gave out. */
export const idsOf = (events: IDataObject[] | null) => (events ?? []).map(({ job_id: id }) => id);

/** The deduplication keys of what a poll gave out. */
export const keysOf = (events: IDataObject[] | null) =>
	(events ?? []).map(({ deduplication_key: key }) => key);
