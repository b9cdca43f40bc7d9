import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { setUp } from './support/setup';
import { TIME } from './support/time';
import { all, idsOf, jobsIn } from './support/trigger';

const setup = setUp();

/** Polls of one active workflow, which share what n8n keeps for it. */
const workflow = (parameters: INodeParameters = all) => {
	const kept: IDataObject = {};
	return {
		kept,
		poll: async () => await setup.engine.poll(parameters, kept),
	};
};

const job = jobsIn(setup);

describe('watching all write jobs', () => {
	it('the first poll arms, and the next ones give out what has finished since, in order', async () => {
		job('SUCCESS');
		const { poll } = workflow();
		expect(await poll()).toBeNull();

		const now = setup.sandbox.now() - 10_000;
		const second = job('FAILURE', now + 2_000);
		const first = job('SUCCESS', now + 1_000);
		const third = job('PARTIAL_SUCCESS', now + 3_000);
		const events = await poll();

		expect(events?.map(({ event, job_id: id }) => [event, id])).toEqual([
			['success', first.id],
			['failure', second.id],
			['partialSuccess', third.id],
		]);
		expect(await poll()).toBeNull();
	});

	it('an event tells what the log and write-status know', async () => {
		const { poll } = workflow();
		await poll();
		const finished = job('SUCCESS');
		const [event] = (await poll()) ?? [];

		expect(event).toEqual({
			event: 'success',
			job_id: finished.id,
			write_status: 'SUCCESS',
			created_record_id: finished.createdRecordId,
			errors: [],
			integration_id: expect.any(String) as string,
			pms: expect.any(String) as string,
			job_type: expect.any(String) as string,
			job_log_id: expect.any(String) as string,
			finished_at: expect.stringMatching(/^\d{4}-/) as string,
			deduplication_key: `${finished.id}:SUCCESS`,
		});
	});

	it('gives out only the chosen outcomes, and forgets none of the others', async () => {
		const { poll } = workflow({ ...all, triggerOn: ['failure'] });
		await poll();
		job('SUCCESS');
		const failed = job('FAILURE');

		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([failed.id]);
	});

	it('a poll that fails keeps its state, so the next one gives out everything', async () => {
		const { poll, kept } = workflow();
		await poll();
		const before = JSON.stringify(kept);
		const finished = job('SUCCESS');
		setup.sandbox.inject({ fault: { kind: 'status', status: 401 } });

		await expect(poll()).rejects.toMatchObject({
			message: 'Propexo did not accept the API token',
			failure: { cause: 'credential-invalid' },
		});
		expect(JSON.stringify(kept)).toBe(before);
		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([finished.id]);
	});

	it('a poll that runs twice from the same state gives the same event with the same key', async () => {
		const { poll, kept } = workflow();
		await poll();
		job('SUCCESS');
		const copy = JSON.parse(JSON.stringify(kept)) as IDataObject;
		const once = await poll();
		const twice = await setup.engine.poll(all, copy);

		expect(once).toHaveLength(1);
		expect(twice).toEqual(once);
	});

	it('two polls at the same time give out each event once', async () => {
		const { poll } = workflow();
		await poll();
		const ids = [job('SUCCESS').id, job('FAILURE').id];
		setup.sandbox.inject({
			fault: { kind: 'slow', delayMs: 200 },
			match: { path: '/v1/admin/write-status/' },
			times: null,
		});
		const both = await Promise.all([poll(), poll()]);

		expect(
			both
				.flatMap((events) => events ?? [])
				.map(({ job_id: id }) => id)
				.sort(),
		).toEqual(ids.sort());
	});

	it('finds more jobs than one page of the log holds', async () => {
		const { poll } = workflow();
		await poll();
		const ids = Array.from({ length: 250 }, () => job('SUCCESS').id);
		const events = (await poll()) ?? [];

		expect(new Set(events.map(({ job_id: id }) => id))).toEqual(new Set(ids));
		expect(events).toHaveLength(250);
	});

	it.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
		'works with a log that is %s',
		async (logOrder) => {
			setup.sandbox.setOptions({ logOrder });
			const { poll } = workflow();
			await poll();
			const now = setup.sandbox.now() - 10_000;
			const ids = [1, 2, 3].map((second) => job('SUCCESS', now + second * 1_000).id);

			expect((await poll())?.map(({ job_id: id }) => id)).toEqual(ids);
		},
	);

	it('after an outage longer than an hour it reads the log as far back as its state', async () => {
		const { poll } = workflow();
		await poll();
		const missed = job('SUCCESS', setup.sandbox.now());
		setup.sandbox.setOptions({ clockSkewMs: 5 * 3_600_000 });

		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([missed.id]);
		expect(await poll()).toBeNull();
	});

	it('a job that fails and later succeeds is given out once for each', async () => {
		const { poll } = workflow();
		await poll();
		const { id } = job('FAILURE', setup.sandbox.now() - 1_000);
		const first = await poll();
		setup.sandbox.finish(id, 'SUCCESS', { at: setup.sandbox.now() });
		const second = await poll();

		expect(
			[first, second].flatMap((events) => events ?? []).map(({ deduplication_key: key }) => key),
		).toEqual([`${id}:FAILURE`, `${id}:SUCCESS`]);
		expect(await poll()).toBeNull();
	});

	it('a log that lists child jobs leads to the root job', async () => {
		setup.sandbox.setOptions({ logJobId: 'child' });
		const { poll } = workflow();
		await poll();
		const { id } = job('SUCCESS');

		expect((await poll())?.map(({ job_id: jobId }) => jobId)).toEqual([id]);
	});

	it('one job whose state cannot be read does not hold up the others', async () => {
		const { poll } = workflow();
		await poll();
		const now = setup.sandbox.now() - 10_000;
		const broken = job('SUCCESS', now + 1_000);
		const fine = job('SUCCESS', now + 2_000);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 500 },
			match: { path: `/v1/admin/write-status/${broken.id}` },
			times: 5,
		});

		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([fine.id]);
		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([broken.id]);
	}, 60_000);

	it('another filter begins anew', async () => {
		const { poll, kept } = workflow();
		await poll();
		job('SUCCESS');
		const filtered = { ...all, filters: { writeCategory: 'resident_charges' } };

		expect(await setup.engine.poll(filtered, kept)).toBeNull();
	});

	it('looks back an hour where it should', async () => {
		const recent = job('SUCCESS', setup.sandbox.now() - 30 * 60_000);
		job('SUCCESS', setup.sandbox.now() - 90 * 60_000);
		const { poll } = workflow({ ...all, options: { lookBack: 'hour' } });

		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([recent.id]);
		expect(await poll()).toBeNull();
	});
});

describe('nothing is lost, and nothing comes twice', () => {
	const HOUR = 3_600_000;

	it('a child job whose root cannot be found just now waits for the next poll', async () => {
		setup.sandbox.setOptions({ logJobId: 'child' });
		const { poll } = workflow();
		await poll();
		const [first, second] = [job('SUCCESS'), job('PARTIAL_SUCCESS')];
		setup.sandbox.inject({
			fault: { kind: 'status', status: 401 },
			match: { path: '/v1/admin/job-logs/' },
		});

		const ids = [...idsOf(await poll()), ...idsOf(await poll())];
		expect(ids.sort()).toEqual([first.id, second.id].sort());
	});

	it('a job that could not be read in time comes before those that ended after it', async () => {
		const { poll } = workflow();
		await poll();
		const now = setup.sandbox.now() - 10_000;
		const [late, first] = [job('SUCCESS', now + 2_000), job('SUCCESS', now + 1_000)];
		setup.sandbox.inject({
			fault: { kind: 'status', status: 401 },
			match: { path: `/v1/admin/write-status/${late.id}` },
		});
		expect(idsOf(await poll())).toEqual([first.id]);
		const last = job('SUCCESS', now + 3_000);

		expect(idsOf(await poll())).toEqual([late.id, last.id]);
	});

	it('a row that slips between two pages, because another one moves, is found by the next poll', async () => {
		setup.sandbox.setOptions({ logOrder: 'oldestFirst' });
		const { poll } = workflow();
		await poll();
		const now = setup.sandbox.now();
		const jobs = Array.from({ length: 130 }, (_, index) => job('FAILURE', now + index));
		setup.sandbox.setOptions({ clockSkewMs: 2 * HOUR });
		let pages = 0;
		setup.sandbox.beforeAnswer(() => {
			// An hour does not reach back far enough: the third request is for the second page of a day.
			if (++pages === 3)
				for (const { id } of jobs.slice(0, 20)) setup.sandbox.finish(id, 'SUCCESS');
		});
		const events = [...idsOf(await poll()), ...idsOf(await poll())];

		expect(new Set(events)).toEqual(new Set(jobs.map(({ id }) => id)));
	});

	it('an end that the log lists twice, and the second time late, is one event', async () => {
		setup.sandbox.setOptions({ logLagMs: 60_000 });
		const { poll } = workflow();
		await poll();
		const { id } = job('FAILURE', setup.sandbox.now());
		setup.sandbox.setOptions({ clockSkewMs: HOUR });
		setup.sandbox.finish(id, 'SUCCESS');
		expect(await poll()).toMatchObject([{ deduplication_key: `${id}:SUCCESS` }]);
		setup.sandbox.setOptions({ clockSkewMs: HOUR + 120_000 });

		expect(await poll()).toBeNull();
	});

	it('more jobs whose state cannot be read than the state has room for are found again', async () => {
		const { backoff } = TIME;
		TIME.backoff = 0.1;
		const { poll } = workflow();
		await poll();
		const ids = Array.from({ length: 300 }, () => job('SUCCESS').id);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: '/v1/admin/write-status/' },
			after: 1,
			times: 299,
		});
		const first = idsOf(await poll());
		setup.sandbox.setOptions({ clockSkewMs: 2 * HOUR });
		const events = [...first];
		for (let more = 1; more < 5; more++) {
			setup.sandbox.setOptions({ clockSkewMs: (2 + more / 2) * HOUR });
			events.push(...idsOf(await poll()));
		}
		TIME.backoff = backoff;

		expect(events).toHaveLength(300);
		expect(new Set(events)).toEqual(new Set(ids));
	});
});

describe('watching some write jobs', () => {
	it('gives out each of them once it has finished, and asks no more about one that succeeded', async () => {
		const done = job('SUCCESS');
		const pending = setup.sandbox.addJob({ status: 'PENDING' });
		const { poll } = workflow({ ...all, watch: 'jobIds', jobIds: `${done.id}, ${pending.id}` });

		expect((await poll())?.map(({ job_id: id }) => id)).toEqual([done.id]);
		expect(await poll()).toBeNull();
		setup.sandbox.finish(pending.id, 'FAILURE');
		expect((await poll())?.map(({ job_id: id, event }) => [id, event])).toEqual([
			[pending.id, 'failure'],
		]);
		const asked = setup.sandbox.requests.filter(({ path }) => path.endsWith(done.id));
		expect(asked).toHaveLength(1);
	});

	it('refuses to start with a job that Propexo does not know', async () => {
		const { poll } = workflow({ ...all, watch: 'jobIds', jobIds: 'job-of-nobody' });

		await expect(poll()).rejects.toMatchObject({ failure: { cause: 'configuration-invalid' } });
	});
});

describe('a job that does not come to an end', () => {
	afterEach(() => jest.restoreAllMocks());

	const triggerOn = ['stalled', 'success'];

	it('is stalled once, after the given time, and can still succeed', async () => {
		const { id } = setup.sandbox.addJob({ status: 'PENDING' });
		const { poll } = workflow({
			watch: 'jobIds',
			jobIds: id,
			triggerOn,
			options: { stalledAfter: 5 },
		});
		expect(await poll()).toBeNull();

		const later = Date.now() + 6 * 60_000;
		jest.spyOn(Date, 'now').mockImplementation(() => later);
		expect(await poll()).toMatchObject([
			{ event: 'stalled', job_id: id, write_status: 'PENDING', deduplication_key: `${id}:PENDING` },
		]);
		expect(await poll()).toBeNull();
		setup.sandbox.finish(id, 'SUCCESS');
		// It is looked at again after a tenth of its age.
		jest.spyOn(Date, 'now').mockImplementation(() => later + 60_000);
		expect(await poll()).toMatchObject([{ event: 'success', job_id: id }]);
	});

	it('is found among all jobs where the log lists an attempt of it', async () => {
		const { poll } = workflow({ ...all, triggerOn, options: { stalledAfter: 5 } });
		await poll();
		const { id } = setup.sandbox.addJob({ status: 'PENDING' });
		setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
		expect(await poll()).toBeNull();
		setup.sandbox.setOptions({ clockSkewMs: 6 * 60_000 });

		expect(await poll()).toMatchObject([{ event: 'stalled', job_id: id }]);
		expect(await poll()).toBeNull();
	});
});

describe('the time that n8n gives a poll', () => {
	it('is kept: what is left over comes with the next polls, in order', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const now = setup.sandbox.now() - 100_000;
		const ids = Array.from({ length: 30 }, (_, index) => job('SUCCESS', now + index * 1_000).id);
		setup.sandbox.inject({
			fault: { kind: 'slow', delayMs: 100 },
			match: { path: '/v1/admin/write-status/' },
			times: null,
		});
		const polls: string[][] = [];
		for (let round = 0; round < 20 && polls.flat().length < ids.length; round++) {
			const began = Date.now();
			const events = (await setup.engine.poll(all, kept, { budgetMs: 500 })) ?? [];
			expect(Date.now() - began).toBeLessThan(1_500);
			polls.push(events.map(({ job_id: id }) => String(id)));
		}

		expect(polls.length).toBeGreaterThan(1);
		expect(polls.flat()).toEqual(ids);
	}, 60_000);
});

/** What n8n keeps, as a process finds it that starts so many minutes after the last poll. */
const afterRestart = (kept: IDataObject, minutes = 5): IDataObject => {
	const copy = JSON.parse(JSON.stringify(kept)) as Record<
		string,
		{ handover?: { by: string; at: number } }
	>;
	for (const { handover } of Object.values(copy)) {
		if (handover)
			Object.assign(handover, { by: 'a process that is gone', at: handover.at - minutes * 60_000 });
	}
	return copy as IDataObject;
};

describe('a restart of n8n, which may have stored the state and not the execution', () => {
	it('repeats the events of the last poll, with the same keys, and what finished meanwhile', async () => {
		const { poll, kept } = workflow();
		await poll();
		const first = job('SUCCESS', setup.sandbox.now() - 2_000);
		await poll();
		const second = job('FAILURE', setup.sandbox.now() - 1_000);
		const events = await poll();
		const after = afterRestart(kept);
		const meanwhile = job('SUCCESS');
		const repeated = await setup.engine.poll(all, after);

		expect(repeated?.map(({ job_id: id }) => id)).toEqual([second.id, meanwhile.id]);
		expect(repeated?.map(({ job_id: id }) => id)).not.toContain(first.id);
		expect(repeated?.[0]).toEqual(events?.[0]);
		expect(await setup.engine.poll(all, after)).toBeNull();
	});

	it('repeats them once only, so that an event that brings n8n down cannot do so for ever', async () => {
		const { poll, kept } = workflow();
		await poll();
		job('SUCCESS');
		await poll();
		const after = afterRestart(kept);

		expect(await setup.engine.poll(all, after)).toHaveLength(1);
		expect(await setup.engine.poll(all, afterRestart(after))).toBeNull();
	});

	it.each([
		['a poll without events came in between', 5, true],
		['the last events are long ago', 11, false],
	])('repeats nothing when %s', async (_, minutes, pollsAgain) => {
		const { poll, kept } = workflow();
		await poll();
		job('SUCCESS');
		await poll();
		if (pollsAgain) await poll();

		expect(await setup.engine.poll(all, afterRestart(kept, minutes))).toBeNull();
	});

	it('repeats what a first poll looked back on, and jobs that were named', async () => {
		const { id } = job('SUCCESS');
		for (const parameters of [
			{ ...all, options: { lookBack: 'hour' } },
			{ ...all, watch: 'jobIds', jobIds: id },
		]) {
			const { poll, kept } = workflow(parameters);
			expect(await poll()).toMatchObject([{ job_id: id }]);
			expect(await setup.engine.poll(parameters, afterRestart(kept))).toMatchObject([
				{ job_id: id },
			]);
		}
	});
});

describe('Fetch Test Event', () => {
	it('gives a real event where there is one, and changes no state', async () => {
		const { id } = job('FAILURE');
		const kept: IDataObject = {};

		expect(await setup.engine.poll(all, kept, { mode: 'manual' })).toMatchObject([
			{ event: 'failure', job_id: id },
		]);
		expect(kept).toEqual({});
	});

	it('gives a sample for an account without jobs', async () => {
		const events = await setup.engine.poll(
			{ ...all, triggerOn: ['success'] },
			{},
			{ mode: 'manual' },
		);

		expect(events).toMatchObject([{ event: 'success', write_status: 'SUCCESS', errors: [] }]);
	});
});
