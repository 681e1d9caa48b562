import { formatNumber } from '../../constraints/words.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import type { ProblemChange } from '../../model/what-if.ts';
import { countInScope } from './apply-changes.ts';
import { limitOf } from './rule-limit.ts';

const settingNames = { cooldownDays: 'cooldown days', maxPerContact: 'actions per contact', weekdays: 'weekdays' } as const;

/** Says a change in words, with what stood before: `raise visits-week from 40 to 46`. */
export function describeChange(problem: AllocationProblem, change: ProblemChange): string {
  switch (change.kind) {
    case 'budget':
      return `${change.add < 0 ? 'take' : 'add'} ${formatNumber(Math.abs(change.add))} ${change.add < 0 ? 'from' : 'to'} ${change.rule ?? 'the budget'}`;
    case 'limit': {
      const rule = rulesOf(problem).find(({ id }) => id === change.rule);
      const isShareOfNobody = rule?.kind === 'coverage' && rule.minShare !== undefined && problem.contacts.ids.length === 0;
      const before = rule === undefined || isShareOfNobody ? null : limitOf(rule, rule.kind === 'coverage' ? countInScope(problem, rule) : 0);
      if (before === null) return `set ${change.rule} to ${formatNumber(change.to)}`;
      return `${change.to < before.value ? 'lower' : 'raise'} ${change.rule} from ${formatNumber(before.value)} to ${formatNumber(change.to)}`;
    }
    case 'periods': {
      const rule = rulesOf(problem).find(({ id }) => id === change.rule);
      const before = rule === undefined ? null : (limitOf(rule, 0)?.value ?? null);
      const places = change.limits.map(({ from, to, rep, max }) => `${before === null ? 'to' : `from ${formatNumber(before)} to`} ${formatNumber(max)}${rep === undefined ? '' : ` for ${rep}`} ${from === to ? `on ${from}` : `from ${from} to ${to}`}`);
      return `${before !== null && change.limits.every(({ max }) => max < before) ? 'lower' : 'raise'} ${change.rule} ${places.join(', ')}`;
    }
    case 'drop':
      return `drop ${change.rule}`;
    case 'channel':
      return change.to === undefined ? `give up ${settingNames[change.setting]} of ${change.channel}` : `set ${settingNames[change.setting]} of ${change.channel} to ${change.to}`;
    case 'reps':
      return `add ${change.add} ${change.add === 1 ? 'rep' : 'reps'}`;
    case 'free':
      return `free ${change.contact} ${change.channel} ${change.date}`;
    case 'force_in':
    case 'force_out':
      return [change.kind === 'force_in' ? 'force in' : 'force out', change.contact, change.channel ?? 'any channel', ...(change.date === undefined ? [] : [change.date])].join(' ');
  }
}
