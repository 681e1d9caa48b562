import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { withWorkspaceThread } from '../../workers/workspace-client.ts';
import type { CoreContext } from '../context.ts';
import { findRun, insertRun, keepInput, readRun, readRunSamples, type StoredRun } from '../db/repositories/scenario-run.ts';
import type { StoredScenario } from '../db/repositories/scenario.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { Session } from '../session.ts';
import { createResidentPlayer } from '../scenarios/resident-player.ts';
import { hashJson } from './hash-json.ts';
import type { ResponseService } from './response.ts';
import type { RuleService } from './rule.ts';
import { settingsOf, type PackedInput } from './scenario-input.ts';

/** Plays scenarios and keeps the runs. */
export interface ScenarioRunner {
  /** What a scenario is played on now; the response model is fitted where its estimates are stale. */
  prepare(session: Session, scenario: Pick<StoredScenario, 'body'>, job: Pick<JobContext, 'cancel' | 'report'>): Promise<Result<PackedInput>>;
  /** The run of a scenario as it and the workspace stand: one that is kept, else a new one. */
  run(session: Session, scenario: StoredScenario, job: Pick<JobContext, 'cancel' | 'report'>): Promise<Result<{ run: StoredRun; cached: boolean; drawn: number }>>;
  close(): Promise<void>;
}

/** Under this name runs are played; the name of a scenario changes nothing about its result. */
export const ANY_NAME = 'scenario';

export function createScenarioRunner(context: CoreContext, rules: RuleService, response: ResponseService): ScenarioRunner {
  const resident = createResidentPlayer();
  const prepare: ScenarioRunner['prepare'] = async (session, { body }, job) => {
    const fitted = await response.ensureFresh(session, job);
    if (!fitted.ok) return fitted;
    job.report({ phase: 'Consuming signals', done: 0, total: null });
    const current = rules.get();
    if (!current.ok) return current;
    return withWorkspaceThread((thread) => thread.packScenario(session.database.path, current.value, body));
  };

  /** Stores a run together with what it was played on. */
  const store = (session: Session, run: Parameters<typeof insertRun>[1], document: Uint8Array): Promise<StoredRun> =>
    session.gate.run(() => {
      const { sqlite } = session.database;
      const id = sqlite
        .transaction(() => {
          keepInput(sqlite, { hash: run.inputHash, document, nowMs: run.madeAt });
          return insertRun(sqlite, run);
        })
        .immediate();
      context.changes.publish(['scenarios']);
      const stored = readRun(sqlite, id);
      if (stored === null) throw new Error(`Scenario run ${id} is missing.`);
      return stored;
    });

  return {
    prepare,
    close: () => resident.close(),
    async run(session, scenario, job) {
      const packed = await prepare(session, scenario, job);
      if (!packed.ok) return packed;
      const { sqlite } = session.database;
      const { hash: inputHash, document, inputs } = packed.value;
      const settings = settingsOf(ANY_NAME, scenario.body);
      const hash = hashJson([inputHash, settings, context.appVersion]);
      const frame = { scenarioId: scenario.id, madeAt: context.clock.nowMs(), hash, inputHash, body: scenario.bodyText, inputs, engineVersion: context.appVersion };
      const kept = findRun(sqlite, hash, scenario.id);
      if (kept !== null) {
        if (kept.scenarioId === scenario.id && kept.body === scenario.bodyText && JSON.stringify(kept.inputs) === JSON.stringify(inputs)) return succeed({ run: kept, cached: true, drawn: 0 });
        return succeed({ run: await store(session, { ...frame, elapsedMs: kept.elapsedMs, simulation: kept.simulation, samples: readRunSamples(sqlite, kept.id) }, document), cached: true, drawn: 0 });
      }
      const startedMs = performance.now();
      const played = await resident.simulate({ document, settings }, job);
      if (!played.ok) return played;
      if (Atomics.load(job.cancel, 0) !== 0) return fail('CANCELLED', 'Cancelled before all replications were played.', { hint: 'The last run stays.' });
      const { simulation, samples, drawn } = played.value;
      return succeed({ run: await store(session, { ...frame, elapsedMs: performance.now() - startedMs, simulation, samples }, document), cached: false, drawn });
    },
  };
}
