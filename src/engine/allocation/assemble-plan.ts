import type { Plan } from '../model/plan.ts';
import { findAlternatives } from './alternatives/find-alternatives.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import type { LevelProof } from './objective/level-proof.ts';
import { proveGoal } from './objective/prove-goal.ts';
import { nameActions, restoreState, type PlanActions } from './plan-actions.ts';
import type { PriceVector } from './price-vector.ts';
import { explainActions } from './reasons.ts';
import { recountPlan } from './recount-plan.ts';
import { priceUsage } from './usage-prices.ts';

/** What a solve hands over to become a plan. */
export interface PlanDraft {
  readonly status: Plan['status'];
  readonly method: Plan['method'];
  readonly seed: number;
  readonly actions: PlanActions;
  readonly isExplored: Uint8Array | null;
  /** Campaign of each action; empty where the plan is for none. */
  readonly campaign: readonly string[];
  readonly bound: number | null;
  readonly prices: PriceVector | null;
  readonly conflicts: readonly string[];
  readonly elapsedMs: number;
  /** What each level of an ordered list came to; absent without one. */
  readonly levels?: readonly LevelProof[] | undefined;
  /** Whether each action says what else was considered. */
  readonly withAlternatives?: boolean;
}

/**
 * Recounts a draft by the rules alone and writes the plan. A plan that breaks a rule without having said so is a bug
 * and throws; `conflicts` then names what could not be kept.
 */
export function assemblePlan(compiled: CompiledProblem, draft: PlanDraft): Plan {
  const { problem } = compiled;
  const entries = nameActions(compiled, draft.actions, draft.isExplored, draft.campaign);
  const recount = recountPlan(problem, entries);
  const broken = recount.violations[0];
  if (broken !== undefined && draft.conflicts.length === 0) throw new Error(`the plan breaks a rule: ${broken.message}`);
  const { proof, goal } = proveGoal(problem, entries, recount, draft);
  const state = restoreState(compiled, draft.actions);
  const isExploration = entries.map((entry) => entry.exploration === true);
  const reasons = explainActions(state, draft.actions, { prices: draft.prices, lifts: recount.lifts, places: recount.places, isExploration });
  const alternatives = draft.withAlternatives === true ? findAlternatives(state, draft.actions, draft.prices) : null;
  const costOf = new Map(problem.channels.map((channel) => [channel.id, channel.unitCost]));
  return {
    format: 'omnivor.plan/1',
    problem: problem.name,
    status: draft.status,
    method: draft.method,
    seed: draft.seed,
    objective: recount.objective,
    ...proof,
    cost: recount.cost,
    elapsedMs: draft.elapsedMs,
    actions: entries.map((entry, at) => ({
      contact: entry.contact,
      channel: entry.channel,
      date: entry.date,
      lift: recount.lifts[at]!,
      cost: costOf.get(entry.channel) ?? 0,
      exploration: isExploration[at]!,
      reason: reasons[at]!,
      ...(entry.campaign === undefined ? {} : { campaign: entry.campaign }),
      ...(alternatives === null ? {} : { alternatives: alternatives[at]! }),
    })),
    usage: priceUsage(compiled, recount.usage, draft.prices),
    ...(draft.conflicts.length > 0 ? { conflicts: [...draft.conflicts] } : {}),
    ...(goal === null ? {} : { goal }),
  };
}
