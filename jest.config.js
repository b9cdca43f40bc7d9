const { projectName, VERSIONS } = require('./test/compat/versions');

const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

// One jest project a tier, so that each can be run by itself: jest --selectProjects unit
const tier = (name, more = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: { '^.+\\.[cm]?ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/test/e2e/.n8n/'],
	...more,
});

// Those that run n8n itself.
const timeouts = { setupFilesAfterEnv: ['<rootDir>/test/e2e/support/timeouts.ts'] };

const engine = { setupFiles: ['<rootDir>/test/engine/support/userFolder.ts'] };

// Dependencies of n8n 2.0 that are ES modules, which Jest can't require.
const ES_MODULES = '(p-retry|is-network-error)/.+\\.js$';

// The same tests once for each version of n8n: tests and built package get that version's packages.
const compat = (version) =>
	tier('compat', {
		displayName: projectName(version),
		setupFiles: [...engine.setupFiles, '<rootDir>/test/compat/support/unrefIntervals.ts'],
		globals: { N8N_VERSION: version },
		moduleNameMapper: {
			'^n8n-(core|workflow)$': `${version.folder}/node_modules/n8n-$1`,
		},
		transform: { [`\\.[cm]?ts$|${ES_MODULES}`]: swc },
		transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES})`],
	});

module.exports = {
	// Jest takes a time limit only here, not in a project.
	testTimeout: 60_000,
	projects: [
		tier('unit'),
		tier('engine', engine),
		// One n8n for all of them: it takes ten seconds and half a gigabyte.
		tier('e2e', {
			...timeouts,
			globalSetup: '<rootDir>/test/e2e/support/setup.ts',
			globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
		}),
		tier('bench', timeouts),
		...VERSIONS.map(compat),
	],
};
