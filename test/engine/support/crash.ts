import type { Sandbox } from '../../sandbox';
import { HostProcess } from './hostProcess';

/** Requests that may end a process. */
export interface CrashPoint {
	readonly method: 'GET' | 'POST';
	/** Which of them, counted from 1 and from now on. */
	readonly at: number;
}

/** A process that is killed when the sandbox receives a request, which still takes effect. */
export function crashingProcess(
	{ sandbox }: { sandbox: Sandbox },
	{ method, at }: CrashPoint = { method: 'POST', at: 1 },
): HostProcess {
	const process = new HostProcess();
	let seen = 0;
	sandbox.beforeAnswer((received) => {
		if (received === method && ++seen === at) process.kill();
	});
	return process;
}

/** A process that is killed when the sandbox receives so many writes, the last of which takes effect. */
export const crashAtWrite = (setup: { sandbox: Sandbox }, at: number): HostProcess =>
	crashingProcess(setup, { method: 'POST', at });
