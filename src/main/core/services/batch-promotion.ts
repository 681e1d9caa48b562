import type { ScenarioRow } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { CoreContext } from '../context.ts';
import { insertProblem } from '../db/repositories/plan.ts';
import { readVariant, type StoredBatch, type StoredVariant } from '../db/repositories/scenario-batch.ts';
import { readInput } from '../db/repositories/scenario-run.ts';
import { readScenario, type ScenarioBody } from '../db/repositories/scenario.ts';
import { unpackInput } from '../scenarios/packed-scenario.ts';
import type { BatchReader } from './batch-reader.ts';
import { hashJson } from './hash-json.ts';
import type { RuleService } from './rule.ts';
import type { ScenarioService } from './scenario.ts';
import { applyToBody, assumeProblem } from './scenario-parameters.ts';

const LONGEST_NAME = 200;

/** Takes variants on: a branch of their scenario, and a problem for the Allocation Lab. */
export function createBatchPromotion(context: CoreContext, rules: RuleService, scenarios: ScenarioService, { withBatch }: BatchReader) {
  /** The draft of a variant: its scenario as the batch has it, with its numbers. */
  const draftOf = (batch: StoredBatch, scenario: string, variant: StoredVariant): Result<ScenarioBody & { name: string; notes: string }> => {
    const current = rules.get();
    if (!current.ok) return current;
    const applied = applyToBody(current.value, batch.body, variant.parameters);
    return applied.ok ? succeed({ ...applied.value, name: `${scenario} · variant ${variant.number}`.slice(0, LONGEST_NAME), notes: `Variant ${variant.number} of batch "${batch.spec.name}".` }) : applied;
  };

  return async ({ batchId, number, name }: { batchId: number; number: number; name?: string | undefined }): Promise<Result<{ scenarioId: number; problemId: number }>> => {
    const ready = withBatch(batchId, (batch, session, sqlite) => {
      const variant = readVariant(sqlite, batchId, number);
      if (variant === null) return fail('NOT_FOUND', `Batch ${batchId} has no variant ${number}.`, { path: 'number' });
      const parent = readScenario(sqlite, batch.scenarioId);
      const draft = draftOf(batch, parent?.name ?? batch.spec.name, variant);
      return draft.ok ? succeed({ batch, session, parent, draft: { ...draft.value, ...(name === undefined ? {} : { name }) } }) : draft;
    });
    if (!ready.ok) return ready;
    const { batch, session, parent, draft } = ready.value;
    const branch: Result<ScenarioRow> = await scenarios.createBranch(draft, parent?.id ?? null);
    if (!branch.ok) return branch;
    const { sqlite } = session.database;
    const problem = assumeProblem(unpackInput(readInput(sqlite, batch.inputHash)).problem, draft.assumptions, draft.name);
    const problemId = await session.gate.run(() => insertProblem(sqlite, problem, { hash: hashJson(problem), inputs: batch.inputs, nowMs: context.clock.nowMs() }));
    context.changes.publish(['plans']);
    return succeed({ scenarioId: branch.value.id, problemId });
  };
}
