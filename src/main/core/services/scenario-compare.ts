import { z } from 'zod';
import type { Comparison, Drivers, Subject } from '../../../contract/scenario.ts';
import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { Measure, Simulation } from '../../../engine/model/simulation.ts';
import { withScenarioThread } from '../../workers/scenario-client.ts';
import { cancelWithSignal } from '../jobs/cancel-with-signal.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readBatch, readVariant } from '../db/repositories/scenario-batch.ts';
import { findRun, keepAnswer, readAnswer, readInput, readRunSamples, readSamples, writeSamples } from '../db/repositories/scenario-run.ts';
import { readScenario, type StoredScenario } from '../db/repositories/scenario.ts';
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

/** What a subject is played from, and how. */
interface Opened {
  readonly name: string;
  readonly inputHash: string;
  readonly document: Uint8Array;
  readonly settings: PlaySettings;
}

const KeptDelta = z.object({ mean: z.number(), low: z.number(), high: z.number(), percent: z.number().nullable() });
/** A difference and its parts, as they are kept. */
const KeptDifference = z.object({ deltas: z.record(Measure, KeptDelta), drivers: z.array(z.object({ part: z.string(), adds: z.record(Measure, z.number()) })) });
type KeptDifference = z.infer<typeof KeptDifference>;

/** Scenarios and variants side by side. */
export function createComparisonService(context: CoreContext, rules: RuleService, runner: ScenarioRunner) {
  /** Plays an input in full, or finds that it was played. */
  const playInput = async (session: Session, { inputHash, document, settings }: Opened, cancel: CancelFlag): Promise<Result<Pick<PlayedSubject, 'simulation' | 'samples'>>> => {
    const { sqlite } = session.database;
    const hash = hashJson([inputHash, settings, context.appVersion]);
    const run = findRun(sqlite, hash, 0);
    if (run !== null) return succeed({ simulation: run.simulation, samples: readRunSamples(sqlite, run.id) });
    const kept = KeptPlay.safeParse(readAnswer(sqlite, hash));
    if (kept.success) return succeed({ simulation: kept.data.simulation, samples: readSamples(Buffer.from(kept.data.samples, 'base64')) });
    const played = await withScenarioThread({ document, settings }, (thread) => thread.simulate({ cancel, report: () => undefined }));
    if (!played.ok) return played;
    if (isCancelled(cancel)) return fail('CANCELLED', 'Cancelled before everything was played.');
    const { simulation, samples } = played.value;
    await session.gate.run(() => sqlite.transaction(() => keepAnswer(sqlite, hash, { simulation, samples: writeSamples(samples).toString('base64') }, context.clock.nowMs())).immediate());
    return succeed({ simulation, samples });
  };

  const openVariant = (session: Session, { batchId, number }: Subject & { kind: 'variant' }): Result<Opened> => {
    const { sqlite } = session.database;
    const batch = readBatch(sqlite, batchId);
    const variant = batch === null ? null : readVariant(sqlite, batchId, number);
    if (batch === null || variant === null) return fail('NOT_FOUND', `Batch ${batchId} has no variant ${number}.`);
    const current = rules.get();
    if (!current.ok) return current;
    const body = applyToBody(current.value, batch.body, variant.parameters);
    if (!body.ok) return body;
    return succeed({ name: variant.name ?? `${batch.spec.name} · ${number}`, inputHash: batch.inputHash, document: readInput(sqlite, batch.inputHash), settings: settingsOf(ANY_NAME, body.value) });
  };

  const findScenario = (session: Session, { scenarioId }: Subject & { kind: 'scenario' }): Result<StoredScenario> => {
    const scenario = readScenario(session.database.sqlite, scenarioId);
    return scenario === null ? fail('NOT_FOUND', `Scenario ${scenarioId} does not exist.`) : succeed(scenario);
  };

  const openSubject = async (session: Session, subject: Subject, cancel: CancelFlag): Promise<Result<Opened>> => {
    if (subject.kind === 'variant') return openVariant(session, subject);
    const scenario = findScenario(session, subject);
    if (!scenario.ok) return scenario;
    const packed = await runner.prepare(session, scenario.value, { cancel, report: () => undefined });
    return packed.ok ? succeed({ name: scenario.value.name, inputHash: packed.value.hash, document: packed.value.document, settings: settingsOf(ANY_NAME, scenario.value.body) }) : packed;
  };

  const play = async (session: Session, subject: Subject, cancel: CancelFlag): Promise<Result<PlayedSubject>> => {
    if (subject.kind === 'variant') {
      const opened = openVariant(session, subject);
      if (!opened.ok) return opened;
      const played = await playInput(session, opened.value, cancel);
      return played.ok ? succeed({ subject, name: opened.value.name, ...played.value }) : played;
    }
    const scenario = findScenario(session, subject);
    if (!scenario.ok) return scenario;
    const done = await runner.run(session, scenario.value, { cancel, report: () => undefined });
    return done.ok ? succeed({ subject, name: scenario.value.name, simulation: done.value.run.simulation, samples: readRunSamples(session.database.sqlite, done.value.run.id) }) : done;
  };

  /** Parts of every difference between two subjects, kept by what both are played from. */
  const drive = async (session: Session, from: Opened, to: Opened, cancel: CancelFlag): Promise<Result<KeptDifference>> => {
    const { sqlite } = session.database;
    const hash = hashJson(['drivers', from.inputHash, from.settings, to.inputHash, to.settings, context.appVersion]);
    const kept = KeptDifference.safeParse(readAnswer(sqlite, hash));
    if (kept.success) return succeed(kept.data);
    const driven = await withScenarioThread(from, (thread) => thread.drive(to, cancel));
    if (!driven.ok) return driven;
    const difference: KeptDifference = { deltas: driven.value.deltas, drivers: driven.value.drivers.map(({ part, adds }) => ({ part, adds })) };
    await session.gate.run(() => sqlite.transaction(() => keepAnswer(sqlite, hash, difference, context.clock.nowMs())).immediate());
    return succeed(difference);
  };

  /** Runs work with a flag that is raised once the caller is gone. */
  const withCancel = async <T>(signal: AbortSignal | undefined, work: (session: Session, cancel: CancelFlag) => Promise<Result<T>>): Promise<Result<T>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    return cancelWithSignal(signal, (cancel) => work(session.value, cancel));
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

    drivers: ({ from, to, measure }: { from: Subject; to: Subject; measure: Measure }, signal?: AbortSignal): Promise<Result<Drivers>> =>
      withCancel(signal, async (session, cancel) => {
        const [first, second] = [await openSubject(session, from, cancel), await openSubject(session, to, cancel)];
        if (!first.ok) return first;
        if (!second.ok) return second;
        const driven = await drive(session, first.value, second.value, cancel);
        if (!driven.ok) return driven;
        const { mean, low, high, percent } = driven.value.deltas[measure];
        return succeed({
          measure,
          delta: { mean, low, high, percent, sign: low > 0 ? 1 : high < 0 ? -1 : 0, paired: true },
          parts: driven.value.drivers.map(({ part, adds }) => ({ group: part, amount: adds[measure] })).toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)),
        });
      }),
  };
}
export type ComparisonService = ReturnType<typeof createComparisonService>;
