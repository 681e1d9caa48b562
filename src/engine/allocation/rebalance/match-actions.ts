import type { ChangeKind } from '../../model/rebalance.ts';

/** An action of one of two plans, as it is matched: by contact and channel, then by day. */
export interface MatchedAction {
  readonly contact: string;
  readonly channel: string;
  readonly date: string;
  /** Who carries it out, null where nobody is known. */
  readonly rep: string | null;
}

/** An action before and after; null on the side where there is none. `kept` = neither day nor rep changed. */
export interface ActionMatch {
  readonly kind: ChangeKind | 'kept';
  /** Positions in the two lists, −1 where there is none. */
  readonly before: number;
  readonly after: number;
}

const pairOf = ({ contact, channel }: MatchedAction): string => JSON.stringify([contact, channel]);

function groupByPair(actions: readonly MatchedAction[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [at, action] of actions.entries()) {
    const known = groups.get(pairOf(action));
    if (known === undefined) groups.set(pairOf(action), [at]);
    else known.push(at);
  }
  return groups;
}

/**
 * Says of every action of two plans what became of it. Actions of equal contact, channel and date are the same one; of what is
 * left on a contact by a channel the first before is the first after, moved; the rest was dropped or added. O(n log n).
 */
export function matchActions(before: readonly MatchedAction[], after: readonly MatchedAction[]): ActionMatch[] {
  const matches: ActionMatch[] = [];
  const afterOf = groupByPair(after);
  const inOrder = (list: readonly MatchedAction[], places: readonly number[]): number[] => places.toSorted((first, second) => (list[first]!.date < list[second]!.date ? -1 : list[first]!.date > list[second]!.date ? 1 : first - second));
  for (const [pair, places] of groupByPair(before)) {
    const open = new Map((afterOf.get(pair) ?? []).map((at) => [after[at]!.date, at]));
    const gone: number[] = [];
    for (const at of inOrder(before, places)) {
      const same = open.get(before[at]!.date);
      if (same === undefined) gone.push(at);
      else {
        open.delete(before[at]!.date);
        const { rep } = before[at]!;
        matches.push({ kind: rep === null || rep === after[same]!.rep ? 'kept' : 'rep', before: at, after: same });
      }
    }
    const fresh = inOrder(after, [...open.values()]);
    for (const [nth, at] of gone.entries()) matches.push(nth < fresh.length ? { kind: 'moved', before: at, after: fresh[nth]! } : { kind: 'dropped', before: at, after: -1 });
    for (const at of fresh.slice(gone.length)) matches.push({ kind: 'added', before: -1, after: at });
    afterOf.delete(pair);
  }
  for (const places of afterOf.values()) for (const at of places) matches.push({ kind: 'added', before: -1, after: at });
  return matches;
}
