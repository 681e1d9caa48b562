import type { ParameterOffer } from '../../../contract/scenario.ts';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { BatchSpec } from '../../../engine/model/batch.ts';
import { withWorkspaceThread, type WorkspaceThread } from '../../workers/workspace-client.ts';
import type { CoreContext } from '../context.ts';
import type { BaseValues } from '../db/repositories/scenario-batch.ts';
import { readScenario, type StoredScenario } from '../db/repositories/scenario.ts';
import type { DesignedBatch } from '../scenarios/design-variants.ts';
import type { Session } from '../session.ts';
import { variedBy, type BatchReader } from './batch-reader.ts';
import type { RuleService } from './rule.ts';
import { offerParameters } from './scenario-parameters.ts';
import type { ScenarioRunner } from './scenario-run.ts';

/** A batch that can be made: its scenario as it stands, the values of what it varies there, and how many variants it has. */
interface PlannedBatch {
  readonly scenario: StoredScenario;
  readonly base: BaseValues;
  readonly designed: Omit<DesignedBatch, 'variants'>;
}

/** Names a scenario does not have, as a fault. */
function checkNames(spec: BatchSpec, base: BaseValues): Result<void> {
  const unknown = variedBy(spec).find((name) => !Object.hasOwn(base, name));
  return unknown === undefined ? succeed(undefined) : fail('UNKNOWN_REFERENCE', `${unknown} is no parameter of this scenario.`, { path: 'spec.space.parameters', hint: `Parameters: ${Object.keys(base).join(', ')}.` });
}

/** Designs batches and writes them down, on a thread: thousands of variants hold up nobody. */
export function createBatchMaker(context: CoreContext, rules: RuleService, runner: ScenarioRunner, { withSession }: BatchReader) {
  /** A scenario and what of it can be varied. */
  const findScenario = (scenarioId: number): Result<{ session: Session; scenario: StoredScenario; offers: ParameterOffer[] }> =>
    withSession((session, sqlite) => {
      const scenario = readScenario(sqlite, scenarioId);
      if (scenario === null) return fail('NOT_FOUND', `Scenario ${scenarioId} does not exist.`);
      const current = rules.get();
      return current.ok ? succeed({ session, scenario, offers: offerParameters(current.value, scenario.body) }) : current;
    });

  /** Designs a batch on a thread and checks it against its scenario. */
  const plan = async (thread: WorkspaceThread, scenarioId: number, spec: BatchSpec): Promise<Result<PlannedBatch & { session: Session }>> => {
    const found = findScenario(scenarioId);
    if (!found.ok) return found;
    const { session, scenario, offers } = found.value;
    const base = Object.fromEntries(offers.map(({ name, value }) => [name, value]));
    const named = checkNames(spec, base);
    if (!named.ok) return named;
    const designed = await thread.design({ space: spec.space, search: spec.search, seed: spec.seed });
    return designed.ok ? succeed({ session, scenario, base, designed: designed.value }) : designed;
  };

  return {
    findScenario,
    preview: (scenarioId: number, spec: BatchSpec): Promise<Result<PlannedBatch>> => withWorkspaceThread((thread) => plan(thread, scenarioId, spec)),
    /** Writes a batch down with what it is played on, and answers its number. */
    create: (scenarioId: number, spec: BatchSpec): Promise<Result<number>> =>
      withWorkspaceThread(async (thread) => {
        const planned = await plan(thread, scenarioId, spec);
        if (!planned.ok) return planned;
        const { session, scenario, base } = planned.value;
        const packed = await runner.prepare(session, scenario, { cancel: createCancelFlag(), report: () => undefined });
        if (!packed.ok) return packed;
        const batch = {
          scenarioId: scenario.id,
          spec,
          body: scenario.body,
          base: Object.fromEntries(variedBy(spec).map((name) => [name, base[name] ?? null])),
          packed: packed.value,
          engineVersion: context.appVersion,
          nowMs: context.clock.nowMs(),
        };
        const stored = await session.gate.run(() => thread.storeBatch(session.database.path, batch));
        if (stored.ok) context.changes.publish(['batches', 'scenarios']);
        return stored;
      }),
  };
}
export type BatchMaker = ReturnType<typeof createBatchMaker>;
