import type { Job, Sandbox } from '../../sandbox';
import type { Happening } from './schedule';

const MINUTE = 60_000;

/** What happens at Propexo in a schedule, on a clock that is moved by hand. */
export class World {
	/** From when on jobs count, in the sandbox's time. */
	private armedAt = Number.POSITIVE_INFINITY;

	private skew = 0;

	/***/
	constructor(private readonly sandbox: Sandbox) {}

	/** Notes that the trigger is armed from now on. */
	arm(): void {
		this.armedAt = this.sandbox.now();
	}

	/**
	 * Lets time go by.
	 * @param ms how much
	 */
	pass(ms: number): void {
		this.skew += ms;
		this.sandbox.setOptions({ clockSkewMs: this.skew });
	}

	/** Lets jobs end before the trigger is armed. */
	past(count: number): void {
		for (let job = 0; job < count; job++)
			this.sandbox.addJob({ finishedAt: this.sandbox.now() - MINUTE * (1 + (job % 5)) });
	}

	/** Lets something happen now. A job never ends before the trigger was armed, nor before it failed. */
	happen(what: Happening): void {
		const now = this.sandbox.now();
		switch (what.kind) {
			case 'end': {
				const at = Math.max(now - what.agoMs, Math.min(this.armedAt + 1, now));
				for (let job = 0; job < what.count; job++)
					this.sandbox.addJob({ status: what.status, createdAt: at, finishedAt: at });
				return;
			}
			case 'begin': {
				const { id } = this.sandbox.addJob({ status: 'PENDING' });
				if (what.isLogged) this.sandbox.addLogEntry(id, { status: 'FAILURE', error: 'Busy' });
				return;
			}
			case 'finish': {
				const job = this.pick('PENDING', what.which);
				if (job) this.sandbox.finish(job.id, what.status);
				return;
			}
			case 'mend': {
				const job = this.pick('FAILURE', what.which);
				if (job) this.sandbox.finish(job.id, 'SUCCESS');
				return;
			}
			case 'retry': {
				if (this.pick('FAILURE', what.which)) this.sandbox.addJob({ status: what.status });
			}
		}
	}

	/** The jobs that ended after the trigger was armed, as they stand now. */
	ended(): Job[] {
		return this.sandbox.jobs.filter(
			({ status, finishedAt }) => status !== 'PENDING' && (finishedAt ?? 0) > this.armedAt,
		);
	}

	private pick(status: Job['status'], which: number): Job | undefined {
		const jobs = this.sandbox.jobs.filter((job) => job.status === status);
		return jobs[which % Math.max(1, jobs.length)];
	}
}
