/** Values by name, of which the last used are kept. */
export interface Recent<Value> {
  /** The value under a name: what `renew` makes of the one that is kept, undefined where there is none. */
  take(name: string, renew: (kept: Value | undefined) => Value): Value;
}

/** Keeps so many values at most; the one that was not used for longest goes first. */
export function createRecent<Value>(most: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    take(name, renew) {
      const value = renew(values.get(name));
      values.delete(name);
      values.set(name, value);
      const longest = values.keys().next();
      if (values.size > most && longest.done !== true) values.delete(longest.value);
      return value;
    },
  };
}
