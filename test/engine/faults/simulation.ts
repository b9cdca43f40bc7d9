import type { Job, Sandbox } from '../../sandbox';
import type { ExternalEvent } from './schedule';

const MINUTE = 60_000;

/** Simulates what happens at Propexo in a schedule, on a clock that the schedule advances. */
export class Simulation {
	/** Jobs that finish later must be reported; in the sandbox's time. */
	private activatedAt = Number.POSITIVE_INFINITY;

	private skew = 0;

	/***/
	constructor(private readonly sandbox: Sandbox) {}

	/** The trigger is active from now on. */
	activate(): void {
		this.activatedAt = this.sandbox.now();
	}

	/** Advances the clock. */
	advance(ms: number): void {
		this.skew += ms;
		this.sandbox.setOptions({ clockSkewMs: this.skew });
	}

	/** Adds jobs that finished before the trigger is activated. */
	addFinishedJobs(count: number): void {
		for (let job = 0; job < count; job++)
			this.sandbox.addJob({ finishedAt: this.sandbox.now() - MINUTE * (1 + (job % 5)) });
	}

	/** Applies an event now. No job finishes before the trigger was activated, nor before it failed. */
	apply(event: ExternalEvent): void {
		const now = this.sandbox.now();
		switch (event.kind) {
			case 'jobsFinish': {
				const at = Math.max(now - event.agoMs, Math.min(this.activatedAt + 1, now));
				for (let job = 0; job < event.count; job++)
					this.sandbox.addJob({ status: event.status, createdAt: at, finishedAt: at });
				return;
			}
			case 'jobStarts': {
				const { id } = this.sandbox.addJob({ status: 'PENDING' });
				if (event.isLogged) this.sandbox.addLogEntry(id, { status: 'FAILURE', error: 'Busy' });
				return;
			}
			case 'pendingJobFinishes': {
				const job = this.pick('PENDING', event.which);
				if (job) this.sandbox.finish(job.id, event.status);
				return;
			}
			case 'failedJobSucceeds': {
				const job = this.pick('FAILURE', event.which);
				if (job) this.sandbox.finish(job.id, 'SUCCESS');
				return;
			}
			case 'failedJobIsRetried': {
				if (this.pick('FAILURE', event.which)) this.sandbox.addJob({ status: event.status });
			}
		}
	}

	/** The jobs that finished after the trigger was activated, with their current status. */
	finishedJobs(): Job[] {
		return this.sandbox.jobs.filter(
			({ status, finishedAt }) => status !== 'PENDING' && (finishedAt ?? 0) > this.activatedAt,
		);
	}

	private pick(status: Job['status'], which: number): Job | undefined {
		const jobs = this.sandbox.jobs.filter((job) => job.status === status);
		return jobs[which % Math.max(1, jobs.length)];
	}
}
