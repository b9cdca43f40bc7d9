import type { Client } from '../../../../nodes/Propexo/transport/client';
import type { HttpOutcome } from '../../../../nodes/Propexo/transport/httpOutcome';
import { TIMING } from '../../../../nodes/Propexo/transport/timing';
import type { Poll } from '../../../../nodes/Propexo/trigger/poll';
import type { TriggerState } from '../../../../nodes/Propexo/trigger/state';

const HOUR = 3_600_000;

const RANGE_MS: Record<string, number> = {
	hour: HOUR,
	day: 24 * HOUR,
	week: 168 * HOUR,
	month: 720 * HOUR,
};

interface Job {
	id: string;
	at: number;
	status: string;
}

/**
 * A write log of thousands of jobs on a simulated clock, so that hours of polls take seconds.
 * How Propexo really responds is the sandbox's concern.
 */
export class SimulatedPropexo {
	/** The time of both n8n and Propexo, in milliseconds since 1970. */
	now = Date.parse('2026-11-30T12:00:00Z');

	order: 'newestFirst' | 'oldestFirst' = 'newestFirst';

	/** How long a page of the log and a write-status request take, in milliseconds. */
	latency = { page: 300, status: 40 };

	/** The time in the Date header; undefined for no header. */
	dateHeader: () => number | undefined = () => this.now;

	/** The `time_range` of each request of the log. */
	readonly requestedRanges: string[] = [];

	/** Responses of write-status, by job, in place of the job's state. */
	statusResponses = new Map<string, { status: number; body: unknown }>();

	/** Rows on every page of the log besides the jobs. */
	extraRows: object[] = [];

	private readonly jobs = new Map<string, Job>();

	constructor() {
		jest.spyOn(Date, 'now').mockImplementation(() => this.now);
	}

	/** Adds jobs that end evenly spread between two moments (ms since 1970). */
	addJobs(count: number, from: number, to: number, status = 'SUCCESS'): Job[] {
		const added = Array.from({ length: count }, (_, n) => ({
			id: `j${this.jobs.size + n}`,
			at: Math.floor(from + ((to - from) * n) / count),
			status,
		}));
		for (const job of added) this.jobs.set(job.id, job);
		return added;
	}

	/** Replaces the response of write-status for some jobs. */
	respondFor(jobs: readonly Job[], status: number, body: unknown = {}): void {
		for (const { id } of jobs) this.statusResponses.set(id, { status, body });
	}

	/** The input of a poll that begins now. */
	pollInput(previous: TriggerState | undefined): Poll {
		const client: Client = {
			timing: TIMING,
			rateLimitDelay: () => 0,
			write: async () => await Promise.reject(new Error('The trigger does not write')),
			read: async (path, query = {}) =>
				await Promise.resolve(path.includes('write-status') ? this.status(path) : this.log(query)),
		};
		return { client, scope: 's', previous, stalledAfter: HOUR, deadline: this.now + 25_200 };
	}

	private response(status: number, body: unknown): HttpOutcome {
		const date = this.dateHeader();
		const headers = date === undefined ? {} : { date: new Date(date).toUTCString() };
		return { kind: 'response', status, headers, body, isJson: true };
	}

	private status(path: string): HttpOutcome {
		this.now += this.latency.status;
		const job = this.jobs.get(path.split('/').at(-1)!);
		const other = job && this.statusResponses.get(job.id);
		if (other) return this.response(other.status, other.body);
		return job
			? this.response(200, { write_status: job.status, errors: [], created_record_id: null })
			: this.response(404, {});
	}

	private log({ time_range: range, offset, limit }: Record<string, unknown>): HttpOutcome {
		this.now += this.latency.page;
		this.requestedRanges.push(String(range));
		const since = this.now - RANGE_MS[String(range)]!;
		const rows = [...this.jobs.values()].filter(
			({ at, status }) => at <= this.now && at >= since && status !== 'PENDING',
		);
		if (this.order === 'newestFirst') rows.reverse();
		const page = rows.slice(Number(offset), Number(offset) + Number(limit));
		const logs = page.map(({ id, at, status }) => ({
			id: `r-${id}`,
			job_id: id,
			created_at: new Date(at).toISOString(),
			status,
		}));
		return this.response(200, { results: { logs: [...logs, ...this.extraRows] } });
	}
}
