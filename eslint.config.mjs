import { configs as communityNodes } from '@n8n/eslint-plugin-community-nodes';
import { defineConfig, globalIgnores } from 'eslint/config';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

/*
 * The gate: the same plugins, rules and exceptions as the scan that every community
 * package must pass to be published as verified (@n8n/scan-community-package). It reads
 * the sources and package.json, and again what is shipped: the JavaScript in dist.
 */
const SOURCES = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const SHIPPED = ['dist/**/*.js'];

const gate = defineConfig(
	{
		files: [...SOURCES, ...SHIPPED],
		extends: [communityNodes.recommended],
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: {
			...nodesBase.configs.credentials.rules,
			// The scan has these off: the community plugin's own rules take their place.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: {
			...nodesBase.configs.nodes.rules,
			// The scan has these off: they know inputs only as strings, and no real maxima.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	// The rules for package.json walk a TypeScript syntax tree.
	{ files: ['package.json', '**/*.json'], languageOptions: { parser: tseslint.parser } },
);

/* The house's own rules, for everything a person writes here. */
const house = defineConfig({
	files: ['**/*.{ts,mjs,js}'],
	ignores: ['dist/**'],
	extends: [tseslint.configs.recommended],
	plugins: { 'simple-import-sort': simpleImportSort },
	rules: {
		'@typescript-eslint/no-explicit-any': 'error',
		'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
		eqeqeq: 'error',
		'no-var': 'error',
		'prefer-const': 'error',
		'simple-import-sort/imports': 'error',
		'simple-import-sort/exports': 'error',
	},
});

export default defineConfig(
	globalIgnores(['node_modules/', '**/.n8n/', '.n8n-host/', 'coverage/', 'test-results/']),
	// The scan ignores eslint-disable comments, so they must not help here either.
	{ linterOptions: { noInlineConfig: true } },
	gate,
	house,
	{
		files: ['*.js', 'scripts/*.js', 'test/compat/*.js'],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
);
