import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { setUp } from '../support/setup';

const setup = setUp();

const parameters = { ...billParameters, options: { concurrency: 1 } };

const bills = (...numbers: string[]) => numbers.map((number) => bill(number));

const { message: interrupted } = ERRORS.interrupted;

it('a Retry in which Propexo refuses everything → the next Retry of the same execution is not refused', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST' },
		times: null,
	});
	const { run } = await setup.engine.run({ parameters, items: bills('A-1', 'A-2') });
	const first = await setup.engine.retry(run, parameters);
	setup.sandbox.clearFaults();
	const second = await setup.engine.retry(run, parameters);

	expect(first.error?.message).not.toMatch(new RegExp(`^${interrupted}`));
	expect(second.error).toBeUndefined();
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('a Retry that wrote → a second Retry of the original execution is refused', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
		times: 1,
	});
	const { run } = await setup.engine.run({ parameters, items: bills('A-1', 'A-2') });
	const first = await setup.engine.retry(run, parameters);
	const second = await setup.engine.retry(run, parameters);

	expect(first.error).toBeUndefined();
	expect(second.error?.message).toMatch(new RegExp(`^${interrupted}`));
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});
