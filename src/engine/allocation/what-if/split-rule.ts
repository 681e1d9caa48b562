import { formatDay, parseDay } from '../../base/day.ts';
import { fail, succeed, type Result } from '../../base/fault.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { ProblemChange } from '../../model/what-if.ts';

/** Rules that have a most per period. */
export type PeriodRule = Constraint & { kind: 'capacity' | 'rep_capacity' | 'budget' };
type PeriodLimits = (ProblemChange & { kind: 'periods' })['limits'];

/** True where single periods of a rule may have a limit of their own: those counted by days, not anew at resets, not by campaigns. */
export const hasPeriods = (rule: Constraint): rule is PeriodRule => (rule.kind === 'capacity' || rule.kind === 'rep_capacity' || rule.kind === 'budget') && rule.resets === undefined && rule.campaigns == null && (rule.per ?? 'horizon') !== 'horizon';

interface Piece {
  readonly from: string | null;
  readonly to: string | null;
  readonly who: string | null;
  readonly rule: PeriodRule;
}

const sayDays = ({ from, to }: Piece): string => [...(from === null ? [] : [`from ${from}`]), ...(to === null ? [] : [`to ${to}`])].join(' ');

/** The rule on the days between two dates; nothing where there are none. */
function cut(rule: PeriodRule, from: string | null, to: string | null): Piece[] {
  if (from !== null && to !== null && from > to) return [];
  return [{ from, to, who: null, rule: { ...rule, from, to } }];
}

const dayAfter = (date: string, days: number): string => formatDay((parseDay(date) ?? 0) + days);

/** The pieces of one period: each rep with a limit of its own, then everybody else; without reps one piece. */
function splitPeriod(rule: PeriodRule, from: string, to: string, limits: PeriodLimits, reps: readonly string[]): Piece[] {
  const whole = limits.find(({ rep }) => rep === undefined);
  const named = limits.flatMap(({ rep, max }) => (rep === undefined ? [] : [{ rep, max }]));
  const others = reps.filter((rep) => !named.some((one) => one.rep === rep));
  const rest: PeriodRule = { ...rule, from, to, max: whole?.max ?? rule.max };
  return [
    ...named.map(({ rep, max }): Piece => ({ from, to, who: rep, rule: { ...rest, max, reps: [rep] } })),
    ...(named.length === 0 ? [{ from, to, who: null, rule: rest }] : others.length === 0 ? [] : [{ from, to, who: 'others', rule: { ...rest, reps: others } }]),
  ];
}

/**
 * A rule with other limits in single periods, as rules that take turns by date: the first one keeps the name. Equal periods go together;
 * `reps` are those the rule counts. `BAD_INPUT` where periods overlap or the rule has none. O(limits · log limits + reps).
 */
export function splitRule(rule: Constraint, limits: PeriodLimits, reps: readonly string[]): Result<Constraint[]> {
  if (!hasPeriods(rule)) return fail('BAD_INPUT', `Rule ${rule.id} has no periods with a limit of their own.`, { path: 'rule', hint: 'Change its limit, or drop it.' });
  const wanted = rule.reps == null ? reps : rule.reps;
  const stranger = limits.find(({ rep }) => rep !== undefined && !wanted.includes(rep))?.rep;
  if (stranger !== undefined) return fail('UNKNOWN_REFERENCE', `Rule ${rule.id} counts no rep ${stranger}.`, { path: 'limits' });
  const periods = new Map<string, { from: string; to: string; limits: PeriodLimits }>();
  for (const limit of limits) {
    const key = `${limit.from} ${limit.to}`;
    const period = periods.get(key) ?? { from: limit.from, to: limit.to, limits: [] };
    periods.set(key, { ...period, limits: [...period.limits, limit] });
  }
  const pieces: Piece[] = [];
  let next: string | null = rule.from ?? null;
  for (const { from, to, limits: own } of [...periods.values()].sort((one, other) => (one.from < other.from ? -1 : 1))) {
    if (from > to || (next !== null && from < next)) return fail('BAD_INPUT', `Periods of rule ${rule.id} overlap or end before they start: ${from} to ${to}.`, { path: 'limits' });
    pieces.push(...cut(rule, next, dayAfter(from, -1)), ...splitPeriod(rule, from, to, own, wanted));
    next = dayAfter(to, 1);
  }
  pieces.push(...cut(rule, next, rule.to ?? null));
  return succeed(pieces.map((piece, at) => (at === 0 ? piece.rule : { ...piece.rule, id: `${rule.id} (${[...(piece.who === null ? [] : [piece.who]), sayDays(piece)].join(', ')})` })));
}
