import type { Client } from '../../../../nodes/Propexo/transport/client';
import type { HttpOutcome } from '../../../../nodes/Propexo/transport/http';
import type { Poll } from '../../../../nodes/Propexo/trigger/poll';
import type { TriggerState } from '../../../../nodes/Propexo/trigger/state';

const HOUR = 3_600_000;

const RANGES: Record<string, number> = {
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
 * A write log of thousands of jobs whose requests take their time on a clock of its own, so that
 * hours of polls pass in a moment. How Propexo really answers is the business of the sandbox.
 */
export class SimulatedPropexo {
	/** Now, in milliseconds since 1970; both n8n and Propexo go by it. */
	now = Date.parse('2026-11-30T12:00:00Z');

	order: 'newestFirst' | 'oldestFirst' = 'newestFirst';

	/** How long a page of the log and a write-status take, in milliseconds. */
	costs = { page: 300, status: 40 };

	/** The time in the Date header; nothing for no header. */
	date: () => number | undefined = () => this.now;

	/** The spans that were asked for. */
	readonly ranges: string[] = [];

	/** What write-status answers for some jobs instead of their state: a status with a body. */
	answers = new Map<string, { status: number; body: unknown }>();

	/** Rows that every page of the log holds besides the jobs. */
	oddRows: object[] = [];

	private readonly jobs = new Map<string, Job>();

	constructor() {
		jest.spyOn(Date, 'now').mockImplementation(() => this.now);
	}

	/**
	 * Lets jobs end, evenly between two moments.
	 * @param from the first moment (ms since 1970)
	 * @param to the second one
	 */
	add(count: number, from: number, to: number, status = 'SUCCESS'): Job[] {
		const added = Array.from({ length: count }, (_, n) => ({
			id: `j${this.jobs.size + n}`,
			at: Math.floor(from + ((to - from) * n) / count),
			status,
		}));
		for (const job of added) this.jobs.set(job.id, job);
		return added;
	}

	/** Lets write-status answer something else for jobs. */
	answerFor(jobs: readonly Job[], status: number, body: unknown = {}): void {
		for (const { id } of jobs) this.answers.set(id, { status, body });
	}

	/** What a poll works with. */
	poll(previous: TriggerState | undefined): Poll {
		const client: Client = {
			delay: () => 0,
			write: async () => await Promise.reject(new Error('The trigger does not write')),
			read: async (path, query = {}) =>
				await Promise.resolve(path.includes('write-status') ? this.status(path) : this.log(query)),
		};
		return { client, scope: 's', previous, stalledAfter: HOUR, deadline: this.now + 25_200 };
	}

	private answer(status: number, body: unknown): HttpOutcome {
		const date = this.date();
		const headers = date === undefined ? {} : { date: new Date(date).toUTCString() };
		return { kind: 'answer', status, headers, body, isJson: true };
	}

	private status(path: string): HttpOutcome {
		this.now += this.costs.status;
		const job = this.jobs.get(path.split('/').at(-1)!);
		const other = job && this.answers.get(job.id);
		if (other) return this.answer(other.status, other.body);
		return job
			? this.answer(200, { write_status: job.status, errors: [], created_record_id: null })
			: this.answer(404, {});
	}

	private log({ time_range: range, offset, limit }: Record<string, unknown>): HttpOutcome {
		this.now += this.costs.page;
		this.ranges.push(String(range));
		const since = this.now - RANGES[String(range)]!;
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
		return this.answer(200, { results: { logs: [...logs, ...this.oddRows] } });
	}
}
