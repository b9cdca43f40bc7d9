import type { IExecuteFunctions, INodeType, IPollFunctions } from 'n8n-workflow';

import type { router } from '../../../nodes/Propexo/actions/router';
import type { createListSearch } from '../../../nodes/Propexo/methods/listSearch';
import type { Timing } from '../../../nodes/Propexo/transport/timing';
import type { runPoll } from '../../../nodes/Propexo/trigger';
import { builtModule } from './package';

/** A node type of the built package that runs with other lengths of time. */
export function withTiming(type: INodeType, shortened: Partial<Timing>): INodeType {
	const { TIMING } = builtModule<{ TIMING: Timing }>('transport/timing');
	const timing = { ...TIMING, ...shortened };
	const action = builtModule<{ router: typeof router }>('actions/router');
	const trigger = builtModule<{ runPoll: typeof runPoll }>('trigger/index');
	const methods = builtModule<{ createListSearch: typeof createListSearch }>('methods/listSearch');
	return Object.assign(Object.create(type) as INodeType, {
		methods: { ...type.methods, listSearch: methods.createListSearch(timing) },
		...(type.execute && {
			execute: async function (this: IExecuteFunctions) {
				return [await action.router(this, timing)];
			},
		}),
		...(type.poll && {
			poll: async function (this: IPollFunctions) {
				return await trigger.runPoll(this, timing);
			},
		}),
	});
}
