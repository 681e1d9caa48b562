import type { RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import { isEnforced, type Constraint } from '../../model/constraint.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan, RuleUsage } from '../../model/plan.ts';
import type { PriceLedger, PriceState, RulePrice } from '../../model/what-if.ts';
import { compileProblem } from '../compile-problem.ts';
import { createRelaxation } from '../relaxation.ts';
import { priceScarcity, type Pricing } from '../solve-greedy.ts';
import { priceUsage } from '../usage-prices.ts';
import { readWarmPrices } from '../warm-start.ts';
import { applyRuleChange, countInScope } from './apply-changes.ts';
import { limitOf, type RuleLimit } from './rule-limit.ts';
import { isCut, solveWarmly, type WarmOptions } from './warm-solve.ts';

/** Rules, best value first, whose limit is moved to check the price and find its range. */
const CHECKED_RULES = 6;
/** A check moves a limit by at least this share of it, so that the gain stands out of what a search leaves open. */
const CHECK_SHARE = 0.05;
/** A price holds while it stays within this share of itself. */
const SAME_PRICE = 0.2;
/** Shares of a limit that are tried, away from it, until the price changes. */
const REACHES = [0.03, 0.1, 0.3];
const RANGE_PRICING: Pricing = { rounds: 40, firstStep: 0.08 };
const ROUNDING = 1e-6;
/** Worth of a step, as a share of the objective, below which a price is what the dual left over. */
const NOTHING = 1e-6;

/** A rule with what the ledger says of it before anything is checked. */
interface Entry {
  readonly rule: Constraint;
  readonly limit: RuleLimit | null;
  readonly row: RulePrice;
}

const isFull = (rule: Constraint, { used, limit }: RuleUsage): boolean => (rule.kind === 'coverage' || rule.kind === 'minimum' ? used <= limit + ROUNDING : used >= limit - ROUNDING);

/** Sum over the rows of a rule, as worth of loosening it; null where none of them is priced. */
function sumPrices(usage: readonly RuleUsage[], rule: string): number | null {
  const prices = usage.flatMap(({ constraint, price }) => (constraint === rule && price !== null ? [price] : []));
  return prices.length === 0 ? null : prices.reduce((sum, price) => sum + Math.abs(price), 0);
}

function stateOf(rule: Constraint, rows: readonly RuleUsage[], price: number | null): PriceState {
  if (!isEnforced(rule)) return 'report_only';
  if (price !== null && price > ROUNDING) return 'saturated';
  if (!rows.some((row) => isFull(rule, row))) return 'idle';
  return price === null ? 'unpriced' : 'saturated';
}

function listEntries(problem: AllocationProblem, usage: readonly RuleUsage[]): Entry[] {
  return rulesOf(problem).map((rule) => {
    const limit = limitOf(rule, rule.kind === 'coverage' ? countInScope(problem, rule) : 0);
    const rows = usage.filter(({ constraint }) => constraint === rule.id);
    const price = isEnforced(rule) ? sumPrices(rows, rule.id) : null;
    const row: RulePrice = {
      rule: rule.id,
      ruleKind: rule.kind,
      state: stateOf(rule, rows, price),
      limit: limit?.value ?? null,
      unit: limit?.unit ?? null,
      price,
      step: limit?.step ?? null,
      valuePerStep: price === null || limit === null ? null : price * limit.step,
      holdsFrom: null,
      holdsTo: null,
      check: null,
      rows: [...rows],
    };
    return { rule, limit, row };
  });
}

/** What to loosen first on top: by value per step, then rules at a limit without a price, then the others in their order. */
function rankOf({ row }: Entry): number {
  if (row.state === 'saturated') return row.valuePerStep ?? 0;
  return row.state === 'unpriced' ? -1 : row.state === 'idle' ? -2 : -3;
}

/** The problem with a rule's limit loosened by so many units; null where nothing is left to loosen. */
function loosen(problem: AllocationProblem, { rule, limit }: Entry, by: number): { readonly problem: AllocationProblem; readonly by: number } | null {
  if (limit === null) return null;
  const to = Math.max(0, limit.value + limit.looser * by);
  if (to === limit.value) return null;
  const changed = applyRuleChange(problem, { kind: 'limit', rule: rule.id, to });
  return changed.ok ? { problem: changed.value, by: Math.abs(to - limit.value) } : null;
}

/** Price of a rule after its limit moved, from the dual alone. */
function priceAfter(problem: AllocationProblem, entry: Entry, by: number, usage: readonly RuleUsage[], seed: number, control: RunControl): number | null {
  const moved = loosen(problem, entry, by);
  if (moved === null) return null;
  const compiled = compileProblem(moved.problem);
  const { prices } = priceScarcity(createRelaxation(compiled), readWarmPrices(compiled, [...usage]), RANGE_PRICING, seed, control);
  return sumPrices(priceUsage(compiled, usage, prices), entry.rule.id);
}

/** How far a limit can move one way before its price changes notably, as a limit. */
function reachOf(problem: AllocationProblem, entry: Entry, way: 1 | -1, usage: readonly RuleUsage[], seed: number, control: RunControl): number {
  const { limit, row } = entry;
  let held = limit!.value;
  for (const share of REACHES) {
    if (isCut(control)) break;
    const by = way * Math.max(limit!.unit === 'money' ? share * limit!.value : Math.max(1, Math.round(share * limit!.value)), ROUNDING);
    const price = priceAfter(problem, entry, by, usage, seed, control);
    if (price === null || Math.abs(price - row.price!) > SAME_PRICE * row.price!) break;
    held = Math.max(0, limit!.value + limit!.looser * by);
  }
  return held;
}

/** Moves a limit by a few steps, within the range its price holds over, solves again and says what came of it beside what the price foretold. */
async function checkEntry(problem: AllocationProblem, entry: Entry, end: number | null, base: Plan, options: WarmOptions, solvers: LinearSolvers, control: RunControl): Promise<RulePrice['check']> {
  const { limit, row } = entry;
  if (limit === null) return null;
  const wanted = limit.step * Math.max(1, Math.ceil((CHECK_SHARE * limit.value) / limit.step));
  const room = end === null ? 0 : Math.abs(end - limit.value);
  const moved = loosen(problem, entry, room > 0 ? Math.min(wanted, room) : wanted);
  if (moved === null) return null;
  const plan = await solveWarmly(moved.problem, base, options, solvers, control);
  const [after, before] = [judgePlan(plan), judgePlan(base)];
  return { by: moved.by, predicted: row.price === null ? null : row.price * moved.by, resolved: after.value - before.value, boundGain: after.bound === null || before.bound === null ? null : after.bound - before.bound };
}

/** A rule's row with the range its price holds over and what moving its limit brought; no check where the run was cut. */
async function checkRow(problem: AllocationProblem, entry: Entry, base: Plan, options: WarmOptions, solvers: LinearSolvers, control: RunControl): Promise<RulePrice> {
  const { limit, row } = entry;
  const isPriced = row.price !== null && row.price > ROUNDING;
  const [loose, tight] = isPriced ? ([1, -1] as const).map((way) => reachOf(problem, entry, way, base.usage, options.seed, control)) : [null, null];
  const ends = loose == null || tight == null ? null : ([Math.min(loose, tight), Math.max(loose, tight)] as const);
  return { ...row, limit: limit!.value, holdsFrom: ends?.[0] ?? null, holdsTo: ends?.[1] ?? null, check: isCut(control) ? null : await checkEntry(problem, entry, loose ?? null, base, options, solvers, control) };
}

/** Which rules are checked: one by name, or those of most value. */
export interface PriceRequest extends WarmOptions {
  readonly rule?: string | undefined;
}

/**
 * What every rule of a plan costs: its price, the range of limits it holds over, and a ranking of what to loosen first
 * that is checked by moving the limit and solving again; with `rule` that one alone is checked. Cut short, it answers what is known by then.
 */
export async function priceRules(problem: AllocationProblem, plan: Plan, { rule: only, ...options }: PriceRequest, solvers: LinearSolvers, control: RunControl): Promise<PriceLedger> {
  control.onProgress?.({ phase: 'rule prices', done: 0, total: null });
  const base = await solveWarmly(problem, plan, options, solvers, control);
  const judged = judgePlan(base);
  const entries = listEntries(problem, base.usage).sort((one, other) => rankOf(other) - rankOf(one));
  const isWorth = ({ row, limit }: Entry): boolean => limit !== null && (row.state === 'unpriced' || (row.state === 'saturated' && (row.valuePerStep ?? 0) > NOTHING * Math.abs(judged.value)));
  const checked = only === undefined ? entries.filter(isWorth).slice(0, CHECKED_RULES) : entries.filter(({ row, limit }) => row.rule === only && limit !== null);
  const found = new Map<string, RulePrice>();
  const { onProgress: _silent, ...quiet } = control;
  for (const [at, entry] of checked.entries()) {
    control.onProgress?.({ phase: 'rule prices', done: at, total: checked.length, best: judged.value });
    if (isCut(control)) break;
    found.set(entry.row.rule, await checkRow(problem, entry, base, options, solvers, quiet));
  }
  return { objective: judged.value, bound: judged.bound, isComplete: !isCut(control), rules: entries.map(({ row }) => found.get(row.rule) ?? row) };
}

/** A ledger with the row of one rule from another. */
export const withCheckedRule = (ledger: PriceLedger, checked: PriceLedger, rule: string): PriceLedger => ({
  ...ledger,
  rules: ledger.rules.map((row) => (row.rule === rule ? (checked.rules.find((other) => other.rule === rule) ?? row) : row)),
});
