import type { Random } from '../base/rng.ts';
import { insertByEjection } from './eject.ts';
import type { MoveBoard } from './move-board.ts';
import { addPartners } from './partners.ts';
import { resettle } from './settle-move.ts';

/** Rounding forgiven where flagged spending meets its share; the recount forgives a thousand times as much. */
const SHARE_SLACK = 1e-9;
const MOST_EJECTED = 3;

/** Pairs by exploration gain per unit of cost, best first. */
function rankPairs(gains: Float64Array, unitCost: Float64Array): number[] {
  const channelCount = unitCost.length;
  const worth = (pair: number): number => (unitCost[pair % channelCount] === 0 ? Infinity : gains[pair]! / unitCost[pair % channelCount]!);
  const pairs = Array.from(gains.keys()).filter((pair) => gains[pair]! > 0);
  return pairs.sort((first, second) => (worth(second) === worth(first) ? 0 : worth(second) - worth(first)) || first - second);
}

/** Cheapest open day that suits the contact itself, −1 where there is none. */
function findOwnDay(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number): number {
  const { state } = board;
  const { groups, channelCount, days } = state.compiled;
  const from = (groups.groupOf[contact]! * channelCount + channel) * days;
  let best = -1;
  for (let day = 0; day < days; day += 1) {
    if ((best < 0 || cellPrices[from + day]! < cellPrices[from + best]!) && state.fitsContact(contact, channel, day)) best = day;
  }
  return best;
}

/**
 * Flags actions as exploration, best exploration gain per cost first, while their cost stays within the share of the
 * plan's; fixed actions that explore come first, whatever they cost. An action that is not planned yet is pushed in where objective plus exploration gain rises. Answers 1 per
 * contact × channel whose first action is flagged. O(pairs · (log + days · rules)).
 */
export function addExploration(board: MoveBoard, cellPrices: Float64Array, share: number, gains: Float64Array, random: Random): Uint8Array {
  const { state } = board;
  const { channelCount, unitCost } = state.compiled;
  const isExplored = new Uint8Array(gains.length);
  let explored = 0;
  for (const { contact, channel, exploration } of state.compiled.fixed) {
    if (!exploration) continue;
    isExplored[contact * channelCount + channel] = 1;
    explored += unitCost[channel]!;
  }
  const isWithinShare = (more: number): boolean => explored + more <= share * state.cost + SHARE_SLACK || more === 0;

  const pushIn = (pair: number): boolean => {
    const contact = Math.floor(pair / channelCount);
    const channel = pair % channelCount;
    const day = findOwnDay(board, cellPrices, contact, channel);
    if (day < 0) return false;
    const { objective, deficit } = state;
    const mark = board.mark;
    const ejected = insertByEjection(board, cellPrices, { contact, channel, day }, MOST_EJECTED, random);
    if (ejected !== null) {
      addPartners(state, board, cellPrices, contact);
      resettle(board, cellPrices, ejected);
    }
    const losesFlag = ejected !== null && ejected.contacts.some((other, at) => {
      const otherPair = other * channelCount + ejected.channels[at]!;
      return isExplored[otherPair] === 1 && state.pairCount[otherPair] === 0;
    });
    if (ejected === null || losesFlag || state.deficit > deficit || state.objective + gains[pair]! <= objective || !isWithinShare(unitCost[channel]!)) {
      board.rollBack(mark);
      return false;
    }
    board.commit();
    return true;
  };

  for (const pair of rankPairs(gains, unitCost)) {
    const cost = unitCost[pair % channelCount]!;
    if (isExplored[pair] === 1 || !isWithinShare(cost)) continue;
    if (state.pairCount[pair]! === 0 && !pushIn(pair)) continue;
    isExplored[pair] = 1;
    explored += cost;
  }
  return isExplored;
}
