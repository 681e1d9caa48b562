import { parseDay } from '../../base/day.ts';
import type { CompiledProblem, Pin } from '../compiled-problem.ts';
import type { BaseAction } from './baseline.ts';
import type { PricedState } from './priced-state.ts';
import type { PlannedBefore } from './rebalance-options.ts';

/** Reads the positions of planned actions; those of contacts, channels or days that are not of the problem come apart. O(actions). */
export function locateBase(compiled: CompiledProblem, actions: readonly PlannedBefore[]): { readonly known: readonly BaseAction[]; readonly strangers: readonly number[] } {
  const { problem, frame, days } = compiled;
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map(({ id }, at) => [id, at]));
  const known: BaseAction[] = [];
  const strangers: number[] = [];
  for (const [at, action] of actions.entries()) {
    const contact = contactAt.get(action.contact);
    const channel = channelAt.get(action.channel);
    const day = (parseDay(action.date) ?? -Infinity) - frame.startDay;
    if (contact === undefined || channel === undefined || day < 0 || day >= days) strangers.push(at);
    else known.push({ contact, channel, day, at });
  }
  return { known, strangers };
}

const fits = (state: PricedState, { contact, channel, day }: Pin): boolean => state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day);

/** Takes actions out that lack a partner they need, but for pinned ones. */
function dropUnpartnered(state: PricedState): void {
  if (state.compiled.needs.parts.length === 0) return;
  for (let contact = 0; contact < state.compiled.contactCount; contact += 1) {
    for (let lacking = state.findLacking(contact); lacking !== null && state.slotIsPinned[lacking.slot] === 0; lacking = state.findLacking(contact)) state.remove(lacking.slot);
  }
}

/**
 * Plans what still stands of a plan under the rules of now, most valuable first, and answers what does not. Deterministic.
 * O(actions · (log actions + rules)).
 */
export function standOn(state: PricedState, actions: readonly BaseAction[]): BaseAction[] {
  const { gainBase, channelCount, isReach } = state.compiled;
  const valueOf = ({ contact, channel }: BaseAction): number => (isReach ? 0 : gainBase[contact * channelCount + channel]!);
  const order = actions.toSorted((first, second) => valueOf(second) - valueOf(first) || first.day - second.day || first.contact - second.contact || first.channel - second.channel);
  for (const action of order) {
    if (state.find(action.contact, action.channel, action.day) < 0 && fits(state, action)) state.insert(action.contact, action.channel, action.day);
  }
  dropUnpartnered(state);
  return actions.filter(({ contact, channel, day }) => state.find(contact, channel, day) < 0);
}
