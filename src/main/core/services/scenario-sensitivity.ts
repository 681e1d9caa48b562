import type { Sensitivity, SensitivitySpec } from '../../../contract/scenario.ts';
import { isCancelled } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import { withScenarioThread } from '../../workers/scenario-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { keepInput } from '../db/repositories/scenario-run.ts';
import { insertSensitivity, readQuestion, readSensitivities } from '../db/repositories/scenario-sensitivity.ts';
import { readScenario, type StoredScenario } from '../db/repositories/scenario.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import { createPlayerPool } from '../scenarios/thread-pool.ts';
import type { Session } from '../session.ts';
import { usualConcurrency } from './batch-player.ts';
import type { EditService } from './edit.ts';
import { createCampaignChangeReader } from './plan-campaigns.ts';
import type { RuleService } from './rule.ts';
import { removeSubject } from './scenario-removal.ts';
import { createStalenessReader, settingsOf, type PackedInput } from './scenario-input.ts';
import { offerParameters } from './scenario-parameters.ts';
import { ANY_NAME, type ScenarioRunner } from './scenario-run.ts';

/** Finds which inputs decide a measure. */
export function createSensitivityService(context: CoreContext, edits: EditService, rules: RuleService, runner: ScenarioRunner) {
  const readCampaignChanges = createCampaignChangeReader();

  const findScenario = (scenarioId: number): Result<{ session: Session; scenario: StoredScenario }> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const scenario = readScenario(session.value.database.sqlite, scenarioId);
    return scenario === null ? fail('NOT_FOUND', `Scenario ${scenarioId} does not exist.`) : succeed({ session: session.value, scenario });
  };

  /** Mean of the measure of every variant, null where it cannot be made. */
  const evaluate = async (spec: SensitivitySpec, scenario: StoredScenario, packed: PackedInput, job: JobContext): Promise<Result<(number | null)[]>> => {
    const settings = settingsOf(ANY_NAME, scenario.body);
    const values = await withScenarioThread(null, (thread) => thread.designSensitivity(spec));
    if (!values.ok) return values;
    const scores = values.value.map((): number | null => null);
    const count = spec.replications ?? scenario.body.replications;
    let done = 0;
    let fault: Fault | null = null;
    const pool = createPlayerPool({ document: packed.document, settings }, usualConcurrency(), job.cancel, { isBackground: true });
    try {
      await pool.playAll(
        values.value.map((parameters, at) => ({ subject: at, task: { parameters, first: 0, count, earlier: null } })),
        () => undefined,
        (at, played) => {
          if (played.ok) scores[at] = played.value.measures[spec.measure].mean;
          else if (played.fault.code === 'WORKER_DIED') fault = played.fault;
          job.report({ phase: 'Playing variants', done: (done += 1), total: scores.length });
          return fault === null;
        },
      );
    } finally {
      await pool.end();
    }
    if (fault !== null) return { ok: false, fault };
    return isCancelled(job.cancel) ? fail('CANCELLED', 'Cancelled before all variants were played.') : succeed(scores);
  };

  const analyse = async (session: Session, scenario: StoredScenario, spec: SensitivitySpec, job: JobContext): Promise<Result<{ sensitivityId: number }>> => {
    const packed = await runner.prepare(session, scenario, job);
    if (!packed.ok) return packed;
    const scores = await evaluate(spec, scenario, packed.value, job);
    if (!scores.ok) return scores;
    const result = await withScenarioThread(null, (thread) => thread.estimateSensitivity(spec, scores.value));
    if (!result.ok) return result;
    const { hash, document, inputs } = packed.value;
    const nowMs = context.clock.nowMs();
    const infeasible = scores.value.filter((score) => score === null).length;
    const sensitivityId = await session.gate.run(() => {
      const { sqlite } = session.database;
      return sqlite
        .transaction(() => {
          keepInput(sqlite, { hash, document, nowMs });
          return insertSensitivity(sqlite, { scenarioId: scenario.id, madeAt: nowMs, spec, bodyText: scenario.bodyText, inputHash: hash, inputs, evaluations: scores.value.length, infeasible, result: result.value });
        })
        .immediate();
    });
    context.changes.publish(['scenarios']);
    return succeed({ sensitivityId });
  };

  return {
    run(spec: SensitivitySpec): Promise<Result<{ jobId: string }>> {
      const found = findScenario(spec.scenarioId);
      if (!found.ok) return Promise.resolve(found);
      const current = rules.get();
      if (!current.ok) return Promise.resolve(current);
      const { session, scenario } = found.value;
      const known = offerParameters(current.value, scenario.body).flatMap(({ name, choices }) => (choices === null ? [name] : []));
      const unknown = spec.parameters.find(({ name }) => !known.includes(name));
      if (unknown !== undefined) return Promise.resolve(fail('UNKNOWN_REFERENCE', `${unknown.name} is no number of this scenario.`, { path: 'parameters', hint: `Numbers: ${known.join(', ')}.` }));
      return Promise.resolve(succeed({ jobId: session.jobs.start('sensitivity', spec, (job) => analyse(session, scenario, spec, job)) }));
    },

    list(scenarioId: number): Result<Sensitivity[]> {
      const found = findScenario(scenarioId);
      if (!found.ok) return found;
      const current = rules.get();
      if (!current.ok) return current;
      const { session, scenario } = found.value;
      const { sqlite } = session.database;
      const readStale = createStalenessReader(sqlite, current.value, readCampaignChanges);
      return succeed(
        readSensitivities(sqlite, scenarioId).map(({ id, spec, madeAt, evaluations, infeasible, result, body, bodyText, inputs }) => ({
          id,
          spec,
          madeAt,
          evaluations,
          infeasible,
          stale: [...(bodyText === scenario.bodyText ? [] : ['scenario changed']), ...readStale(body, inputs)],
          result,
        })),
      );
    },

    async remove(sensitivityId: number): Promise<Result<void>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const question = readQuestion(session.value.database.sqlite, sensitivityId);
      if (question === null) return fail('NOT_FOUND', `Analysis ${sensitivityId} does not exist.`);
      return removeSubject(context, edits, session.value, { subject: 'sensitivity', id: sensitivityId, name: `${question.method} analysis of ${question.measure}` });
    },
  };
}
export type SensitivityService = ReturnType<typeof createSensitivityService>;
