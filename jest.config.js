// One jest project a tier, so that each can be run by itself: jest --selectProjects unit
const tier = (name, { timeout = 30_000 } = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: {
		'^.+\\.[cm]?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/test/e2e/.n8n/'],
	testTimeout: timeout,
});

module.exports = {
	projects: [
		tier('unit'),
		tier('engine', { timeout: 60_000 }),
		tier('e2e', { timeout: 180_000 }),
		tier('bench', { timeout: 180_000 }),
	],
};
