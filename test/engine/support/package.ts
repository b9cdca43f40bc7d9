import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';

const ROOT = resolve(__dirname, '../../..');

/** The name of the node that hands a test's items to the node under test. */
export const START_TYPE = 'test.start';

/** The built package, loaded by n8n's own loader. */
export interface LoadedPackage {
	readonly nodeTypes: INodeTypes;
	readonly credentialType: (name: string) => ICredentialType;
	readonly node: (name: string) => INodeType;
}

const startNode = (): INodeType => ({
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Hands over the items of a test',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
});

/** Loads the built package from dist, as n8n does. Throws where it was not built. */
export async function loadPackage(): Promise<LoadedPackage> {
	const loader = new PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	const nodes: Record<string, INodeType> = { [START_TYPE]: startNode() };
	for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
		nodes[`n8n-nodes-propexo.${name}`] = type as INodeType;
		// n8n adds a copy of every node that agents may use.
		nodes[`n8n-nodes-propexo.${name}Tool`] = type as INodeType;
	}
	const find = (name: string): INodeType => {
		const node = nodes[name];
		if (!node) throw new Error(`No node type ${name}`);
		return node;
	};
	return {
		nodeTypes: {
			getByName: (name): INodeType | IVersionedNodeType => find(name),
			getByNameAndVersion: (name) => find(name),
			getKnownTypes: () => loader.known.nodes as never,
		},
		credentialType: (name) => {
			const found = loader.credentialTypes[name];
			if (!found) throw new Error(`No credential type ${name}`);
			return found.type;
		},
		node: find,
	};
}

/** A module of the built package by its path below nodes/Propexo, so that a test can replace one of its functions. */
export const builtModule = <T>(path: string): T =>
	createRequire(__filename)(`${ROOT}/dist/nodes/Propexo/${path}.js`) as T;
