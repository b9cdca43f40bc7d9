import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { htmlToPlainText } from '../../../nodes/Propexo/utils/errorText';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { SingleCredential } from '../support/credentials';
import { keyedBills } from '../support/keyedBills';
import { acceptedJobs, setUp } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

afterEach(() => jest.restoreAllMocks());

const parameters = { ...billParameters, options: { concurrency: 1 } };

const UNREADABLE = 'The credential cannot be decrypted';

/** Lets n8n fail to read the credential once, after so many successes. */
const failOnce = (successes: number): void => {
	const { getDecrypted } = SingleCredential.prototype;
	let reads = 0;
	jest.spyOn(SingleCredential.prototype, 'getDecrypted').mockImplementation(async function (
		this: SingleCredential,
		...args
	) {
		if (reads++ === successes) throw new Error(UNREADABLE);
		return await getDecrypted.apply(this, args);
	});
};

const rejectOnce = (number: string) =>
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: number },
	});

it.each([0, 1, 2, 3, 4, 5])(
	'the credential cannot be read once in a Retry, at reading %i → nothing is written twice',
	async (successes) => {
		rejectOnce('A-2');
		const { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
		failOnce(successes);
		await setup.engine.retry(run, parameters);

		expect(writtenNumbers(setup.sandbox).filter((number) => number === 'A-1')).toHaveLength(1);
	},
);

it.each([0, 1, 2, 3, 4, 5, 6])(
	'the credential cannot be read once in a later execution with keys, at reading %i → nothing is written twice',
	async (successes) => {
		await setup.engine.run({ parameters: keyedBills(), items: [bill('A-1')] });
		failOnce(successes);
		await setup.engine.run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	},
);

it('the credential is gone in the Retry, and an item is invalid → what was accepted is listed', async () => {
	rejectOnce('A-2');
	const { run } = await setup.engine.run({ parameters, items: [bill('A-1'), bill('A-2')] });
	jest.spyOn(SingleCredential.prototype, 'getDecrypted').mockRejectedValue(new Error(UNREADABLE));
	const { error } = await setup.engine.retry(run, { ...parameters, dueDate: 'soon' });

	expect(error?.message).toBe(UNREADABLE);
	expect(htmlToPlainText(error?.description ?? '')).toContain(
		SUMMARY.accepted([SUMMARY.job(acceptedJobs(setup)[0]!, 'Item 0')]),
	);
	expect(error?.description).not.toContain(ERRORS.nothingWritten(true));
});
