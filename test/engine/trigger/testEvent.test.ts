import type { IDataObject } from 'n8n-workflow';

import { STATUS_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { setUp } from '../support/setup';
import { jobsIn, watchAll } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

it('an account with a job → a real event, and no state is stored', async () => {
	const { id } = job('FAILURE');
	const staticData: IDataObject = {};

	expect(await setup.engine.poll(watchAll, staticData, { mode: 'manual' })).toMatchObject([
		{ event: 'failure', job_id: id },
	]);
	expect(staticData).toEqual({});
});

it('an account without jobs → a sample', async () => {
	const events = await setup.engine.poll(
		{ ...watchAll, triggerOn: ['success'] },
		{},
		{ mode: 'manual' },
	);

	expect(events).toMatchObject([{ event: 'success', write_status: 'SUCCESS', errors: [] }]);
});

it('a token that Propexo rejects → an error that says so', async () => {
	const bad = setup.engine.withCredential({ apiToken: 'unknown-token' });
	await expect(bad.poll(watchAll, {}, { mode: 'manual' })).rejects.toMatchObject({
		message: STATUS_MESSAGES[401]!.message,
	});
});
