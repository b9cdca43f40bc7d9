import type { IConnections, INode } from 'n8n-workflow';

/** A credential as n8n saves it. `id` is given by n8n; for a test of an unsaved one it is empty. */
export interface Credential {
	id?: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** What a credential's test says. */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** What is needed to ask a node's method for choices. */
export interface DynamicQuestion {
	/** The parameter's path, such as `parameters.vendorId`. */
	path: string;
	methodName: string;
	nodeTypeAndVersion: { name: string; version: number };
	currentNodeParameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	/** What a user typed into the picker's search box. */
	filter?: string;
	/** Where the page before ended. */
	paginationToken?: string | number;
}

/** A page of choices. */
export interface ListResults {
	results: Array<{ name: string; value: string | number; url?: string }>;
	paginationToken?: string | number;
}

/** A workflow as a user imports it. */
export interface Workflow {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: Record<string, unknown>;
}

/** A workflow as n8n keeps it. */
export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
	active: boolean;
}

/** An execution as n8n lists it. */
export interface ListedExecution {
	id: string;
	status: string;
	mode: string;
	/** ISO date-time. */
	createdAt: string;
}
