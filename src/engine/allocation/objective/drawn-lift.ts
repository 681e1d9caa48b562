import type { PlanEntry } from '../../constraints/plan-view.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { RobustChoice } from '../../model/objective.ts';
import { createResponseDraws } from './response-draws.ts';

/**
 * Lift of a plan in each draw from the response estimates: Σ value · drawn response · saturation^(k−1). Entries of no such contact or
 * channel count nothing. O(actions + pairs · draws).
 */
export function drawLift({ contacts, channels, ...problem }: AllocationProblem, entries: readonly PlanEntry[], robust: RobustChoice): Float64Array {
  const draws = createResponseDraws({ ...problem, contacts, channels }, robust);
  const contactAt = new Map(contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(channels.map(({ id }, at) => [id, at]));
  const counts = new Map<number, number>();
  for (const { contact, channel } of entries) {
    const at = contactAt.get(contact);
    const by = channelAt.get(channel);
    if (at === undefined || by === undefined) continue;
    const pair = at * channels.length + by;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const lifts = new Float64Array(draws.count);
  const responses = new Float32Array(draws.count);
  for (const [pair, count] of [...counts].sort(([first], [second]) => first - second)) {
    const contact = Math.floor(pair / channels.length);
    const channel = pair % channels.length;
    const { saturation } = channels[channel]!;
    let factor = 0;
    for (let tier = 0; tier < count; tier += 1) factor += saturation ** tier;
    draws.fill(contact, channel, responses, 0);
    for (let draw = 0; draw < lifts.length; draw += 1) lifts[draw]! += contacts.value[contact]! * factor * responses[draw]!;
  }
  return lifts;
}
