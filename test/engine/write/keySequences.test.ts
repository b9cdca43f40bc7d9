import * as fc from 'fast-check';

import { bill, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import { keyedBills } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 0, pollInitialInterval: 2, pollMaxInterval: 10 });

const NUMBERS = ['A-1.', 'A-2.', 'A-3.'] as const;

type BillNumber = (typeof NUMBERS)[number];

/** What becomes of a write, if it is sent. */
const FATES = ['SUCCESS', 'PARTIAL_SUCCESS', 'FAILURE', 'refused', 'lost', 'lostBefore'] as const;

type Fate = (typeof FATES)[number];

/** One execution of a workflow with keys. */
interface Execution {
	readonly items: ReadonlyArray<{ readonly number: BillNumber; readonly fate: Fate }>;
	readonly waits: boolean;
	readonly releases: readonly BillNumber[];
	/** The write at which the process is killed, counted from 1. */
	readonly crashAt: number | undefined;
}

const execution: fc.Arbitrary<Execution> = fc.record({
	items: fc.uniqueArray(
		fc.record({ number: fc.constantFrom(...NUMBERS), fate: fc.constantFrom(...FATES) }),
		{ selector: ({ number }) => number, minLength: 1 },
	),
	waits: fc.boolean(),
	releases: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<BillNumber[]>([]) },
		fc.subarray([...NUMBERS]),
	),
	crashAt: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 3 }),
});

/** What the workflow knows of a key. */
type State = 'new' | 'open' | 'sent' | 'written' | 'rejected';

/** What an execution is to say of an item. */
type Said = 'accepted' | 'refused' | 'unknown' | 'failed' | 'skipped' | 'skippedAsWritten';

const KNOWN: Record<Exclude<State, 'new'>, Said> = {
	open: 'unknown',
	sent: 'skipped',
	written: 'skippedAsWritten',
	rejected: 'failed',
};

const afterSending = (fate: Fate, waits: boolean): { state: State; said: Said } => {
	if (fate === 'refused') return { state: 'new', said: 'refused' };
	if (fate === 'lost' || fate === 'lostBefore') return { state: 'open', said: 'unknown' };
	if (!waits || fate === 'PARTIAL_SUCCESS') return { state: 'sent', said: 'accepted' };
	return fate === 'SUCCESS'
		? { state: 'written', said: 'accepted' }
		: { state: 'rejected', said: 'failed' };
};

/** The writes that an execution is to send, what it is to say, and what is known then. */
function predict({ items, waits, releases, crashAt }: Execution, states: Map<BillNumber, State>) {
	const isSent = (number: BillNumber): boolean =>
		(states.get(number) ?? 'new') === 'new' || releases.includes(number);
	const all = items.filter(({ number }) => isSent(number));
	const isKilled = crashAt !== undefined && crashAt <= all.length;
	const sent = isKilled ? all.slice(0, crashAt) : all;
	const said = items.map(({ number, fate }) =>
		isSent(number)
			? afterSending(fate, waits).said
			: KNOWN[states.get(number) as Exclude<State, 'new'>],
	);
	for (const { number, fate } of sent) {
		const isLast = number === sent.at(-1)!.number;
		// What a killed execution would have waited for, nobody has seen.
		const { state } = afterSending(fate, waits && !isKilled);
		states.set(number, isKilled && isLast ? 'open' : state);
	}
	return { sent, said: isKilled ? undefined : said };
}

const arrange = (sent: Execution['items']): void => {
	for (const { number, fate } of sent) {
		const match = { method: 'POST', bodyIncludes: number };
		if (fate === 'refused') setup.sandbox.inject({ match, fault: { kind: 'status', status: 422 } });
		else if (fate === 'lost') setup.sandbox.inject({ match, fault: 'reset-after' });
		else if (fate === 'lostBefore') setup.sandbox.inject({ match, fault: 'reset-before' });
		else setup.sandbox.decide({ match, outcome: { status: fate } });
	}
};

const sayingOf = (item: Parameters<typeof errorOf>[0]): Said => {
	const error = errorOf(item);
	if (!error) {
		if (!item.json.skipped) return 'accepted';
		return item.json.write_status === 'SUCCESS' ? 'skippedAsWritten' : 'skipped';
	}
	if (error.outcome === 'unknown') return 'unknown';
	return error.outcome === 'rejected' || error.job_id ? 'failed' : 'refused';
};

it('any sequence of executions → each sends what it should, and says what is known', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(execution, { minLength: 2, maxLength: 4 }), async (executions) => {
			setup.sandbox.reset();
			setup.sandbox.setOptions({ limit: 1_000_000, jobDurationMs: 0 });
			setup.store.reset();
			const states = new Map<BillNumber, State>();
			for (const one of executions) {
				const expected = predict(one, states);
				arrange(expected.sent);
				const before = writesOf(setup).length;
				const result = await setup.engine.run({
					parameters: keyedBills({
						releaseKeys: one.releases.join('\n'),
						waitForCompletion: one.waits,
						waitTimeout: 20,
					}),
					items: one.items.map(({ number }) => bill(number)),
					settings: { onError: 'continueRegularOutput' },
					...(one.crashAt && { process: crashAtWrite(setup, one.crashAt) }),
				});
				setup.sandbox.beforeAnswer(undefined);
				const sent = writesOf(setup)
					.slice(before)
					.map(({ body }) => (body as { invoice_number: string }).invoice_number);
				expect(sent).toEqual(expected.sent.map(({ number }) => number));
				if (expected.said) expect(result.items.map(sayingOf)).toEqual(expected.said);
			}
			const released = executions.some(({ releases }) => releases.length);
			const written = writtenNumbers(setup.sandbox);
			if (!released) expect(written).toHaveLength(new Set(written).size);
		}),
		{ numRuns: 40, interruptAfterTimeLimit: 20_000 },
	);
});
