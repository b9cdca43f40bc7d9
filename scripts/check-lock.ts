// npm omits optional packages that a registry mirror lacks from the lock file, such as those
// of other platforms, and `npm ci` then refuses the lock file wherever the mirror is complete.
import { readFileSync } from 'node:fs';

interface LockedPackage {
	optionalDependencies?: Record<string, string>;
}

for (const file of ['package-lock.json', 'test/e2e/.n8n/package-lock.json']) {
	const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
		packages: Record<string, LockedPackage>;
	};
	for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
		for (const [name, version] of Object.entries(optionalDependencies)) {
			if (packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`]) continue;
			console.error(`${file} lacks ${name} ${version}, which ${path} asks for.`);
			process.exitCode = 1;
		}
	}
}
