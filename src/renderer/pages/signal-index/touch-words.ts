import type { ActionCheck } from '../../../contract/rule.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';

/** Whether a touch may stand, and if not, how much is against it and when it next may. */
export function sayCheck({ passes, failures, nextDate, reason }: ActionCheck): string {
  if (passes) return 'Passes.';
  const against = failures.filter(({ enforced }) => enforced).length;
  return `${formatQuantity(against, 'limit')} against it. ${nextDate === null ? (reason ?? '') : `Next day: ${formatDate(nextDate)}.`}`;
}

/** A hold of another campaign that does not close the day. */
export const sayHold = ({ campaignName, kind, channel, from, to }: ActionCheck['held'][number]): string =>
  `${campaignName} also holds it: ${kind}, ${channel ?? 'all channels'}, ${formatDate(from)} – ${formatDate(to)}.`;
