/** A record whose keys are either there with a value or not there at all. */
export type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The same record without its keys that say `undefined`. */
export function dropUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
