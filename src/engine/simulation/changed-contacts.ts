import type { AllocationProblem, ContactColumns } from '../model/allocation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { CompiledScenario } from './compile-scenario.ts';

/** Which contacts of one scenario stand in another as they are. */
export interface ContactMatch {
  /** Place in the kept scenario per contact of the next one; −1 for new and changed ones. */
  readonly keptOf: Int32Array;
  /** Contacts of the kept scenario that are gone or changed. */
  readonly gone: readonly number[];
  /** Contacts of the next one that are new or changed. */
  readonly fresh: readonly number[];
}

/** Everything of a scenario but its contacts and what names them singly. */
function readRest({ problem, policy, assumptions, seed }: Scenario): readonly unknown[] {
  const { horizon, channels, constraints, terms, held, campaigns, reserved, objective } = problem;
  const { kind, ...settings } = policy.kind === 'plan' ? { kind: policy.kind } : policy;
  return [horizon, channels, constraints, terms, held, campaigns, reserved, objective, kind, settings, assumptions, seed];
}

/** True where two scenarios differ in nothing but their contacts and the actions and pins on them. Equal objects are not looked into. */
export function differInContactsOnly(kept: Scenario, next: Scenario): boolean {
  const rest = readRest(next);
  return readRest(kept).every((part, at) => part === rest[at] || JSON.stringify(part) === JSON.stringify(rest[at]));
}

type Column = readonly unknown[] | undefined;

/** Columns of both sides, by what they hold. */
function pairColumns(kept: ContactColumns, next: ContactColumns, channels: readonly string[]): (readonly [Column, Column, unknown])[] {
  const labels = (['value', 'segment', 'territory', 'rep', 'specialty', 'household', 'account'] as const).map((name) => [kept[name], next[name], undefined] as const);
  const byChannel = channels.flatMap((id) => [
    [kept.response[id], next.response[id], 0] as const,
    [kept.sd?.[id], next.sd?.[id], 0] as const,
    [kept.history?.[id], next.history?.[id], null] as const,
    [kept.optOut?.[id], next.optOut?.[id], false] as const,
  ]);
  return [...labels, ...byChannel];
}

/** What single contacts are planned or forbidden, and who acts on them when, as one text per contact. */
function describePins({ problem, policy }: Scenario): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const lists: readonly (AllocationProblem['fixed'] | undefined)[] = [problem.forbidden, policy.kind === 'plan' ? policy.actions : undefined];
  for (const [kind, list] of lists.entries()) for (const { contact, channel, date } of list ?? []) texts.set(contact, `${texts.get(contact) ?? ''}|${kind} ${channel} ${date}`);
  for (const { contact, rep, from, to } of problem.contacts.repSpans ?? []) texts.set(contact, `${texts.get(contact) ?? ''}|${from} ${to} ${rep}`);
  return texts;
}

/** Takes back the match of contacts that differ in a column. */
function compareColumn([first, second, absent]: readonly [Column, Column, unknown], keptOf: Int32Array): void {
  if (first === undefined && second === undefined) return;
  for (let now = 0; now < keptOf.length; now += 1) {
    const old = keptOf[now]!;
    if (old >= 0 && (first === undefined ? absent : first[old]) !== (second === undefined ? absent : second[now])) keptOf[now] = -1;
  }
}

/** Takes back the match of contacts that differ in their earlier touches. */
function compareTouches(before: CompiledScenario['compiled']['past'], after: CompiledScenario['compiled']['past'], keptOf: Int32Array): void {
  if (before.channel.length === 0 && after.channel.length === 0) return;
  for (let now = 0; now < keptOf.length; now += 1) {
    const old = keptOf[now]!;
    if (old < 0) continue;
    const [from, to] = [before.start[old]!, after.start[now]!];
    const count = before.start[old + 1]! - from;
    let isSame = count === after.start[now + 1]! - to;
    for (let at = 0; at < count && isSame; at += 1) isSame = before.channel[from + at] === after.channel[to + at] && before.day[from + at] === after.day[to + at];
    if (!isSame) keptOf[now] = -1;
  }
}

/** Place of each ID in the kept list, −1 where it is not in it. Most stand behind one another as they did: only what does not is looked up. */
function placeIds(kept: readonly string[], next: readonly string[]): Int32Array {
  let placeOf: ReadonlyMap<string, number> | null = null;
  let expected = 0;
  let left = kept.length;
  return Int32Array.from(next, (id) => {
    if (left === 0) return -1;
    let place = expected;
    if (kept[place] !== id) {
      placeOf ??= new Map(kept.map((known, at) => [known, at]));
      place = placeOf.get(id) ?? -1;
    }
    if (place < 0) return -1;
    expected = place + 1;
    left -= 1;
    return place;
  });
}

/** Matches contacts by ID and by everything known of each. O(contacts · columns + touches + pins). */
export function matchContacts(kept: CompiledScenario, next: CompiledScenario): ContactMatch {
  const [before, after] = [kept.problem.contacts, next.problem.contacts];
  const keptOf = placeIds(before.ids, after.ids);
  const [pinsBefore, pinsAfter] = [describePins(kept.scenario), describePins(next.scenario)];
  const columns = pairColumns(before, after, next.problem.channels.map(({ id }) => id));
  for (const column of columns) compareColumn(column, keptOf);
  compareTouches(kept.compiled.past, next.compiled.past, keptOf);
  if (pinsBefore.size + pinsAfter.size > 0) for (const [now, id] of after.ids.entries()) if (pinsBefore.get(id) !== pinsAfter.get(id)) keptOf[now] = -1;
  const stays = new Uint8Array(before.ids.length);
  for (const old of keptOf) if (old >= 0) stays[old] = 1;
  return { keptOf, gone: [...stays.keys()].filter((old) => stays[old] === 0), fresh: [...keptOf.keys()].filter((now) => keptOf[now]! < 0) };
}
