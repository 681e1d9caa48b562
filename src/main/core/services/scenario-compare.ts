import { z } from 'zod';
import type { Comparison, Drivers, Subject } from '../../../contract/scenario.ts';
import { createCancelFlag, isCancelled, raiseCancel, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { Simulation, type Measure } from '../../../engine/model/simulation.ts';
import { withScenarioThread } from '../../workers/scenario-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readBatch, readVariant } from '../db/repositories/scenario-batch.ts';
import { findRun, keepAnswer, readAnswer, readInput, readRunSamples, readSamples, writeSamples } from '../db/repositories/scenario-run.ts';
import { readScenario } from '../db/repositories/scenario.ts';
import { comparePlayed, type PlayedSubject } from '../scenarios/compare-played.ts';
import type { PlaySettings } from '../scenarios/packed-scenario.ts';
import type { Session } from '../session.ts';
import { hashJson } from './hash-json.ts';
import type { RuleService } from './rule.ts';
import { settingsOf } from './scenario-input.ts';
import { applyToBody } from './scenario-parameters.ts';
import { ANY_NAME, type ScenarioRunner } from './scenario-run.ts';

/** A variant that was played in full, as it is kept. */
const KeptPlay = z.strictObject({ simulation: Simulation, samples: z.base64() });

/** Scenarios and variants side by side. */
export function createComparisonService(context: CoreContext, rules: RuleService, runner: ScenarioRunner) {
  /** Plays an input in full, or finds that it was played. */
  const playInput = async (session: Session, inputHash: string, settings: PlaySettings, cancel: CancelFlag): Promise<Result<Pick<PlayedSubject, 'simulation' | 'samples'>>> => {
    const { sqlite } = session.database;
    const hash = hashJson([inputHash, settings, context.appVersion]);
    const run = findRun(sqlite, hash, 0);
    if (run !== null) return succeed({ simulation: run.simulation, samples: readRunSamples(sqlite, run.id) });
    const kept = KeptPlay.safeParse(readAnswer(sqlite, hash));
    if (kept.success) return succeed({ simulation: kept.data.simulation, samples: readSamples(Buffer.from(kept.data.samples, 'base64')) });
    const played = await withScenarioThread({ document: readInput(sqlite, inputHash), settings }, (thread) => thread.simulate({ cancel, report: () => undefined }));
    if (!played.ok) return played;
    if (isCancelled(cancel)) return fail('CANCELLED', 'Cancelled before everything was played.');
    const { simulation, samples } = played.value;
    await session.gate.run(() => sqlite.transaction(() => keepAnswer(sqlite, hash, { simulation, samples: writeSamples(samples).toString('base64') }, context.clock.nowMs())).immediate());
    return succeed({ simulation, samples });
  };

  const playVariant = async (session: Session, subject: Subject & { kind: 'variant' }, cancel: CancelFlag): Promise<Result<PlayedSubject>> => {
    const { sqlite } = session.database;
    const { batchId, number } = subject;
    const batch = readBatch(sqlite, batchId);
    const variant = batch === null ? null : readVariant(sqlite, batchId, number);
    if (batch === null || variant === null) return fail('NOT_FOUND', `Batch ${batchId} has no variant ${number}.`);
    const current = rules.get();
    if (!current.ok) return current;
    const body = applyToBody(current.value, batch.body, variant.parameters);
    if (!body.ok) return body;
    const played = await playInput(session, batch.inputHash, settingsOf(ANY_NAME, body.value), cancel);
    return played.ok ? succeed({ subject, name: variant.name ?? `${batch.spec.name} · ${number}`, ...played.value }) : played;
  };

  const playScenario = async (session: Session, subject: Subject & { kind: 'scenario' }, cancel: CancelFlag): Promise<Result<PlayedSubject>> => {
    const { sqlite } = session.database;
    const scenario = readScenario(sqlite, subject.scenarioId);
    if (scenario === null) return fail('NOT_FOUND', `Scenario ${subject.scenarioId} does not exist.`);
    const done = await runner.run(session, scenario, { cancel, report: () => undefined });
    return done.ok ? succeed({ subject, name: scenario.name, simulation: done.value.run.simulation, samples: readRunSamples(sqlite, done.value.run.id) }) : done;
  };

  const play = (session: Session, subject: Subject, cancel: CancelFlag): Promise<Result<PlayedSubject>> => (subject.kind === 'scenario' ? playScenario(session, subject, cancel) : playVariant(session, subject, cancel));

  /** Runs work with a flag that is raised once the caller is gone. */
  const withCancel = async <T>(signal: AbortSignal | undefined, work: (session: Session, cancel: CancelFlag) => Promise<Result<T>>): Promise<Result<T>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const cancel = createCancelFlag();
    const onAbort = (): void => raiseCancel(cancel);
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort);
    try {
      return await work(session.value, cancel);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  };

  return {
    compare: ({ subjects, baseline }: { subjects: readonly Subject[]; baseline: number }, signal?: AbortSignal): Promise<Result<Comparison>> =>
      withCancel(signal, async (session, cancel) => {
        if (baseline >= subjects.length) return fail('BAD_INPUT', `The baseline is ${baseline}; subjects are 0 to ${subjects.length - 1}.`, { path: 'baseline' });
        const all: PlayedSubject[] = [];
        for (const subject of subjects) {
          const played = await play(session, subject, cancel);
          if (!played.ok) return played;
          if (isCancelled(cancel)) return fail('CANCELLED', 'Cancelled before everything was played.');
          all.push(played.value);
        }
        return succeed(comparePlayed(all, baseline));
      }),

    drivers: (_asked: { from: Subject; to: Subject; measure: Measure }, _signal?: AbortSignal): Promise<Result<Drivers>> => Promise.resolve(fail('NOT_SUPPORTED', 'What drove a difference is not found yet.')),
  };
}
export type ComparisonService = ReturnType<typeof createComparisonService>;
