const { dest, src } = require('gulp');

// What tsc leaves behind: the icons that descriptions name as file:../../icons/…, and
// the codex files that sit beside each node. The encoding keeps gulp from rewriting bytes.
function buildAssets() {
	return src(['icons/*.{svg,png}', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

exports.default = buildAssets;
