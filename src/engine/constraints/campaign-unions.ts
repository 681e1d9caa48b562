/** Most unions of campaigns that rules are written for; beyond it only the smallest and the largest ones are. */
export const MOST_UNIONS = 512;

/** Campaigns by positions, rising. */
type Members = readonly number[];

const keyOf = (members: Members): string => members.join(',');
const join = (one: Members, other: Members): number[] => [...new Set([...one, ...other])].sort((first, second) => first - second);
const touches = (one: Members, other: Members): boolean => one.some((member) => other.includes(member));

/** Parts of the sets that hang together: no set has members of two of them. */
function listComponents(sets: readonly Members[]): Members[] {
  let components: Members[] = [];
  for (const set of sets) {
    const near = components.filter((component) => touches(component, set));
    components = [...components.filter((component) => !near.includes(component)), near.reduce<Members>(join, set)];
  }
  return components;
}

/**
 * Unions of sets that hang together, each once: A and B are joined only where some set reaches from one into the other,
 * because a limit over unions that do not touch follows from those of its parts. At most {@link MOST_UNIONS}; where there
 * are more, the sets themselves and the unions of all that hang together.
 */
export function listUnions(sets: readonly Members[]): Members[] {
  const found = new Map<string, Members>();
  for (const set of sets) if (set.length > 0) found.set(keyOf(set), set);
  const distinct = [...found.values()];
  const queue = [...distinct];
  for (let union = queue.shift(); union !== undefined; union = queue.shift()) {
    for (const set of distinct) {
      if (!touches(union, set)) continue;
      const joined = join(union, set);
      const key = keyOf(joined);
      if (found.has(key)) continue;
      if (found.size === MOST_UNIONS) return [...new Map([...distinct, ...listComponents(distinct)].map((members) => [keyOf(members), members])).values()];
      found.set(key, joined);
      queue.push(joined);
    }
  }
  return [...found.values()];
}
