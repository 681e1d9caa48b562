import type { CampaignSet } from '../constraints/campaign-slots.ts';
import type { ProblemCampaign } from '../model/allocation.ts';
import { LabelBook, NOBODY, type LabelTerm, type UnlabelledAction } from './label-book.ts';
import { fillFloor, makeRoom } from './label-chains.ts';

/** Counts the actions of each campaign by channel, to tell who lacks a channel of its mix most. */
class MixCount {
  private readonly campaigns: readonly ProblemCampaign[];
  private readonly channels: readonly string[];
  private readonly counts: Int32Array[];
  private readonly totals: Int32Array;

  constructor(campaigns: readonly ProblemCampaign[], channels: readonly string[]) {
    this.campaigns = campaigns;
    this.channels = channels;
    this.counts = campaigns.map(() => new Int32Array(channels.length));
    this.totals = new Int32Array(campaigns.length);
  }

  add(campaign: number, channel: number): void {
    this.counts[campaign]![channel]! += 1;
    this.totals[campaign]! += 1;
  }

  /** Wished less got actions of the channel once one more is taken; 0 without a wish. */
  lackOf(campaign: number, channel: number): number {
    const { mix } = this.campaigns[campaign]!;
    if (mix === undefined || Object.keys(mix).length === 0) return 0;
    return (mix[this.channels[channel]!] ?? 0) * (this.totals[campaign]! + 1) - this.counts[campaign]![channel]!;
  }
}

/** The campaign wished for where it has room, else the first of the best tier that has; among equals the one that lacks the channel most, then the smaller id. */
function choose(book: LabelBook, mix: MixCount, action: number): number {
  const { set, channel, wish } = book.actions[action]!;
  if (wish !== NOBODY && book.mayTake(wish, action) && book.hasRoom(wish, action)) return wish;
  for (const tier of book.sets[set]!.tiers) {
    let best = NOBODY;
    for (const campaign of tier) {
      if (!book.hasRoom(campaign, action)) continue;
      if (best === NOBODY || mix.lackOf(campaign, channel) > mix.lackOf(best, channel)) best = campaign;
    }
    if (best !== NOBODY) return best;
  }
  return NOBODY;
}

/** Pinned actions first, then those that fewest campaigns may take, the dearest first, then as they stand. */
function orderActions(actions: readonly UnlabelledAction[], sets: readonly CampaignSet[]): number[] {
  const sizeOf = (at: number): number => sets[actions[at]!.set]!.members.length;
  return actions.map((_, at) => at).sort((one, other) => {
    const pinned = Number(actions[other]!.isPinned) - Number(actions[one]!.isPinned);
    return pinned || sizeOf(one) - sizeOf(other) || actions[other]!.cost - actions[one]!.cost || one - other;
  });
}

/** Takes an action's place away from the one worth least that leaves room for it, where that one is worth less. */
function takePlace(book: LabelBook, action: number): boolean {
  const { lift, isPinned } = book.actions[action]!;
  let worst = NOBODY;
  for (const [other, campaign] of book.labelOf.entries()) {
    if (campaign === NOBODY || !book.mayTake(campaign, action)) continue;
    const { lift: otherLift, isPinned: isOtherPinned } = book.actions[other]!;
    if (isOtherPinned || (otherLift >= lift && !isPinned) || (worst !== NOBODY && otherLift >= book.actions[worst]!.lift)) continue;
    if (book.hasRoom(campaign, action, other) && book.canGive(campaign, other, action)) worst = other;
  }
  if (worst === NOBODY) return false;
  const campaign = book.labelOf[worst]!;
  book.label(worst, NOBODY);
  book.label(action, campaign);
  return true;
}

/** Actions with too many others beside them are not weighed against each of those. */
const MOST_WEIGHED = 2000;

/**
 * Says of every action which campaign takes it: ceilings hold, floors are met as far as they can be, then who ranks first
 * takes it, and among equals who lacks the channel of its wished mix most. −1 where nobody can pay for it. Where all actions
 * cost the same, every action finds a campaign and every floor is met if any labelling does so. Deterministic.
 * O(actions · (log + campaigns · terms)) and the ways found by `makeRoom` and `fillFloor`.
 */
export function labelActions(actions: readonly UnlabelledAction[], sets: readonly CampaignSet[], campaigns: readonly ProblemCampaign[], channels: readonly string[], terms: readonly LabelTerm[]): LabelBook {
  const book = new LabelBook(actions, sets, campaigns.length, terms);
  const mix = new MixCount(campaigns, channels);
  const left: number[] = [];
  for (const action of orderActions(actions, sets)) {
    const campaign = choose(book, mix, action);
    if (campaign === NOBODY) left.push(action);
    else {
      book.label(action, campaign);
      mix.add(campaign, actions[action]!.channel);
    }
  }
  const unpaid = left.filter((action) => !makeRoom(book, action));
  for (let campaign = 0; campaign < campaigns.length; campaign += 1) while (book.isShort(campaign) && fillFloor(book, campaign, unpaid));
  const weighed = unpaid.filter((action) => book.labelOf[action] === NOBODY).slice(0, MOST_WEIGHED);
  for (const action of weighed.sort((one, other) => actions[other]!.lift - actions[one]!.lift || one - other)) takePlace(book, action);
  return book;
}
