import { randomIndex, type Random } from '../base/rng.ts';
import type { CandidateList } from './candidates.ts';
import { insertByEjection, type Ejected } from './eject.ts';
import type { MoveBoard } from './move-board.ts';
import { dropLacking, findLacked, MOST_ROUNDS } from './partners.ts';
import { mendMoved, planIfWorth, resettle } from './settle-move.ts';

/** How a search moves. */
export interface Neighbourhood {
  readonly board: MoveBoard;
  readonly cellPrices: Float64Array;
  readonly candidates: CandidateList;
  /** Only the first so many candidates are played with: those in or near the plan. */
  readonly reach: number;
  readonly random: Random;
}

/** Other candidates that get a chance after every move. */
const REFILLS = 8;
const MOST_EJECTED = 4;
/** Share of insertions that take the cheapest day of the contact instead of any open day. */
const CHEAPEST_SHARE = 0.25;
/** Share of removals that take out at once what needed the action, instead of looking for another partner. */
const DROP_SHARE = 0.5;
const DAY_DRAWS = 8;
const nobody: Ejected = { contacts: [], channels: [] };

/** Candidates worth playing with: as many as the plan holds, and a good part more. */
export function reachOf(board: MoveBoard, candidates: CandidateList): number {
  const wanted = board.state.compiled.reachWorth > 0 ? candidates.pair.length : Math.floor(board.state.liveCount * 1.6) + 50;
  return Math.min(candidates.pair.length, wanted);
}

/** Cheapest day that fits the contact's own rules, whatever the rows say; −1 where there is none. */
function cheapestOwnDay({ board, cellPrices }: Neighbourhood, contact: number, channel: number): number {
  const { state } = board;
  const { compiled } = state;
  const from = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
  let best = -1;
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < compiled.days; day += 1) {
    if (compiled.isOpen[from + day] === 0 || (best >= 0 && cellPrices[from + day]! >= cellPrices[from + best]!)) continue;
    if (state.fitsContact(contact, channel, day)) best = day;
  }
  return best;
}

function anyOpenDay({ board, random }: Neighbourhood, contact: number, channel: number): number {
  const { compiled } = board.state;
  const from = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
  const earliest = compiled.earliest[contact * compiled.channelCount + channel]!;
  for (let draw = 0; draw < DAY_DRAWS; draw += 1) {
    const day = randomIndex(random, compiled.days);
    if (day >= earliest && compiled.isOpen[from + day] === 1) return day;
  }
  return -1;
}

/** Takes the latest planned action of a pair out; null where it is pinned. */
function takeOut({ board }: Neighbourhood, contact: number, channel: number): Ejected | null {
  const { state } = board;
  for (let slot = state.head[contact]!; slot >= 0; slot = state.next[slot]!) {
    if (state.slotChannel[slot] !== channel || state.slotIsPinned[slot] === 1) continue;
    board.remove(slot);
    return nobody;
  }
  return null;
}

function pushIn(around: Neighbourhood, contact: number, channel: number): Ejected | null {
  const { board, cellPrices, random } = around;
  const day = random() < CHEAPEST_SHARE ? cheapestOwnDay(around, contact, channel) : anyOpenDay(around, contact, channel);
  if (day < 0) return null;
  const ejected = insertByEjection(board, cellPrices, { contact, channel, day }, MOST_EJECTED, random);
  return ejected === null ? null : pushPartnersIn(around, contact, ejected);
}

/** Pushes in the partners that the contact's actions lack, others giving way; answers all that was pushed out. */
function pushPartnersIn({ board, cellPrices, random }: Neighbourhood, contact: number, ejected: Ejected): Ejected {
  const { state } = board;
  const { isOpen, groups, channelCount, days, earliest } = state.compiled;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const lacked = findLacked(state, contact);
    if (lacked === null) break;
    const { channel } = lacked;
    const first = Math.max(lacked.first, earliest[contact * channelCount + channel]!);
    const day = first + randomIndex(random, Math.max(1, lacked.last - first + 1));
    if (day > lacked.last || isOpen[(groups.groupOf[contact]! * channelCount + channel) * days + day] === 0) break;
    const mark = board.mark;
    const more = insertByEjection(board, cellPrices, { contact, channel, day }, MOST_EJECTED, random);
    if (more === null) {
      board.rollBack(mark);
      break;
    }
    ejected.contacts.push(...more.contacts);
    ejected.channels.push(...more.channels);
  }
  return ejected;
}

/**
 * One move: a random candidate is pushed into the plan (others give way, and are given another day where one fits) or
 * taken out of it, and a few other candidates get the room that is left. Kept where the deficit falls, or stays and the
 * objective rises or falls by no more than chance at `temperature` allows; else taken back. Answers whether it was kept.
 */
export function playMove(around: Neighbourhood, temperature: number): boolean {
  const { board, cellPrices, candidates, reach, random } = around;
  const { state } = board;
  const { channelCount } = state.compiled;
  const pick = randomIndex(random, reach);
  const pair = candidates.pair[pick]!;
  const contact = Math.floor(pair / channelCount);
  const channel = pair % channelCount;
  const objective = state.objective;
  const deficit = state.deficit;
  const mark = board.mark;
  const isPlanned = state.pairCount[pair]! > candidates.tier[pick]!;
  const ejected = isPlanned ? takeOut(around, contact, channel) : pushIn(around, contact, channel);
  if (ejected === null) {
    board.rollBack(mark);
    return false;
  }
  if (state.compiled.needs.parts.length > 0 && isPlanned && random() < DROP_SHARE) dropLacking(state, board, contact);
  mendMoved(board, cellPrices, [contact, ...ejected.contacts]);
  resettle(board, cellPrices, ejected);
  for (let refill = 0; refill < REFILLS; refill += 1) {
    const other = randomIndex(random, reach);
    const otherPair = candidates.pair[other]!;
    if (otherPair === pair || state.pairCount[otherPair] !== candidates.tier[other]) continue;
    planIfWorth(board, cellPrices, Math.floor(otherPair / channelCount), otherPair % channelCount);
  }
  const change = state.objective - objective;
  const isKept = state.deficit < deficit || (state.deficit === deficit && (change >= 0 || random() < Math.exp(change / temperature)));
  if (isKept) board.commit();
  else board.rollBack(mark);
  return isKept;
}
