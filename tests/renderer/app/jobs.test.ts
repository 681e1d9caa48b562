import { expect, test } from 'vitest';
import type { Job } from '../../../src/engine/model/job.ts';
import { describeRunningJob } from '../../../src/renderer/app/shell/StateChips.tsx';
import { createPaceMeter, hasEnded } from '../../../src/renderer/shared/jobs/follow-job.ts';

const job = (phase: string, done: number, total: number | null, status: Job['status'] = 'running'): Job => ({
  id: 'job',
  kind: 'solve',
  status,
  progress: { phase, done, total },
  result: null,
  fault: null,
  queuedAt: 0,
  startedAt: 0,
  finishedAt: null,
});

test('pace and time left come from the present phase alone', () => {
  let nowMs = 0;
  const measure = createPaceMeter(() => nowMs);
  expect(measure(job('read', 0, 1000))).toEqual({ perSecond: null, remainingMs: null });
  nowMs = 2000;
  expect(measure(job('read', 400, 1000))).toEqual({ perSecond: 200, remainingMs: 3000 });
  expect(measure(job('write', 10, 1000))).toEqual({ perSecond: null, remainingMs: null });
  nowMs = 3000;
  expect(measure(job('write', 60, null))).toEqual({ perSecond: 50, remainingMs: null });
});

test('nothing is said about the pace of the first half second', () => {
  let nowMs = 0;
  const measure = createPaceMeter(() => nowMs);
  measure(job('read', 0, 10));
  nowMs = 400;
  expect(measure(job('read', 5, 10)).perSecond).toBeNull();
});

test('a running job in one line', () => {
  expect(describeRunningJob(job('improve', 47, 100))).toBe('Metabolizing constraints · 47%');
  expect(describeRunningJob(job('improve', 1200, null))).toBe('Metabolizing constraints · 1,200');
});

test('the three ends of a job', () => {
  expect((['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const).map((status) => hasEnded(job('x', 0, 1, status)))).toEqual([false, false, true, true, true]);
});
