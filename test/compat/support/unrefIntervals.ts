// n8n before 2.34 leaves an interval running, for SSH connections, that would keep Jest from ending.
const { setInterval } = globalThis;

globalThis.setInterval = ((...args: Parameters<typeof setInterval>) =>
	setInterval(...args).unref()) as typeof setInterval;
