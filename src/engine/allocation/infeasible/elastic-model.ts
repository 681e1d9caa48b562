import { formatDay } from '../../base/day.ts';
import type { LinearModel } from '../../linear/linear-model.ts';
import type { ModelBuilder } from '../../linear/model-builder.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import { isEnforced } from '../../model/constraint.ts';
import type { ProblemChange } from '../../model/what-if.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { buildExactModel } from '../exact/build-exact-model.ts';
import { countInScope } from '../what-if/apply-changes.ts';
import { limitOf, type RuleLimit } from '../what-if/rule-limit.ts';
import { hasPeriods } from '../what-if/split-rule.ts';
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
  /** The one period, and rep, of the rule that gives way; null where all of them do. */
  readonly place: RulePlace | null;
  column: number;
}

/** One row of a rule. */
export interface RulePlace {
  readonly row: number;
  readonly from: string;
  readonly to: string;
  readonly rep: string | null;
}

/** A step of a target, and a fixed action, cost more than a step of a limit: they are what the plan is asked for. */
const TARGET_WEIGHT = 1.5;
const PIN_WEIGHT = 2;
/** Rules with more periods, times reps, give way as a whole alone. */
const MOST_PLACES = 400;
/** Of what costs the same, single periods rather than the whole rule. */
const WHOLE_WEIGHT = 1.01;

/** Every rule whose number may give way, and every fixed action. */
export function listSlacks(problem: AllocationProblem): Slack[] {
  const rules = rulesOf(problem).filter(isEnforced).flatMap((rule): Slack[] => {
    const limit = limitOf(rule, rule.kind === 'coverage' ? countInScope(problem, rule) : 0);
    // Distances in days change which rows there are, not their limits.
    return limit === null || limit.unit === 'days' ? [] : [{ rule: rule.id, pin: -1, limit, steps: 1 / limit.step, weight: limit.looser === -1 ? TARGET_WEIGHT : 1, place: null, column: -1 }];
  });
  return [...rules, ...(problem.fixed ?? []).map((_pin, pin): Slack => ({ rule: null, pin, limit: null, steps: 1, weight: PIN_WEIGHT, place: null, column: -1 }))];
}

/** Periods, and reps, of the rules of some slacks that could give way one by one. O(rows · days). */
function listPlaces(problem: AllocationProblem, { limits, frame, days }: CompiledProblem): Map<string, RulePlace[]> {
  const places = new Map<string, RulePlace[]>();
  for (const rule of problem.constraints.filter(hasPeriods)) {
    const at = limits.parts.findIndex((part) => part.rule === rule.id);
    const part = limits.parts[at];
    if (part === undefined || part.counted !== undefined) continue;
    const reps = part.isPerRep ? frame.reps : [null];
    const found: RulePlace[] = [];
    for (const [who, rep] of reps.entries()) {
      for (let period = 0; period < part.periodNames.length; period += 1) {
        const own = Array.from({ length: days }, (_, day) => day).filter((day) => part.periodOf[day] === period);
        if (own.length === 0 || rep === '') continue;
        const name = (day: number): string => formatDay(frame.startDay + day);
        found.push({ row: limits.firstRow[at]! + who * part.periodNames.length + period, from: name(own[0]!), to: name(own[own.length - 1]!), rep });
      }
    }
    if (found.length > 1 && found.length <= MOST_PLACES) places.set(rule.id, found);
  }
  return places;
}

/** The slacks with one more for every period, and rep, of a rule: a step of the whole rule then counts once for each. */
export function addPlaces(problem: AllocationProblem, compiled: CompiledProblem, slacks: readonly Slack[]): Slack[] {
  const places = listPlaces(problem, compiled);
  return slacks.flatMap((slack) => {
    const own = slack.rule === null ? undefined : places.get(slack.rule);
    if (own === undefined) return [slack];
    return [{ ...slack, steps: slack.steps * own.length, weight: slack.weight * WHOLE_WEIGHT }, ...own.map((place): Slack => ({ ...slack, place }))];
  });
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
  const rowsOfLimits = new Map(rowNames.flatMap((name, row) => (name.startsWith('limit_') ? [[Number(name.slice('limit_'.length)), [row]] as const] : [])));
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
    const own = slack.place === null ? rows.get(slack.rule) : rowsOfLimits.get(slack.place.row);
    if (own === undefined) continue;
    slack.column = builder.addColumn({ name: `slack_${slack.rule}${slack.place === null ? '' : `_${slack.place.row}`}`, isInteger: slack.limit!.unit !== 'money', cost: worth * slack.weight * slack.steps, ...(slack.limit!.looser === -1 ? { upper: slack.limit!.value } : {}) });
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
  const givenBy = ({ column }: Slack): number => (column < 0 || values[column]! <= ROUNDING ? 0 : Math.ceil(values[column]! - ROUNDING));
  return slacks.flatMap((slack): ProblemChange[] => {
    const given = givenBy(slack);
    if (slack.place === null && slack.rule !== null) {
      const { value, looser } = slack.limit!;
      const places = slacks.flatMap((other) => (other.rule === slack.rule && other.place !== null ? [{ place: other.place, more: givenBy(other) }] : []));
      const isAlike = places.length > 0 && places.every(({ more }) => more === places[0]!.more);
      const to = Math.max(0, value + looser * (given + (isAlike ? places[0]!.more : 0)));
      const limits = places.filter(({ more }) => !isAlike && more > 0).map(({ place: { from, to: until, rep }, more }) => ({ from, to: until, ...(rep === null ? {} : { rep }), max: to + more }));
      return [...(to === value ? [] : [{ kind: 'limit' as const, rule: slack.rule, to }]), ...(limits.length === 0 ? [] : [{ kind: 'periods' as const, rule: slack.rule, limits }])];
    }
    if (slack.rule !== null || given === 0) return [];
    const { contact, channel, date } = problem.fixed![slack.pin]!;
    return [{ kind: 'free', contact, channel, date }];
  });
}
