import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { setUp } from './support/setup';
import { TIME } from './support/time';
import { all, idsOf, jobsIn } from './support/trigger';

const setup = setUp();

const usual = { ...TIME };
afterEach(() => void Object.assign(TIME, usual));

const job = jobsIn(setup);

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

describe('jobs that are named', () => {
	it('those at the end of a long list are asked about, too', async () => {
		TIME.minute = 1_000;
		const failed = Array.from({ length: 20 }, () => job('FAILURE').id);
		const good = job('SUCCESS').id;
		const parameters = { ...all, watch: 'jobIds', jobIds: [...failed, good].join(',') };
		setup.sandbox.setOptions({ limit: 12, minuteMs: 1_000 });
		const kept: IDataObject = {};
		const events: unknown[] = [];
		for (let poll = 0; poll < 6; poll++) {
			events.push(
				...idsOf(await setup.engine.poll(parameters, kept, { budgetMs: 300 }).catch(() => null)),
			);
			await pause(1_100);
		}

		expect(setup.sandbox.requests.filter(({ path }) => path.endsWith(good))).not.toHaveLength(0);
		expect(events).toContain(good);
	}, 60_000);

	it.each([0, '', -5, null])(
		'stalledAfter %p does not make a job stalled at once',
		async (stalledAfter) => {
			const { id } = job('PENDING');
			const parameters = {
				watch: 'jobIds',
				jobIds: id,
				triggerOn: ['stalled'],
				options: { stalledAfter },
			} as INodeParameters;

			expect(await setup.engine.poll(parameters, {}).catch(() => null)).toBeNull();
		},
	);

	it.each([' ', ';'])('ids separated by %p', async (separator) => {
		const ids = [job().id, job().id];
		expect(
			idsOf(await setup.engine.poll({ ...all, watch: 'jobIds', jobIds: ids.join(separator) }, {})),
		).toEqual(ids);
	});
});
