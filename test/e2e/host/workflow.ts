import type { Workflow } from './types';

/**
 * Gives every node of a workflow that needs the Propexo credential this one. A workflow
 * file names a credential, but its id is each n8n's own.
 */
export function withCredential(
	workflow: Workflow,
	credential: { id: string; name: string },
): Workflow {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.propexoApi
			? { ...node, credentials: { ...node.credentials, propexoApi: credential } }
			: node,
	);
	return { ...workflow, nodes };
}
