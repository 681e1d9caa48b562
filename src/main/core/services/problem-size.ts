import { isoWeekday, parseDay } from '../../../engine/base/day.ts';
import type { Horizon } from '../../../engine/model/allocation.ts';
import type { Channel } from '../../../engine/model/channel.ts';

/** Days of a horizon that a channel is open on. */
function countOpenDays({ weekdays, maxPerContact }: Channel, { start, days }: Horizon): number {
  if (maxPerContact === 0) return 0;
  const startDay = parseDay(start) ?? 0;
  let open = 0;
  for (let day = 0; day < days; day += 1) if (weekdays === undefined || weekdays.includes(isoWeekday(startDay + day))) open += 1;
  return open;
}

/** Open weekdays of every channel on every contact: the most columns a model of them may have. O(channels · days). */
export const countColumns = (contacts: number, { channels, horizon }: { readonly channels: readonly Channel[]; readonly horizon: Horizon }): number => contacts * channels.reduce((sum, channel) => sum + countOpenDays(channel, horizon), 0);
