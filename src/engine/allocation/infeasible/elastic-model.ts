import type { LinearModel } from '../../linear/linear-model.ts';
import type { ModelBuilder } from '../../linear/model-builder.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import { isEnforced } from '../../model/constraint.ts';
import type { ProblemChange } from '../../model/what-if.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { buildExactModel } from '../exact/build-exact-model.ts';
import { countInScope } from '../what-if/apply-changes.ts';
import { limitOf, type RuleLimit } from '../what-if/rule-limit.ts';
import { buildTotalsModel } from './totals-model.ts';

/** A number that may give way, by a column of its own. */
export interface Slack {
  /** Rule, or fixed action by position. */
  readonly rule: string | null;
  readonly pin: number;
  readonly limit: RuleLimit | null;
  /** Natural steps that one unit of the column gives up. */
  readonly steps: number;
  /** What a step costs: more where it gives up what the plan is asked for. */
  readonly weight: number;
  column: number;
}

/** A step of a target, and a fixed action, cost more than a step of a limit: they are what the plan is asked for. */
const TARGET_WEIGHT = 1.5;
const PIN_WEIGHT = 2;

/** Every rule whose number may give way, and every fixed action. */
export function listSlacks(problem: AllocationProblem): Slack[] {
  const rules = rulesOf(problem).filter(isEnforced).flatMap((rule): Slack[] => {
    const limit = limitOf(rule, rule.kind === 'coverage' ? countInScope(problem, rule) : 0);
    // Distances in days change which rows there are, not their limits.
    return limit === null || limit.unit === 'days' ? [] : [{ rule: rule.id, pin: -1, limit, steps: 1 / limit.step, weight: limit.looser === -1 ? TARGET_WEIGHT : 1, column: -1 }];
  });
  return [...rules, ...(problem.fixed ?? []).map((_pin, pin): Slack => ({ rule: null, pin, limit: null, steps: 1, weight: PIN_WEIGHT, column: -1 }))];
}

/** Rows of a model that a rule's limit stands in, by their names. */
function rowsOfRules({ limits, covers, windows }: CompiledProblem, rowNames: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  const add = (rule: string, row: number): void => void (rows.get(rule)?.push(row) ?? rows.set(rule, [row]));
  for (const [row, name] of rowNames.entries()) {
    const [kind, number] = name.split('_');
    const at = Number(number);
    if (kind === 'limit') for (const rule of limits.parts[limits.rowPart[at]!]!.counted?.rules ?? [limits.parts[limits.rowPart[at]!]!.rule]) add(rule, row);
    else if (kind === 'cover') add(covers.parts[at]!.rule, row);
    else if (kind === 'window' && windows.parts[at] !== undefined) add(windows.parts[at].rule, row);
  }
  return rows;
}

/** Lets the rows of every slack give way by its column, and fixed actions be left out. */
function addSlacks(builder: ModelBuilder, compiled: CompiledProblem, slacks: readonly Slack[], columnOfPin: ((pin: number) => number) | null, worth: 1 | -1): void {
  const { rowNames, rowLower } = builder.build();
  const rows = rowsOfRules(compiled, rowNames);
  for (const slack of slacks) {
    if (slack.rule === null) {
      const column = columnOfPin?.(slack.pin) ?? -1;
      if (column < 0) continue;
      slack.column = builder.addColumn({ name: `free_${slack.pin}`, upper: 1, isInteger: true, cost: worth * slack.weight * slack.steps });
      builder.setColumnBounds(column, 0, 1);
      const row = builder.addRow({ name: `kept_${slack.pin}`, lower: 1 });
      builder.addEntry(row, column, 1);
      builder.addEntry(row, slack.column, 1);
      continue;
    }
    const own = rows.get(slack.rule);
    if (own === undefined) continue;
    slack.column = builder.addColumn({ name: `slack_${slack.rule}`, isInteger: slack.limit!.unit !== 'money', cost: worth * slack.weight * slack.steps, ...(slack.limit!.looser === -1 ? { upper: slack.limit!.value } : {}) });
    for (const row of own) builder.addEntry(row, slack.column, Number.isFinite(rowLower[row]!) ? 1 : -1);
  }
}

/** A model whose optimum is the least cost of natural steps that given slacks give up; `compiled` is worth nothing. */
export function buildElasticModel(compiled: CompiledProblem, slacks: readonly Slack[], size: 'exact' | 'totals'): LinearModel {
  const { channelCount, days } = compiled;
  if (size === 'totals') return buildTotalsModel(compiled, (builder) => addSlacks(builder, compiled, slacks, null, 1));
  return buildExactModel(compiled, null, (builder, columns) => {
    const columnOfPin = (at: number): number => {
      const pin = compiled.fixed[at];
      return pin === undefined ? -1 : columns.columnOf[(pin.contact * channelCount + pin.channel) * days + pin.day]!;
    };
    addSlacks(builder, compiled, slacks, columnOfPin, -1);
  }).model;
}

const ROUNDING = 1e-6;

/** The changes that a solution of the elastic model asks for, money rounded up to a whole unit. */
export function readSlacks(problem: AllocationProblem, slacks: readonly Slack[], values: Float64Array): ProblemChange[] {
  return slacks.flatMap((slack): ProblemChange[] => {
    const given = slack.column < 0 ? 0 : values[slack.column]!;
    if (given <= ROUNDING) return [];
    if (slack.rule === null) {
      const { contact, channel, date } = problem.fixed![slack.pin]!;
      return [{ kind: 'free', contact, channel, date }];
    }
    const { value, looser } = slack.limit!;
    return [{ kind: 'limit', rule: slack.rule, to: Math.max(0, value + looser * Math.ceil(given - ROUNDING)) }];
  });
}
