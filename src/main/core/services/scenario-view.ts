import type { ScenarioRow, ScenarioRun } from '../../../contract/scenario.ts';
import type { Sqlite } from '../db/connection.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { countBatches } from '../db/repositories/scenario-batch.ts';
import { readLatestRuns, type StoredRun } from '../db/repositories/scenario-run.ts';
import { readScenarios, type StoredScenario } from '../db/repositories/scenario.ts';
import type { CampaignChangeReader } from './plan-campaigns.ts';
import { createStalenessReader } from './scenario-input.ts';

export function describeRun({ id, madeAt, elapsedMs, simulation }: StoredRun): ScenarioRun {
  const { replications, seed, contacts, targeted, proposed, planned, measures } = simulation;
  return { runId: id, madeAt, replications, seed, contacts, targeted, proposed, planned, elapsedMs, measures };
}

/** Branches after their parents, those of one parent by age. O(scenarios²). */
function sortByBranch(all: readonly StoredScenario[]): StoredScenario[] {
  const known = new Set(all.map(({ id }) => id));
  const sorted: StoredScenario[] = [];
  const visit = (parent: number | null): void => {
    for (const scenario of all) {
      if ((scenario.parent !== null && known.has(scenario.parent) ? scenario.parent : null) !== parent) continue;
      sorted.push(scenario);
      visit(scenario.id);
    }
  };
  visit(null);
  return sorted;
}

/** What changed since the newest run of a scenario, in words. */
export type StaleReader = (scenario: StoredScenario, run: StoredRun) => string[];

export function createStaleReader(sqlite: Sqlite, rules: PlanningRules, readChanges: CampaignChangeReader): StaleReader {
  const readStale = createStalenessReader(sqlite, rules, readChanges);
  return (scenario, run) => [...(scenario.bodyText === run.body ? [] : ['scenario changed']), ...readStale(scenario.body, run.inputs)];
}

/** Every scenario as a row, branches after their parents. */
export function listRows(sqlite: Sqlite, readStale: StaleReader): ScenarioRow[] {
  const all = readScenarios(sqlite);
  const known = new Set(all.map(({ id }) => id));
  const latest = readLatestRuns(sqlite);
  const batches = countBatches(sqlite);
  return sortByBranch(all).map((scenario) => {
    const { id, name, notes, parent, locked, body, createdAt, changedAt } = scenario;
    const run = latest.get(id);
    return {
      id,
      name,
      notes,
      parent: parent !== null && known.has(parent) ? parent : null,
      locked,
      policy: body.policy.kind,
      createdAt,
      changedAt,
      latest: run === undefined ? null : describeRun(run),
      stale: run === undefined ? [] : readStale(scenario, run),
      batches: batches.get(id) ?? 0,
    };
  });
}
