/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} TestCounts `failures` holds one
 * printable text for each failure
 */

/** Where vitest's own output begins to tell what failed outside of tests; its report leaves failed hooks without a word. */
const failedFiles = /^.*Failed Suites[\s\S]*/m;

/**
 * Counts of vitest's JSON report. A file that could not be loaded, or whose hooks failed, is one failure.
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages: string[] | null }[] }[] }} report
 * @param {string} [output] what the run printed
 * @returns {TestCounts}
 */
export function countVitest(report, output = '') {
  /** @type {TestCounts} */
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') {
        counts.failed += 1;
        counts.failures.push(`${file.name}\n  ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`);
      } else counts.skipped += 1;
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      counts.failed += 1;
      counts.failures.push(`${file.name}\n${file.message || (failedFiles.exec(output)?.[0] ?? 'could not be loaded').slice(0, 4000)}`);
    }
  }
  return counts;
}

/**
 * @typedef {{ title: string, file: string, tests: { status: string, results: { errors?: { message?: string }[] }[] }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite
 * @returns {Generator<PlaywrightSpec>}
 */
function* specsOf(suite) {
  yield* suite.specs ?? [];
  for (const inner of suite.suites ?? []) yield* specsOf(inner);
}

/**
 * Counts of Playwright's JSON report. A test that passed only on a repetition is a failure.
 * @param {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} report
 * @returns {TestCounts}
 */
export function countPlaywright(report) {
  /** @type {TestCounts} */
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const suite of report.suites) {
    for (const spec of specsOf(suite)) {
      for (const test of spec.tests) {
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'skipped') counts.skipped += 1;
        else {
          counts.failed += 1;
          counts.failures.push(`${spec.file}\n  ${spec.title}\n${test.results.flatMap((result) => result.errors ?? []).map((error) => error.message ?? '').join('\n')}`);
        }
      }
    }
  }
  for (const error of report.errors ?? []) {
    counts.failed += 1;
    counts.failures.push(error.message ?? 'The tests could not be loaded.');
  }
  return counts;
}

/**
 * Counts of several runs together.
 * @param {readonly TestCounts[]} runs
 * @returns {TestCounts}
 */
export function sumCounts(runs) {
  return runs.reduce((sum, { passed, failed, skipped, failures }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped, failures: [...sum.failures, ...failures] }), {
    passed: 0,
    failed: 0,
    skipped: 0,
    failures: [],
  });
}

/**
 * What a test run counts for, its exit code and report taken together: no report, no test, or a bad exit without a failed
 * test are failures of their own.
 * @param {TestCounts | null} counts null where there is no report
 * @param {{ code: number, output: string, isTimedOut: boolean }} run
 * @returns {TestCounts}
 */
export function judgeTestRun(counts, run) {
  const judged = counts ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  const addFailure = (/** @type {string} */ reason) => ({ ...judged, failed: judged.failed + 1, failures: [...judged.failures, `${reason}\n${run.output.trimEnd().split('\n').slice(-40).join('\n')}`] });
  if (run.isTimedOut) return addFailure('The time limit was reached.');
  if (counts === null) return addFailure('The run left no report.');
  if (counts.passed + counts.failed === 0) return addFailure('No test ran.');
  return run.code !== 0 && counts.failed === 0 ? addFailure(`All tests passed, and yet the run ended with code ${run.code}.`) : judged;
}
