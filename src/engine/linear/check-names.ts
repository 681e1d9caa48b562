import { fail, type Fault } from '../base/fault.ts';

/** First name a format can not carry, as a fault; null where all are fine. Linear in the number of names. */
export function checkNames(names: readonly string[], noun: 'row' | 'column', isWritable: (name: string) => boolean, rule: string): Fault | null {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const path = `${noun}s[${index}]`;
    if (!isWritable(name)) return fail('BAD_INPUT', `Name ${JSON.stringify(name)} of ${noun} ${index} does not fit the file format.`, { path, hint: rule }).fault;
    if (seen.has(name)) return fail('BAD_INPUT', `Two ${noun}s are named ${JSON.stringify(name)}.`, { path, hint: 'Give each its own name.' }).fault;
    seen.add(name);
  }
  return null;
}

/** A name that starts with `wanted` and is not among `taken`. */
export function createFreeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while (taken.has(name)) name += '_';
  return name;
}
