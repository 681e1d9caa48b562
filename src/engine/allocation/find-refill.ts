import type { CampaignSlots } from '../constraints/campaign-slots.ts';
import type { LabelBook } from '../coordination/label-book.ts';
import { mostActions, type Pin } from './compiled-problem.ts';
import type { PlanState } from './plan-state.ts';

/** Contacts × channels from which on nothing is refilled: looking through them would cost more than it gains. */
const MOST_PAIRS = 200_000;

/** Whether some campaign of a set can pay for an action by a channel, as a labelled plan left it. */
function createPayTest({ compiled }: PlanState, slots: CampaignSlots, book: LabelBook): (set: number, channel: number) => boolean {
  const known = new Map<number, boolean>();
  return (set, channel) => {
    const key = set * compiled.channelCount + channel;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const isPayable = slots.sets[set]!.members.some((campaign) => book.canPay(campaign, compiled.unitCost[channel]!));
    known.set(key, isPayable);
    return isPayable;
  };
}

/**
 * Finds the one action that gains most among those that fit a plan and that some campaign can pay for as it stands; null
 * where there is none. O(contacts · channels · days).
 */
export function findRefill(state: PlanState, slots: CampaignSlots, book: LabelBook): Pin | null {
  const { compiled } = state;
  const { channelCount, contactCount, days, groups, isOpen, earliest } = compiled;
  if (contactCount * channelCount > MOST_PAIRS) return null;
  const isPayable = createPayTest(state, slots, book);
  let best: { readonly contact: number; readonly channel: number; readonly day: number; readonly gain: number } | null = null;
  for (let pair = 0; pair < contactCount * channelCount; pair += 1) {
    const contact = Math.floor(pair / channelCount);
    const channel = pair % channelCount;
    const gain = state.gainOf(contact, channel);
    if (gain <= (best?.gain ?? 0) || state.pairCount[pair]! >= mostActions(compiled, pair) || !state.hasRoom(contact, channel)) continue;
    const cell = (groups.groupOf[contact]! * channelCount + channel) * days;
    for (let day = earliest[pair]!; day < days; day += 1) {
      if (isOpen[cell + day] === 0 || !isPayable(slots.setAt(contact, channel, day), channel)) continue;
      if (!state.fitsRows(contact, channel, day) || !state.fitsContact(contact, channel, day) || !state.hasPartners(contact, channel, day)) continue;
      best = { contact, channel, day, gain };
      break;
    }
  }
  return best;
}
