const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');

// zod becomes part of the package, so that n8n's packages and other community packages cannot
// supply another version of it. Its license has to come with it.
async function bundleZod() {
	const folder = join(require.resolve('zod/package.json'), '..');
	const { version } = require('zod/package.json');
	const license = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
	await build({
		entryPoints: ['nodes/Propexo/utils/zod.ts'],
		outfile: 'dist/nodes/Propexo/utils/zod.js',
		bundle: true,
		platform: 'node',
		target: 'es2022',
		banner: { js: `/*\nzod ${version}\n\n${license}\n*/` },
		logLevel: 'warning',
	});
}

// What tsc leaves behind: the icons that descriptions name as file:../../icons/…, and
// the codex files that sit beside each node. The encoding keeps gulp from rewriting bytes.
function copyAssets() {
	return src(['icons/*.{svg,png}', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

exports.default = series(bundleZod, copyAssets);
