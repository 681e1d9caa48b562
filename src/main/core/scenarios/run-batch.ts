import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import type { Progress } from '../../../engine/base/progress.ts';
import type { BatchGoal, BatchSpec } from '../../../engine/model/batch.ts';
import type { SearchSpace } from '../../../engine/model/search-space.ts';
import type { Played } from '../../workers/scenario-api.ts';
import { createBatchWriter, type BatchSink } from './batch-writer.ts';
import { createLiveVariant, findBest, type LiveVariant } from './live-variant.ts';
import { judgeRound, planRounds } from './race-rounds.ts';
import type { PlayerPool } from './thread-pool.ts';

/** A batch to be played, from its beginning or from where it was left. */
export interface BatchToRun {
  readonly spec: Pick<BatchSpec, 'space' | 'goal' | 'search' | 'racing' | 'seed'>;
  /** Of the scenario: what a variant plays in full. */
  readonly replications: number;
  /** Those known so far, by number; changed and added to in place. */
  readonly variants: LiveVariant[];
  /** The round that was being played, 0 = not begun. */
  readonly round: number;
}

export interface BatchRun {
  readonly cancel: CancelFlag;
  report(progress: Progress): void;
}

/** Points of a Bayesian search that are played between two looks at the model. */
const DEFAULT_BATCH_SIZE = 8;

/** Rounds a batch is played in. */
export function countRounds({ search, racing }: Pick<BatchSpec, 'search' | 'racing'>, variants: number, replications: number): number {
  if (search.strategy === 'bayesian') return Math.ceil(search.count / (search.batchSize ?? DEFAULT_BATCH_SIZE));
  return planRounds(racing, variants, replications).length;
}

const formatNumber = (value: number): string => String(Number(value.toPrecision(6)));

/** The limit that a variant's means break, in words, null where they keep all. `room` = standard errors that are forgiven. */
function findBrokenLimit({ limits = [] }: BatchGoal, { measures }: Played, room: number): string | null {
  for (const { measure, min, max } of limits) {
    const { mean, standardError } = measures[measure];
    if (min !== undefined && mean < min - room * standardError) return `${measure} ${formatNumber(mean)} is below ${formatNumber(min)}`;
    if (max !== undefined && mean > max + room * standardError) return `${measure} ${formatNumber(mean)} is above ${formatNumber(max)}`;
  }
  return null;
}

/** Standard errors that a limit forgives a variant which has not played to the end. */
const ROOM_UNTIL_THE_END = 3;

const REPORT_EVERY_MS = 100;
const PLAYING = 'Playing variants';

/**
 * Plays the variants of a batch round by round. What is asked for and what is stopped is decided between rounds, from everything
 * that was played, so the ranking does not depend on how many threads there are, nor on where the batch was left. Once
 * cancelled it ends with the variants as far as they came; a thread that died is a fault, and what was finished stays.
 */
export async function runBatch({ spec, replications, variants, round }: BatchToRun, pool: PlayerPool, sink: BatchSink, run: BatchRun): Promise<Result<void>> {
  const { goal, search, space } = spec;
  const writer = createBatchWriter(sink);
  const isRacing = spec.racing !== undefined;
  const total = search.strategy === 'bayesian' ? search.count : variants.length;
  let fault: Fault | null = null;
  let reportedMs = Number.NEGATIVE_INFINITY;

  /** How far the round is: those of it that were played, of those it plays. */
  let inRound = { name: PLAYING, played: variants.filter(({ status }) => status === 'done' || status === 'infeasible').length, of: total };
  const report = (): void => {
    if (performance.now() - reportedMs < REPORT_EVERY_MS) return;
    reportedMs = performance.now();
    const best = findBest(variants, goal.direction)?.score ?? null;
    run.report({ phase: inRound.name, done: inRound.played, total: inRound.of, ...(best === null ? {} : { best }) });
  };

  /** Takes what a variant gave; false once the batch cannot go on. */
  const take = (variant: LiveVariant, played: Result<Played>, isEnd: boolean): boolean => {
    if (!played.ok && played.fault.code === 'WORKER_DIED') {
      fault = played.fault;
      return false;
    }
    if (!played.ok) Object.assign(variant, { status: 'infeasible', reason: played.fault.message });
    else {
      const { measures, samples } = played.value;
      const { mean, standardError } = measures[goal.metric];
      const broken = findBrokenLimit(goal, played.value, isEnd ? 0 : ROOM_UNTIL_THE_END);
      const status = broken !== null ? 'infeasible' : isEnd ? 'done' : 'waiting';
      Object.assign(variant, { status, reason: broken, replications: played.value.replications, score: mean, standardError, measures, samples: isRacing ? samples : null });
    }
    inRound.played += 1;
    writer.mark(variant);
    report();
    return true;
  };

  /** Plays variants up to so many replications; those that have them are left alone. */
  const playUpTo = async (asked: readonly LiveVariant[], upTo: number): Promise<Result<void>> => {
    const assignments = asked
      .filter((variant) => variant.replications < upTo)
      .map((variant) => {
        const first = variant.samples === null ? 0 : variant.replications;
        return { subject: variant, task: { parameters: variant.parameters, first, count: upTo - first, earlier: variant.samples } };
      });
    await pool.playAll(
      assignments,
      (variant) => {
        variant.status = 'running';
        writer.mark(variant);
      },
      (variant, played) => take(variant, played, upTo === replications),
    );
    for (const { subject } of assignments) {
      if (subject.status !== 'running') continue;
      subject.status = 'waiting';
      writer.mark(subject);
    }
    if (fault !== null) {
      await writer.flush();
      return { ok: false, fault };
    }
    return isCancelled(run.cancel) ? fail('CANCELLED', 'The batch was cancelled.') : succeed(undefined);
  };

  /** Plays the rounds that are left; those before were judged. */
  const race = async (): Promise<Result<void>> => {
    const rounds = planRounds(spec.racing, variants.length, replications);
    // What a round stopped is stopped once the next has begun: one that was cut off before that is judged again.
    for (const variant of variants) if (variant.stoppedInRound !== null && variant.stoppedInRound >= Math.max(1, round)) Object.assign(variant, { status: 'waiting', stoppedInRound: null, reason: null });
    for (let at = Math.max(0, round - 1); at < rounds.length; at += 1) {
      const upTo = rounds[at]!;
      if (at >= round) await sink.beginRound(at + 1);
      const asked = variants.filter(({ status }) => status === 'waiting');
      const settled = at === 0 ? variants.length - asked.length : 0;
      inRound = { name: rounds.length === 1 ? PLAYING : `${PLAYING}, round ${at + 1} of ${rounds.length}`, played: settled + asked.filter((variant) => variant.replications >= upTo).length, of: settled + asked.length };
      const played = await playUpTo(asked, upTo);
      if (!played.ok) return played;
      await writer.flush();
      if (at === rounds.length - 1) break;
      const alive = variants.filter(({ status }) => status === 'waiting');
      const stopped = judgeRound(alive, goal, spec.racing ?? {});
      for (const { variant, reason } of stopped) Object.assign(variant, { status: 'stopped', stoppedInRound: at + 1, reason });
      await sink.closeRound(at + 1, stopped.map(({ variant }) => variant));
    }
    return succeed(undefined);
  };

  const searchOn = async (points: SearchSpace, { count, initial, batchSize = DEFAULT_BATCH_SIZE }: { count: number; initial?: number | undefined; batchSize?: number | undefined }): Promise<Result<void>> => {
    while (true) {
      await sink.beginRound(Math.max(1, Math.ceil(variants.length / batchSize)));
      const played = await playUpTo(variants.filter(({ status }) => status === 'waiting'), replications);
      if (!played.ok) return played;
      await writer.flush();
      const left = count - variants.length;
      if (left <= 0) return succeed(undefined);
      const evaluations = variants.map(({ parameters, status, score, standardError }) => ({ parameters, score: status === 'infeasible' ? null : score, standardError }));
      const suggested = await pool.suggest({ space: points, goal: goal.direction, seed: spec.seed, initial, batch: Math.min(left, batchSize), evaluations });
      if (!suggested.ok) return suggested;
      if (suggested.value.length === 0) return succeed(undefined);
      const added = suggested.value.map((parameters, at) => createLiveVariant(variants.length + at + 1, parameters));
      await sink.add(added);
      variants.push(...added);
    }
  };

  const ended = await (search.strategy === 'bayesian' && space !== undefined ? searchOn(space, search) : race());
  await writer.flush();
  return ended.ok || ended.fault.code !== 'CANCELLED' ? ended : succeed(undefined);
}
