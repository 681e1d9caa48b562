import { NOBODY, type LabelBook } from './label-book.ts';

/** One hand-over on a way from campaign to campaign. */
interface Step {
  readonly action: number;
  readonly to: number;
  readonly before: Step | null;
}

function carryOut(book: LabelBook, last: Step): void {
  for (let step: Step | null = last; step !== null; step = step.before) book.label(step.action, step.to);
}

/**
 * Finds room for an action that no campaign can take as things stand: one of its campaigns gives an action to another, which
 * may give one on in its turn, the shortest way first (an augmenting path; Ford and Fulkerson 1956). Ceilings and floors hold
 * on the whole way. Answers whether it was labelled. O(campaigns² · sorts of actions).
 */
export function makeRoom(book: LabelBook, action: number): boolean {
  const visited = new Set<number>();
  const queue: { readonly campaign: number; readonly incoming: Step }[] = [];
  for (let campaign = 0; campaign < book.campaignCount; campaign += 1) {
    if (!book.mayTake(campaign, action)) continue;
    visited.add(campaign);
    queue.push({ campaign, incoming: { action, to: campaign, before: null } });
  }
  for (let at = 0; at < queue.length; at += 1) {
    const { campaign, incoming } = queue[at]!;
    for (const given of book.listGivable(campaign)) {
      if (!book.hasRoom(campaign, incoming.action, given) || !book.canGive(campaign, given, incoming.action)) continue;
      for (let other = 0; other < book.campaignCount; other += 1) {
        if (visited.has(other) || !book.mayTake(other, given)) continue;
        const step = { action: given, to: other, before: incoming };
        if (book.hasRoom(other, given)) {
          carryOut(book, step);
          return true;
        }
        visited.add(other);
        queue.push({ campaign: other, incoming: step });
      }
    }
  }
  return false;
}

/**
 * Brings one more action to a campaign that is short of a floor: from a campaign that can spare it, or from one that gets
 * another for it, the shortest way first; actions of nobody count as spare. Answers whether a floor gained.
 * O(campaigns² · sorts of actions + actions of nobody).
 */
export function fillFloor(book: LabelBook, campaign: number, ownerless: Iterable<number>): boolean {
  for (const action of ownerless) {
    if (book.labelOf[action] !== NOBODY || !book.mayTake(campaign, action) || !book.helps(campaign, action) || !book.hasRoom(campaign, action)) continue;
    book.label(action, campaign);
    return true;
  }
  const visited = new Set([campaign]);
  // `leaving` is what a campaign gives away and has to be made up for; nobody's for the one that is short.
  const queue: { readonly taker: number; readonly leaving: Step | null }[] = [{ taker: campaign, leaving: null }];
  for (let at = 0; at < queue.length; at += 1) {
    const { taker, leaving } = queue[at]!;
    for (let giver = 0; giver < book.campaignCount; giver += 1) {
      if (visited.has(giver)) continue;
      for (const action of book.listGivable(giver)) {
        if (!book.mayTake(taker, action) || !book.hasRoom(taker, action, leaving?.action)) continue;
        if (leaving === null ? !book.helps(taker, action) : !book.canGive(taker, leaving.action, action)) continue;
        const step = { action, to: taker, before: leaving };
        if (book.canGive(giver, action)) {
          carryOut(book, step);
          return true;
        }
        if (visited.has(giver)) continue;
        visited.add(giver);
        queue.push({ taker: giver, leaving: step });
      }
    }
  }
  return false;
}
