import { ExecutionLifecycleHooks } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Timing } from '../../../nodes/Propexo/transport/timing';
import { SingleCredential } from './credentials';
import { type LoadedPackage, START_TYPE } from './package';
import { withTiming } from './timing';

/** The name of the node under test in its workflow. */
export const NODE_NAME = 'Propexo';

/** What n8n's engine is given to run a node: its workflow, its type and its credential. */
export class WorkflowHost {
	constructor(
		readonly loaded: LoadedPackage,
		readonly credential: ICredentialDataDecryptedObject,
		readonly timing: Partial<Timing> = {},
	) {}

	/** The type of a node, whose nodes run with the lengths of time of this host. */
	nodeType(name: string): INodeType {
		const type = this.loaded.node(name);
		return name === START_TYPE ? type : withTiming(type, this.timing);
	}

	/** A node with the credential. */
	node(name: string, type: string, parameters: INodeParameters): INode {
		return {
			id: name,
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { propexoApi: { id: 'credential', name: 'Propexo' } },
		};
	}

	/** A workflow of a start node and another one. */
	workflow(node: INode, staticData?: IDataObject): Workflow {
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: START_TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return new Workflow({
			id: 'workflow',
			name: 'Test',
			nodes: [start, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
			active: false,
			nodeTypes: {
				...this.loaded.nodeTypes,
				getByName: (type) => this.nodeType(type),
				getByNameAndVersion: (type) => this.nodeType(type),
			},
			settings: { executionOrder: 'v1', timezone: 'America/New_York' },
			...(staticData && { staticData }),
		});
	}

	/** What n8n hands over with each execution. */
	additionalData(workflow: Workflow, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
		const url = 'http://127.0.0.1/unused';
		const workflowData = {
			id: workflow.id,
			name: 'Test',
			nodes: [],
			connections: {},
			active: false,
		} as never;
		return {
			credentialsHelper: new SingleCredential(
				this.loaded.credentialType('propexoApi'),
				this.credential,
			),
			hooks: new ExecutionLifecycleHooks(mode, 'execution', workflowData),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			restApiUrl: url,
			instanceBaseUrl: url,
			formBaseUrl: url,
			formWaitingBaseUrl: url,
			formTestBaseUrl: url,
			webhookBaseUrl: url,
			webhookWaitingBaseUrl: url,
			webhookTestBaseUrl: url,
			variables: {},
			logAiEvent: () => undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}
