import { z } from 'zod';
import { RuleEdit } from '../../../contract/rule.ts';
import { applyRuleChange } from '../../../engine/allocation/what-if/apply-changes.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionKey } from '../../../engine/model/allocation.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { ProblemChange } from '../../../engine/model/what-if.ts';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const keyOf = ({ contact, channel, date }: ActionKey): string => JSON.stringify([contact, channel, date]);

function editsOfPins(effect: 'fixed' | 'forbidden', before: readonly ActionKey[] = [], after: readonly ActionKey[] = []): RuleEdit[] {
  const [old, now] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const key = ({ contact, channel, date }: ActionKey): ActionKey => ({ contact, channel, date });
  return [
    ...before.filter((pin) => !now.has(keyOf(pin))).map((pin): RuleEdit => ({ edit: 'unpin', action: key(pin) })),
    ...after.filter((pin) => !old.has(keyOf(pin))).map((pin): RuleEdit => ({ edit: 'pin', effect, action: key(pin) })),
  ];
}

/** The rules of a workspace, which has these reps, under changes. */
export function changeRules(rules: PlanningRules, changes: readonly ProblemChange[], reps: readonly string[]): Result<PlanningRules> {
  let changed = rules;
  for (const change of changes) {
    if (change.kind === 'reps') return fail('NOT_SUPPORTED', 'Reps are not rules.', { hint: 'Add reps and give them contacts under Territories.' });
    const next = applyRuleChange(changed, change, reps);
    if (!next.ok) return next;
    changed = next.value;
  }
  return succeed(changed);
}

/** The edits that lead from rules to others, checked as any edit is: removals first, so that a pinned action may change its effect. */
export function editsBetween(before: PlanningRules, after: PlanningRules): Result<RuleEdit[]> {
  const rules = new Map(before.constraints.map((rule) => [rule.id, rule]));
  const channels = new Map(before.channels.map((channel) => [channel.id, channel]));
  const kept = new Set(after.constraints.map(({ id }) => id));
  const pins = [...editsOfPins('fixed', before.fixed, after.fixed), ...editsOfPins('forbidden', before.forbidden, after.forbidden)];
  return readDocument(z.array(RuleEdit), [
    ...before.constraints.filter(({ id }) => !kept.has(id)).map(({ id }): RuleEdit => ({ edit: 'remove_constraint', id })),
    ...after.constraints.filter((rule) => !isSame(rules.get(rule.id), rule)).map((constraint): RuleEdit => ({ edit: 'constraint', constraint })),
    ...after.channels.filter((channel) => !isSame(channels.get(channel.id), channel)).map((channel): RuleEdit => ({ edit: 'channel', channel })),
    ...pins.filter(({ edit }) => edit === 'unpin'),
    ...pins.filter(({ edit }) => edit === 'pin'),
  ]);
}
