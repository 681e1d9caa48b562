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

/** What single contacts are pinned, planned or forbidden, as one text per contact. */
function describePins({ problem, policy }: Scenario): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const lists: readonly (AllocationProblem['fixed'] | undefined)[] = [problem.forbidden, policy.kind === 'plan' ? policy.actions : undefined];
  for (const [kind, list] of lists.entries()) for (const { contact, channel, date } of list ?? []) texts.set(contact, `${texts.get(contact) ?? ''}|${kind} ${channel} ${date}`);
  return texts;
}

/** Matches contacts by ID and by everything known of each. O(contacts · columns + touches + pins). */
export function matchContacts(kept: CompiledScenario, next: CompiledScenario): ContactMatch {
  const [before, after] = [kept.problem.contacts, next.problem.contacts];
  const columns = pairColumns(before, after, next.problem.channels.map(({ id }) => id));
  const [pinsBefore, pinsAfter] = [describePins(kept.scenario), describePins(next.scenario)];
  const [pastBefore, pastAfter] = [kept.compiled.past, next.compiled.past];
  const placeOf = new Map(before.ids.map((id, at) => [id, at]));
  const hasSameTouches = (old: number, now: number): boolean => {
    const count = pastBefore.start[old + 1]! - pastBefore.start[old]!;
    if (count !== pastAfter.start[now + 1]! - pastAfter.start[now]!) return false;
    for (let at = 0; at < count; at += 1) {
      const [from, to] = [pastBefore.start[old]! + at, pastAfter.start[now]! + at];
      if (pastBefore.channel[from] !== pastAfter.channel[to] || pastBefore.day[from] !== pastAfter.day[to]) return false;
    }
    return true;
  };
  const isSame = (old: number, now: number): boolean => {
    for (const [first, second, absent] of columns) if ((first === undefined ? absent : first[old]) !== (second === undefined ? absent : second[now])) return false;
    const id = after.ids[now]!;
    return pinsBefore.get(id) === pinsAfter.get(id) && hasSameTouches(old, now);
  };
  const keptOf = new Int32Array(after.ids.length).fill(-1);
  const stays = new Uint8Array(before.ids.length);
  const fresh: number[] = [];
  for (const [now, id] of after.ids.entries()) {
    const old = placeOf.get(id);
    if (old !== undefined && isSame(old, now)) {
      keptOf[now] = old;
      stays[old] = 1;
    } else fresh.push(now);
  }
  return { keptOf, gone: [...stays.keys()].filter((old) => stays[old] === 0), fresh };
}
