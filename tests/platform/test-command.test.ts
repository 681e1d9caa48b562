import { describe, expect, it } from 'vitest';
import { chooseSteps, formatCounts, runSteps } from '../../scripts/lib/run-steps.mjs';
import { countPlaywright, countVitest, judgeTestRun } from '../../scripts/lib/test-reports.mjs';

const ran = (code: number, isTimedOut = false) => ({ code, output: 'last words', isTimedOut });
const counts = (passed: number, failed = 0, skipped = 0, failures: string[] = []) => ({ passed, failed, skipped, failures });

describe('a report of unit tests', () => {
  const test = (status: string, fullName = 'adds') => ({ status, fullName, failureMessages: status === 'failed' ? ['1 is not 2'] : [] });

  it('is counted by test', () => {
    const report = { testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [test('passed'), test('failed'), test('pending'), test('todo')] }] };
    expect(countVitest(report)).toEqual(counts(1, 1, 2, ['a.test.ts\n  adds\n1 is not 2']));
  });

  it('counts a file that could not be loaded', () => {
    expect(countVitest({ testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }] })).toEqual(counts(0, 1, 0, ['a.test.ts\nno such module']));
  });

  it('counts a file whose hooks failed, in the words of the run', () => {
    const report = { testResults: [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults: [test('skipped')] }] };
    expect(countVitest(report, 'before\n--- Failed Suites 1 ---\nbeforeAll: no database')).toEqual(counts(0, 1, 1, ['a.test.ts\n--- Failed Suites 1 ---\nbeforeAll: no database']));
  });
});

describe('a report of end-to-end tests', () => {
  const spec = (status: string) => ({ title: 'opens', file: 'app.e2e.ts', tests: [{ status, results: [{ errors: [{ message: 'no window' }] }] }] });

  it('is counted through all its groups, a repeated pass being a failure', () => {
    const report = { suites: [{ title: 'app', specs: [spec('expected'), spec('skipped')], suites: [{ title: 'inner', specs: [spec('unexpected'), spec('flaky')] }] }] };
    expect(countPlaywright(report)).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
  });

  it('counts errors outside of tests', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'syntax' }] })).toEqual(counts(0, 1, 0, ['syntax']));
  });
});

describe('a test run', () => {
  it('stands as reported where exit and report agree', () => {
    expect(judgeTestRun(counts(3), ran(0))).toEqual(counts(3));
    expect(judgeTestRun(counts(3, 1, 0, ['x']), ran(1))).toEqual(counts(3, 1, 0, ['x']));
  });

  it.each([
    ['without a report', null, ran(1), 'The run left no report.'],
    ['without a test', counts(0, 0, 4), ran(0), 'No test ran.'],
    ['that ends badly after passing', counts(3), ran(1), 'All tests passed, and yet the run ended with code 1.'],
    ['that does not end', counts(3), ran(129, true), 'The time limit was reached.'],
  ])('%s fails', (_name, reported, run, reason) => {
    const judged = judgeTestRun(reported, run);
    expect(judged.failed).toBe(1);
    expect(judged.failures[0]).toBe(`${reason}\nlast words`);
  });
});

describe('the steps of the test command', () => {
  const step = (name: string, run: () => Promise<ReturnType<typeof counts>>, needs?: string) => ({ name, run, ...(needs === undefined ? {} : { needs }) });
  const passes = (): Promise<ReturnType<typeof counts>> => Promise.resolve(counts(2, 0, 1));
  const throws = (): Promise<ReturnType<typeof counts>> => Promise.reject(new Error('broken'));

  it('start together where one may go beside another, and are told of in their order', async () => {
    const lines: string[] = [];
    let tell = (): void => undefined;
    const isStarted = new Promise<void>((resolve) => (tell = resolve));
    const waits = () => isStarted.then(passes);
    const starts = () => (tell(), passes());
    await runSteps([step('types', waits), { ...step('lint', starts), beside: 'types' }], null, (line) => lines.push(line), () => 0);
    expect(lines).toEqual(['ok   types: 2 passed, 0 failed, 1 skipped (0.0 s)', 'ok   lint: 2 passed, 0 failed, 1 skipped (0.0 s)']);
  });

  it('add up', async () => {
    const lines: string[] = [];
    const total = await runSteps([step('one', passes), step('two', passes)], null, (line) => lines.push(line), () => 0);
    expect(total).toEqual({ passed: 4, failed: 0, skipped: 2 });
    expect(lines).toEqual(['ok   one: 2 passed, 0 failed, 1 skipped (0.0 s)', 'ok   two: 2 passed, 0 failed, 1 skipped (0.0 s)']);
  });

  it('go on after a crash, except for those that need it', async () => {
    const lines: string[] = [];
    const total = await runSteps([step('build', throws), step('use', passes, 'build'), step('other', passes)], null, (line) => lines.push(line), () => 0);
    expect(total).toEqual({ passed: 2, failed: 2, skipped: 1 });
    expect(lines.join('\n')).toContain('Not run: the step build failed.');
    expect(lines.at(-1)).toBe('failed in use: Not run: the step build failed.');
  });

  it('bring the steps they need when chosen', () => {
    const steps = [step('build', passes), step('package', passes, 'build'), step('other', passes), step('start', passes, 'package')];
    expect(chooseSteps(steps, ['start']).map(({ name }) => name)).toEqual(['build', 'package', 'start']);
    expect(() => chooseSteps(steps, ['strat'])).toThrow('There is no step "strat".');
  });

  it('end in the line that says all', () => {
    expect(formatCounts(counts(12))).toBe('12 passed, 0 failed');
    expect(formatCounts(counts(12, 1, 2))).toBe('12 passed, 1 failed, 2 skipped');
  });
});
