/** Steps of a path, `payload.people[0].npi`: names and list positions. Brackets also hold names with dots: `data["event-data"]` or `data[event-data]`. */
export function parsePath(path: string): string[] {
  return [...path.matchAll(/\[\s*"?([^\]"]*)"?\s*\]|([^.[\]]+)/gu)].map((match) => match[1] ?? match[2] ?? '');
}

/** What stands at a path, undefined where it leads nowhere. Only own properties are followed. */
export function readPath(value: unknown, steps: readonly string[]): unknown {
  let current = value;
  for (const step of steps) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string, unknown>)[step];
  }
  return current;
}
