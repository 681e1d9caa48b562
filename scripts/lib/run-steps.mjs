import { stripVTControlCharacters } from 'node:util';
import { SetupProblem } from './setup-problem.mjs';

/** @typedef {import('./test-reports.mjs').TestCounts} TestCounts */

/**
 * The named steps and those they need, in their order.
 * @template {{ name: string, needs?: string }} Step
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names
 * @returns {Step[]}
 */
export function chooseSteps(steps, names) {
  const chosen = new Set(names);
  for (const name of chosen) {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined) throw new SetupProblem(`There is no step "${name}".`, `Steps: ${steps.map((candidate) => candidate.name).join(', ')}.`);
    if (step.needs !== undefined) chosen.add(step.needs);
  }
  return steps.filter((step) => chosen.has(step.name));
}

/**
 * Runs steps one after the other, and together with a step those that may go `beside` it. A step that throws counts as one
 * failure; a step whose `needs` failed is not run and counts as one failure too.
 * @template Context
 * @param {readonly { name: string, needs?: string, beside?: string, run: (context: Context) => Promise<TestCounts> }[]} steps
 * @param {Context} context
 * @param {(line: string) => void} print
 * @param {() => number} nowMs
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runSteps(steps, context, print, nowMs) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Set<string>} */
  const broken = new Set();
  /** @type {string[]} */
  const faults = [];
  /** @type {Map<string, Promise<TestCounts>>} */
  const running = new Map();
  for (const { name, needs, run } of steps) {
    const startedMs = nowMs();
    for (const step of steps) if (step.beside === name) running.set(step.name, runGuarded(step.run, context));
    const counts = needs !== undefined && broken.has(needs) ? { passed: 0, failed: 1, skipped: 0, failures: [`Not run: the step ${needs} failed.`] } : await (running.get(name) ?? runGuarded(run, context));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) broken.add(name);
    for (const failure of counts.failures) print(`\n${stripVTControlCharacters(failure)}\n`);
    faults.push(...counts.failures.map((failure) => `${name}: ${nameFailure(stripVTControlCharacters(failure))}`));
    const seconds = ((nowMs() - startedMs) / 1000).toFixed(1);
    print(`${counts.failed > 0 ? 'FAIL' : 'ok  '} ${name}: ${formatCounts(counts)} (${seconds} s)`);
  }
  for (const fault of faults) print(`failed in ${fault}`);
  return total;
}

/** The first lines of a failure, which name file and test. @param {string} failure */
const nameFailure = (failure) =>
  failure
    .split('\n', 3)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' › ')
    .slice(0, 300);

/**
 * @template Context
 * @param {(context: Context) => Promise<TestCounts>} run
 * @param {Context} context
 * @returns {Promise<TestCounts>}
 */
async function runGuarded(run, context) {
  try {
    return await run(context);
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [describeError(error)] };
  }
}

/** @param {unknown} error */
export function describeError(error) {
  if (error instanceof SetupProblem) return `${error.detail === '' ? '' : `${error.detail}\n`}Stopped: ${error.message}\nFix: ${error.fix}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `N passed, N failed`, and the skipped ones where there are any. @param {{ passed: number, failed: number, skipped: number }} counts */
export const formatCounts = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
