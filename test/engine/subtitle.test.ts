import { Workflow } from 'n8n-workflow';

import { PMS_LABELS } from '../../nodes/Propexo/catalogue/pms';
import { setUp } from './support/setup';

const setup = setUp();

const subtitleOf = (parameters: Record<string, string>): unknown => {
	const description = setup.engine.description('propexoAccounting');
	const node = {
		id: '1',
		name: 'N',
		type: 'test',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const nodeTypes = {
		getByName: () => ({ description }),
		getByNameAndVersion: () => ({ description }),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: '1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes as never,
	});
	return workflow.expression.getSimpleParameterValue(
		workflow.getNode('N')!,
		description.subtitle,
		'internal',
		{},
	);
};

it.each([
	[
		{ resource: 'invoice', operation: 'create', pms: 'buildium' },
		`Create invoice · ${PMS_LABELS.buildium}`,
	],
	[
		{ resource: 'residentCharge', operation: 'createBatch', pms: 'yardi' },
		`Create batch of resident charges · ${PMS_LABELS.yardi}`,
	],
	[{ resource: 'vendor', operation: 'getMany' }, 'Get many vendors'],
	[{ resource: 'writeJob', operation: 'wait' }, 'Wait for write job outcome'],
])('%p → %s', (parameters, subtitle) => {
	expect(subtitleOf(parameters as Record<string, string>)).toBe(subtitle);
});
