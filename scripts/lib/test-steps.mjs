import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-app.mjs';
import { buildPrograms } from './build-command-line.mjs';
import { hasDisplay, onDisplay } from './display.mjs';
import { checkLayers, checkPlantedLayers } from './layer-check.mjs';
import { withNodeOnPath } from './node-runtime.mjs';
import { packagedProgram } from './packaged-program.mjs';
import { plantedViolations } from './planted-violations.mjs';
import { inRepository, repositoryRoot as root } from './repository.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { runLanes } from './run-lanes.mjs';
import { testPrograms } from './test-programs.mjs';
import { countPlaywright, countVitest, judgeTestRun, sumCounts } from './test-reports.mjs';

/**
 * @typedef {import('./test-reports.mjs').TestCounts} TestCounts
 * @typedef {{ node: string, electron: Promise<import('./electron-folder.mjs').ElectronRuntime>, isLong: boolean, filters: readonly string[] }} TestContext
 * `electron` is still being set up during the first steps; `filters` are file names that limit the tests of a runner; `isLong` plays every case of the slow tests and measures the window
 * @typedef {{ name: string, needs?: string, beside?: string, run: (context: TestContext) => Promise<TestCounts> }} TestStep `needs`
 * names a step without which this one makes no sense, `beside` one that leaves a core free for it
 */

/** Fewer modules than this mean that the layer check did not see the program. */
const moduleFloor = 200;
const minuteMs = 60_000;

/** @param {string[]} faults @returns {TestCounts} a step that is one test */
const oneTest = (faults) => ({ passed: faults.length === 0 ? 1 : 0, failed: faults.length === 0 ? 0 : 1, skipped: 0, failures: faults.length === 0 ? [] : [faults.join('\n')] });

/** @param {string} name @param {string[]} path */
const tool = (name, ...path) => inRepository('node_modules', name, ...path);

/**
 * Environment of the test runners: the tools' Node, nothing that waits for a person.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
const testEnvironment = (node, more = {}) => ({ ...withNodeOnPath(node), CI: 'true', ...more });

/**
 * @param {TestContext} context
 * @param {string[]} args
 */
async function runTool({ node }, args) {
  const run = await runCommand(node, args, { cwd: root, env: testEnvironment(node), timeoutMs: 5 * minuteMs });
  return oneTest(run.code === 0 ? [] : [lastLines(run.output, 200)]);
}

/**
 * Applies the layer rules to the program and to a tree in which each of them is broken.
 * @param {TestContext} context
 */
async function runLayers({ node }) {
  const { moduleCount, violations } = await checkLayers(root, node);
  const failures = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
  if (moduleCount < moduleFloor) failures.push(`${moduleCount} modules were looked at, at least ${moduleFloor} were expected.`);
  const planted = await checkPlantedLayers(Object.assign({}, ...plantedViolations.map(({ files }) => files)), node);
  for (const { rule, files } of plantedViolations) {
    if (!planted.violations.some((violation) => violation.rule === rule && violation.from in files)) failures.push(`${rule}: the planted violation was not found.`);
  }
  return oneTest(failures);
}

/** @param {TestContext} context */
async function runVitest({ node, isLong, filters }) {
  const report = inRepository('out', 'reports', 'vitest.json');
  rmSync(report, { force: true });
  const args = [tool('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
  const env = testEnvironment(node, { OMNIVOR_THREADS: await buildPrograms({ root, node }, testPrograms), ...(isLong ? { OMNIVOR_TESTS: 'long' } : {}) });
  const run = await runCommand(node, args, { cwd: root, env, timeoutMs: (isLong ? 60 : 20) * minuteMs });
  return judgeTestRun(existsSync(report) ? countVitest(JSON.parse(readFileSync(report, 'utf8')), run.output) : null, run);
}

/** Measure how quick the window is, by `--long` or by name: nothing else runs beside them. */
const isMeasuring = (/** @type {string} */ name) => name.endsWith('speed.e2e.ts');

/** Windows tested at once: one more than cores, for a window often waits; one where somebody sees them, for there is one keyboard focus. */
const laneCount = () => (hasDisplay() ? 1 : Math.min(3, availableParallelism() + 1));

/**
 * End-to-end test files of a folder, the larger first, so that none of the long ones is left for the end.
 * @param {string} folder
 */
function listTestFiles(folder) {
  const names = readdirSync(inRepository('tests', folder)).filter((name) => name.endsWith('.e2e.ts'));
  const sizeOf = (/** @type {string} */ name) => statSync(inRepository('tests', folder, name)).size;
  return names.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

/**
 * @param {TestContext} context
 * @param {string} folder below tests/
 * @param {NodeJS.ProcessEnv} [more]
 */
async function runPlaywright(context, folder, more = {}) {
  if (context.filters.length > 0) return runPlaywrightOn(context, folder, context.filters, 0, more);
  const files = listTestFiles(folder);
  const runFile = (/** @type {string} */ name, /** @type {number} */ lane) => runPlaywrightOn(context, name.replace('.e2e.ts', ''), [`tests/${folder}/${name}`], lane, more);
  const counts = await runLanes(files.filter((name) => !isMeasuring(name)), laneCount(), runFile);
  const measured = context.isLong ? await runLanes(files.filter(isMeasuring), 1, runFile) : [];
  return sumCounts([...counts, ...measured]);
}

/**
 * @param {TestContext} context
 * @param {string} name of the report
 * @param {readonly string[]} tests
 * @param {number} lane
 * @param {NodeJS.ProcessEnv} more
 */
async function runPlaywrightOn({ node, electron }, name, tests, lane, more) {
  const report = inRepository('out', 'reports', `${name}.json`);
  rmSync(report, { force: true });
  const playwright = [tool('@playwright/test', 'cli.js'), 'test', ...tests, '--reporter=line,json', '--output', inRepository('out', 'test-results', name)];
  const { command, args } = onDisplay(node, playwright, { firstNumber: 100 + 100 * lane });
  const env = testEnvironment(node, { PLAYWRIGHT_JSON_OUTPUT_NAME: report, OMNIVOR_ELECTRON_PROGRAM: (await electron).program, ...more });
  const run = await runCommand(command, args, { cwd: root, env, timeoutMs: 8 * minuteMs });
  return judgeTestRun(existsSync(report) ? countPlaywright(JSON.parse(readFileSync(report, 'utf8'))) : null, run);
}

/** Every step of the test command, in its order. @type {readonly TestStep[]} */
export const testSteps = [
  { name: 'types', run: (context) => runTool(context, [tool('typescript', 'bin', 'tsc'), '-b', '--builders', '1', '--checkers', '1']) },
  { name: 'lint', beside: 'types', run: (context) => runTool(context, [tool('oxlint', 'bin', 'oxlint'), '--deny-warnings', 'src', 'tests', 'scripts', 'electron.vite.config.ts', 'vitest.config.ts', 'playwright.config.ts']) },
  { name: 'layers', run: runLayers },
  { name: 'unit', run: runVitest },
  { name: 'build', run: async ({ node }) => (await buildApp({ root, node }), oneTest([])) },
  { name: 'e2e', needs: 'build', run: (context) => runPlaywright(context, 'e2e') },
  { name: 'package', needs: 'build', run: (context) => runTool(context, [join('scripts', 'package.mjs')]) },
  { name: 'e2e-packaged', needs: 'package', run: (context) => runPlaywright(context, 'e2e-packaged', { OMNIVOR_PACKAGED: packagedProgram(root) }) },
];
