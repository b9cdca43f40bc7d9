const { join } = require('node:path');

const { devDependencies } = require('../../package.json');
const host = require('../e2e/.n8n/package.json');

const ROOT = join(__dirname, '../..');

/**
 * An n8n that the package must run on.
 *
 * @typedef {{ n8n: string, core: string, workflow: string, folder: string }} Version `core` and
 * `workflow` are its versions of n8n-core and n8n-workflow; `folder` is where they are installed
 */

/** @type {(n8n: string, core: string, workflow: string) => Version} */
const installed = (n8n, core, workflow) => ({
	n8n,
	core,
	workflow,
	folder: join(__dirname, '.n8n', n8n),
});

/**
 * The last patch of a minor version of which npm has every package. Two are a first patch, as
 * they behave like the versions before: 2.20.0 in what a failed connection reports, 2.35.0 in
 * which items leave by the error output.
 */
const OLDER = [
	installed('1.123.81', '1.122.48', '1.120.31'),
	installed('2.0.3', '2.0.2', '2.0.1'),
	installed('2.4.8', '2.4.4', '2.4.3'),
	installed('2.20.0', '2.20.0', '2.20.0'),
	installed('2.34.4', '2.34.2', '2.34.2'),
	installed('2.35.0', '2.35.0', '2.35.0'),
];

/** The one that the engine tests use, too. */
const NEWEST = {
	n8n: host.dependencies.n8n,
	core: devDependencies['n8n-core'],
	workflow: devDependencies['n8n-workflow'],
	folder: ROOT,
};

/** From the oldest to the newest. */
const VERSIONS = [...OLDER, NEWEST];

/** The Jest project of a version. */
const projectName = (/** @type {Version} */ { n8n }) => `n8n-${n8n}`;

module.exports = { OLDER, projectName, VERSIONS };
