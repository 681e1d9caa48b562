import type { ProblemChange } from '../../../engine/model/what-if.ts';
import { formatNumber, formatQuantity } from '../../shared/format/number.ts';

/** Kinds of change the planner can make here, in words. */
export const changeNames = {
  budget: 'Add budget',
  limit: 'Change a limit',
  drop: 'Drop a rule',
  reps: 'Add reps',
  force_in: 'Force in',
  force_out: 'Force out',
} as const satisfies Partial<Record<ProblemChange['kind'], string>>;
export type ChangeKind = keyof typeof changeNames;

const settingNames = { cooldownDays: 'cooldown', maxPerContact: 'most per contact', weekdays: 'weekdays' } as const;

/** One change in words. */
export function sayChange(change: ProblemChange): string {
  switch (change.kind) {
    case 'budget':
      return `${change.add < 0 ? 'Take' : 'Add'} ${formatNumber(Math.abs(change.add))} ${change.add < 0 ? 'from' : 'to'} ${change.rule ?? 'the budget'}`;
    case 'limit':
      return `Set ${change.rule} to ${formatNumber(change.to)}`;
    case 'periods':
      return `Set ${change.rule} ${change.limits.map(({ from, to, rep, max }) => `to ${formatNumber(max)}${rep === undefined ? '' : ` for ${rep}`} ${from === to ? `on ${from}` : `from ${from} to ${to}`}`).join(', ')}`;
    case 'drop':
      return `Drop ${change.rule}`;
    case 'channel':
      return change.to === undefined ? `Give up ${settingNames[change.setting]} of ${change.channel}` : `Set ${settingNames[change.setting]} of ${change.channel} to ${formatNumber(change.to)}`;
    case 'reps':
      return `Add ${formatQuantity(change.add, 'rep')}`;
    case 'free':
      return `Free ${change.contact} ${change.channel} ${change.date}`;
    case 'force_in':
    case 'force_out':
      return [change.kind === 'force_in' ? 'Force in' : 'Force out', change.contact, change.channel ?? 'any channel', change.date ?? 'any day'].join(' ');
  }
}
