import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chooseSteps, describeError, formatCounts, runSteps } from './lib/run-steps.mjs';
import { inRepository } from './lib/repository.mjs';
import { setUpApplication, setUpTools } from './lib/set-up.mjs';
import { testSteps } from './lib/test-steps.mjs';

/**
 * `npm test`: set-up, then every step of lib/test-steps.mjs; what only the application needs is set up beside the first steps. `npm test -- --only types,unit tests/engine` runs some steps,
 * the tests of a runner limited to files; `--long` plays every case of the slow property tests and measures the window. The last line is
 * `N passed, N failed`; a crash counts as a failure.
 */
const print = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);

/** What was asked for on the command line. */
function readArguments() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, long: { type: 'boolean', default: false } } });
  return { only: values.only?.split(',') ?? null, isLong: values.long, filters: positionals };
}

/** @returns {Promise<{ passed: number, failed: number, skipped: number }>} */
async function runAll() {
  const startedMs = performance.now();
  const { only, isLong, filters } = readArguments();
  const chosen = only === null ? testSteps : chooseSteps(testSteps, only);
  const tools = setUpTools();
  const { node } = await tools;
  const electron = setUpApplication(tools).then(({ electron: runtime }) => {
    print(`ok   setup: Electron ${runtime.version} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
    return runtime;
  });
  // What went wrong is told by the steps that need it, and at the end.
  electron.catch(() => undefined);
  mkdirSync(inRepository('out', 'reports'), { recursive: true });
  const total = await runSteps(chosen, { node, electron, isLong, filters }, print, () => performance.now());
  await electron;
  return { ...total, passed: total.passed + 1 };
}

/** @param {{ passed: number, failed: number, skipped: number }} total */
function finish(total) {
  print(formatCounts(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

try {
  finish(await runAll());
} catch (error) {
  print(describeError(error));
  finish({ passed: 0, failed: 1, skipped: 0 });
}
