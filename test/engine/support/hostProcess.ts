/** What n8n throws at nobody: the process is gone. Reads as a network error that isn't retried. */
const killedError = (): Error =>
	Object.assign(new Error('The process of this execution was killed'), {
		name: 'SsrfBlockedIpError',
	});

/** The workflow objects of executions whose process was killed. */
const killedWorkflows = new WeakSet<object>();

/** Throws where the process of a workflow's execution was killed. */
export function throwIfKilled(workflow: object): void {
	if (killedWorkflows.has(workflow)) throw killedError();
}

/**
 * The process that an execution runs in. Killed, it has no more effect: none of its requests
 * reaches the network, and nothing of what it records reaches the database. What is left of its
 * code runs to its end and is ignored.
 */
export class HostProcess {
	private readonly workflows: object[] = [];

	private killed = false;

	get isKilled(): boolean {
		return this.killed;
	}

	/** Names a workflow object whose execution runs in this process. */
	run(workflow: object): void {
		this.workflows.push(workflow);
	}

	kill(): void {
		this.killed = true;
		for (const workflow of this.workflows) killedWorkflows.add(workflow);
	}
}
