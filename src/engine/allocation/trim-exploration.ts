import type { PlanState } from './plan-state.ts';

/** Takes the flag from explored actions until they cost no more than their share of what is left; fixed ones keep it. O(contacts · channels). */
export function trimExploration(state: PlanState, isExplored: Uint8Array | null): Uint8Array | null {
  if (isExplored === null) return null;
  const { compiled } = state;
  const kept = isExplored.map((flag, pair) => (flag === 1 && state.pairCount[pair]! > 0 ? 1 : 0));
  const share = compiled.problem.objective.explorationShare ?? 0;
  const pinned = compiled.fixed.filter(({ exploration }) => exploration);
  const isPinned = new Set(pinned.map(({ contact, channel }) => contact * compiled.channelCount + channel));
  let explored = pinned.reduce((sum, { channel }) => sum + compiled.unitCost[channel]!, 0);
  for (const [pair, flag] of kept.entries()) {
    if (flag === 0 || isPinned.has(pair)) continue;
    const cost = compiled.unitCost[pair % compiled.channelCount]!;
    if (explored + cost > share * state.cost) kept[pair] = 0;
    else explored += cost;
  }
  return kept;
}
