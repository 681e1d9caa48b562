import { fail, succeed, type Result } from '../../base/fault.ts';
import { createFrame } from '../../constraints/problem-frame.ts';
import { createScope } from '../../constraints/scope.ts';
import { rulesOf, type ActionKey, type AllocationProblem } from '../../model/allocation.ts';
import type { Channel } from '../../model/channel.ts';
import { readAllocationProblem } from '../../model/check-problem.ts';
import { isEnforced, type Constraint } from '../../model/constraint.ts';
import type { ProblemChange } from '../../model/what-if.ts';
import { addReps } from './add-reps.ts';
import { limitOf, withLimit } from './rule-limit.ts';
import { splitRule } from './split-rule.ts';

/** What changes are made on: a problem, or the rules of a workspace. */
export type Changeable = Pick<AllocationProblem, 'channels' | 'constraints' | 'terms' | 'fixed' | 'forbidden'>;

/** Id of the rule that forces actions in or out on any day. */
const forcedId = (kind: string, contact: string, channel: string | undefined): string => `${kind === 'force_in' ? 'at least one' : 'none'}: ${contact}${channel === undefined ? '' : ` ${channel}`}`;

const replaceRule = <T extends Changeable>(target: T, id: string, change: (rule: Constraint) => Constraint[]): T => ({
  ...target,
  constraints: target.constraints.flatMap((rule) => (rule.id === id ? change(rule) : [rule])),
  ...(target.terms === undefined ? {} : { terms: target.terms.flatMap((rule) => (rule.id === id ? change(rule) : [rule])) }),
});

const findRule = (target: Changeable, id: string): Constraint | undefined => rulesOf(target).find((rule) => rule.id === id);

/** The budget that money is added to: the one named, else the only enforced one. */
function findBudget(target: Changeable, id: string | undefined): Result<Constraint & { kind: 'budget' }> {
  const budgets = rulesOf(target).filter((rule) => rule.kind === 'budget');
  const known = budgets.map((rule) => rule.id).join(', ') || 'none';
  if (id !== undefined) {
    const named = budgets.find((rule) => rule.id === id);
    return named === undefined ? fail('UNKNOWN_REFERENCE', `No budget is named ${id}. Known: ${known}.`, { path: 'rule' }) : succeed(named);
  }
  const enforced = budgets.filter(isEnforced);
  const [only] = enforced;
  if (only === undefined) return fail('NOT_FOUND', 'No budget is enforced, so that none can be raised.', { path: 'rule', hint: 'Money is no limit of this plan.' });
  return enforced.length === 1 ? succeed(only) : fail('BAD_INPUT', `${enforced.length} budgets are enforced: ${known}.`, { path: 'rule', hint: 'Name the one to raise.' });
}

/** Most days of a horizon: no channel can act more often on a contact. */
const LONGEST_HORIZON = 730;

function changeChannel<T extends Changeable>(target: T, { channel: id, setting, to }: ProblemChange & { kind: 'channel' }): Result<T> {
  if (!target.channels.some((channel) => channel.id === id)) return fail('UNKNOWN_REFERENCE', `Channel ${id} does not exist. Known: ${target.channels.map((channel) => channel.id).join(', ')}.`, { path: 'channel' });
  if (setting === 'weekdays' && to !== undefined) return fail('BAD_INPUT', 'The weekdays of a channel can only be given up.', { path: 'to' });
  const change = (channel: Channel): Channel => {
    if (setting === 'cooldownDays') return { ...channel, cooldownDays: to ?? 0 };
    if (setting === 'maxPerContact') return { ...channel, maxPerContact: to ?? LONGEST_HORIZON };
    const { weekdays: _dropped, ...rest } = channel;
    return rest;
  };
  return succeed({ ...target, channels: target.channels.map((channel) => (channel.id === id ? change(channel) : channel)) });
}

const isSlot = (one: ActionKey, contact: string, channel: string | undefined, date: string | undefined): boolean =>
  one.contact === contact && (channel === undefined || one.channel === channel) && (date === undefined || one.date === date);

function force<T extends Changeable>(target: T, change: ProblemChange & { kind: 'force_in' | 'force_out' }): T {
  const { kind, contact, channel, date } = change;
  const free = { ...target, ...(target.fixed === undefined ? {} : { fixed: target.fixed.filter((pin) => kind === 'force_in' || !isSlot(pin, contact, channel, date)) }), ...(target.forbidden === undefined ? {} : { forbidden: target.forbidden.filter((pin) => kind === 'force_out' || !isSlot(pin, contact, channel, date)) }) };
  if (date !== undefined && channel !== undefined) {
    const key = { contact, channel, date };
    const has = (list: readonly ActionKey[] | undefined): boolean => list?.some((pin) => isSlot(pin, contact, channel, date)) ?? false;
    if (kind === 'force_in') return has(free.fixed) ? free : { ...free, fixed: [...(free.fixed ?? []), key] };
    return has(free.forbidden) ? free : { ...free, forbidden: [...(free.forbidden ?? []), key] };
  }
  const scope = { id: forcedId(kind, contact, channel), contacts: [contact], ...(channel === undefined ? {} : { channels: [channel] }), ...(date === undefined ? {} : { from: date, to: date }) };
  const rule: Constraint = kind === 'force_in' ? { ...scope, kind: 'minimum', min: 1 } : { ...scope, kind: 'capacity', per: 'horizon', max: 0 };
  return { ...free, constraints: [...free.constraints.filter(({ id }) => id !== rule.id), rule] };
}

/** Makes one change of rules, channels or pinned actions; `reps` are all there are. Faults name what does not exist. */
export function applyRuleChange<T extends Changeable>(target: T, change: Exclude<ProblemChange, { kind: 'reps' }>, reps: readonly string[] = []): Result<T> {
  switch (change.kind) {
    case 'budget': {
      const budget = findBudget(target, change.rule);
      return budget.ok ? succeed(replaceRule(target, budget.value.id, (rule) => [withLimit(rule, budget.value.max + change.add)])) : budget;
    }
    case 'limit': {
      const rule = findRule(target, change.rule);
      if (rule === undefined) return fail('UNKNOWN_REFERENCE', `Rule ${change.rule} does not exist.`, { path: 'rule' });
      if (limitOf(rule, 0) === null) return fail('BAD_INPUT', `Rule ${change.rule} has no number to change.`, { path: 'rule', hint: 'Drop it instead.' });
      if (rule.kind === 'coverage' && rule.minShare !== undefined && change.to <= 1 && !Number.isInteger(change.to)) return succeed(replaceRule(target, rule.id, () => [{ ...rule, minShare: change.to }]));
      return succeed(replaceRule(target, rule.id, () => [withLimit(rule, change.to)]));
    }
    case 'periods': {
      const rule = findRule(target, change.rule);
      if (rule === undefined) return fail('UNKNOWN_REFERENCE', `Rule ${change.rule} does not exist.`, { path: 'rule' });
      const pieces = splitRule(rule, change.limits, reps);
      return pieces.ok ? succeed(replaceRule(target, rule.id, () => pieces.value)) : pieces;
    }
    case 'drop':
      return findRule(target, change.rule) === undefined ? fail('UNKNOWN_REFERENCE', `Rule ${change.rule} does not exist.`, { path: 'rule' }) : succeed(replaceRule(target, change.rule, () => []));
    case 'channel':
      return changeChannel(target, change);
    case 'free':
      return succeed(target.fixed === undefined ? target : { ...target, fixed: target.fixed.filter((pin) => !isSlot(pin, change.contact, change.channel, change.date)) });
    default:
      return succeed(force(target, change));
  }
}

/** Every rep that some contact has. */
export const listReps = ({ contacts }: AllocationProblem): string[] => [...new Set([...(contacts.rep ?? []), ...(contacts.repSpans ?? []).map(({ rep }) => rep)])].filter((rep) => rep !== '').sort();

/** Makes changes one after the other and checks what comes out as any problem is. O(changes · contacts). */
export function applyChanges(problem: AllocationProblem, changes: readonly ProblemChange[]): Result<AllocationProblem> {
  let changed = problem;
  for (const change of changes) {
    if (change.kind === 'reps') {
      if (!(changed.contacts.rep ?? []).some((rep) => rep !== '')) return fail('BAD_INPUT', 'No contact has a rep, so that none can be added.', { path: 'reps' });
      changed = addReps(changed, change.add);
      continue;
    }
    const next = applyRuleChange(changed, change, listReps(changed));
    if (!next.ok) return next;
    changed = next.value;
  }
  return readAllocationProblem(changed);
}

/** Contacts in the scope of a rule. O(contacts). */
export function countInScope(problem: AllocationProblem, rule: Constraint): number {
  const scope = createScope(createFrame(problem), rule);
  return problem.contacts.ids.reduce((count, _id, at) => count + (scope.coversContact(at) ? 1 : 0), 0);
}
