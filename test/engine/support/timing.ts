import { createRequire } from 'node:module';

import type { INodeType } from 'n8n-workflow';

import type { TIMING } from '../../../nodes/Propexo/transport/timing';

/** The lengths of time both nodes live by, in milliseconds. */
export type Timing = typeof TIMING;

const { TIMING: current } = createRequire(__filename)(
	'../../../dist/nodes/Propexo/transport/timing.js',
) as { TIMING: Timing };

const production = { ...current };

let running = 0;

/** The built package reads its timing from one object, so it holds for everything that runs at the same time. */
async function during<T>(timing: Partial<Timing>, run: () => Promise<T>): Promise<T> {
	Object.assign(current, production, timing);
	running++;
	try {
		return await run();
	} finally {
		if (--running === 0) Object.assign(current, production);
	}
}

/** A node type that runs with other lengths of time. This is the one place that knows how they get there. */
export function withTiming(type: INodeType, timing: Partial<Timing>): INodeType {
	const { execute, poll, methods } = type;
	const listSearch = Object.entries(methods?.listSearch ?? {}).map(
		([name, search]): [string, typeof search] => [
			name,
			async function (...parameters) {
				return await during(timing, async () => await search.apply(this, parameters));
			},
		],
	);
	return Object.assign(Object.create(type) as INodeType, {
		methods: { ...methods, listSearch: Object.fromEntries(listSearch) },
		...(execute && {
			execute: async function (this: never) {
				return await during(timing, async () => await execute.call(this));
			},
		}),
		...(poll && {
			poll: async function (this: never) {
				return await during(timing, async () => await poll.call(this));
			},
		}),
	});
}
