import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { RESULTS } from './paths.mjs';
import { elapsed, say } from './progress.mjs';

/** @typedef {import('./jest.mjs').Tier} Tier */

/**
 * A run of named steps that tells each one's time, goes on after a failed one, and ends
 * with a summary whose last line is "N passed, N failed". A failed step that is no tier of
 * tests (lint, types, build) counts as one failure.
 */
export class Steps {
	/** @type {Tier[]} */
	#tiers = [];
	/** @type {string[]} */
	#broken = [];
	/** @type {string[]} */
	#leftOut = [];
	#started = Date.now();

	/**
	 * Runs a step that either works or does not.
	 *
	 * @param {string} name
	 * @param {() => Promise<boolean | void>} work gives false or throws when it fails
	 * @returns {Promise<boolean>} whether it worked
	 */
	async check(name, work) {
		say(`\n▶ ${name}`);
		const started = Date.now();
		let good = false;
		try {
			good = (await work()) !== false;
		} catch (error) {
			say(
				error instanceof Failure
					? `  ${error.message}`
					: String(error instanceof Error ? error.stack : error),
			);
		}
		if (!good) this.#broken.push(name);
		say(`${good ? '✔' : '✖'} ${name} ${elapsed(started)}`);
		return good;
	}

	/**
	 * Runs a tier of tests.
	 *
	 * @param {string} name
	 * @param {() => Promise<Tier>} work
	 */
	async tier(name, work) {
		say(`\n▶ ${name}`);
		const tier = await work();
		this.#tiers.push(tier);
		say(`${tier.failed ? '✖' : '✔'} ${name} ${Math.round(tier.seconds)} s`);
	}

	/**
	 * Notes what this machine cannot run, to be told again at the very end.
	 *
	 * @param {string} what what is left out, why, and how to get it
	 */
	leaveOut(what) {
		this.#leftOut.push(what);
	}

	/**
	 * Prints the summary, writes it to test-results, and sets the exit code.
	 *
	 * @param {string} file name of the summary's file in test-results
	 */
	async finish(file) {
		const passed = this.#tiers.reduce((sum, tier) => sum + tier.passed, 0);
		const failed = this.#tiers.reduce((sum, tier) => sum + tier.failed, 0) + this.#broken.length;
		const lines = [`\nSummary, after ${elapsed(this.#started)}`];
		for (const tier of this.#tiers) {
			const skipped = tier.skipped ? `, ${tier.skipped} skipped` : '';
			lines.push(
				`  ${tier.name}: ${tier.passed} passed, ${tier.failed} failed${skipped} (${Math.round(tier.seconds)} s)`,
			);
		}
		for (const name of this.#broken) lines.push(`  ${name}: failed`);
		for (const what of this.#leftOut) lines.push(`\n!! LEFT OUT: ${what}`);
		lines.push('', `${passed} passed, ${failed} failed`);
		await mkdir(RESULTS, { recursive: true });
		const summary = {
			passed,
			failed,
			tiers: this.#tiers,
			brokenSteps: this.#broken,
			leftOut: this.#leftOut,
		};
		await writeFile(join(RESULTS, file), `${JSON.stringify(summary, undefined, 2)}\n`);
		process.stdout.write(`${lines.join('\n')}\n`);
		if (failed > 0) process.exitCode = 1;
	}
}

/**
 * Takes the summary of an earlier run away, so that a run that breaks off leaves none.
 *
 * @param {string} file
 */
export async function forgetSummary(file) {
	await rm(join(RESULTS, file), { force: true });
}
