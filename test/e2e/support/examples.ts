import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../host/paths';
import type { Workflow } from '../host/types';
import { withCredential } from '../host/workflow';

/** Reads a workflow from examples/ and gives its nodes a credential. */
export function exampleWorkflow(file: string, credential: { id: string; name: string }): Workflow {
	const workflow = JSON.parse(readFileSync(join(ROOT, 'examples', file), 'utf8')) as Workflow;
	return withCredential(workflow, credential);
}
