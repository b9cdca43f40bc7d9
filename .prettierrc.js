// n8n's own options: https://github.com/n8n-io/n8n/blob/master/.prettierrc.js
module.exports = {
	semi: true,
	trailingComma: 'all',
	bracketSpacing: true,
	useTabs: true,
	tabWidth: 2,
	arrowParens: 'always',
	singleQuote: true,
	quoteProps: 'as-needed',
	endOfLine: 'lf',
	printWidth: 100,
	overrides: [{ files: ['*.json', '*.md', '*.yml'], options: { useTabs: false } }],
};
