import { succeed, type Result } from '../base/fault.ts';
import type { MixPolicy, PlanPolicy, Scenario } from '../model/scenario.ts';
import type { AdmissionQueue } from './admission-queue.ts';
import { admitActions, admitAlone, listActions, sharesWindows, countUse, type Admission } from './admit-actions.ts';
import { differInContactsOnly, matchContacts, type ContactMatch } from './changed-contacts.ts';
import { compileScenario } from './compile-scenario.ts';
import { isOverfull } from './count-usage.ts';
import { drawReplications, sliceStarts } from './draw-replications.ts';
import { proposeActions, type ActionTable, type Proposals } from './propose-actions.ts';
import { RefusalTally } from './refusal-tally.ts';
import { replayQueue } from './replay-queue.ts';
import { drawState, openScenario, playPolicy, rangeOf, toState, type PlayedScenario, type SimulationControl } from './simulate-scenario.ts';
import { addSums, createSums, sliceNames, type ReplicationRange, type SimulationState } from './simulation-state.ts';
import { targetContacts } from './target-contacts.ts';
import { weighActions, type Schedule } from './weigh-actions.ts';

/** A simulation with all that another one with more or fewer contacts can build on. */
export interface KeptSimulation {
  readonly scenario: Scenario;
  /** Null for a policy that learns: what one contact answers changes what others get, so nothing of it can be kept. */
  readonly played: PlayedScenario | null;
  readonly state: SimulationState;
  /** Contacts that were drawn anew for it. */
  readonly drawn: number;
}

/** Simulates a checked scenario and keeps what an extension needs; faults as in `simulateScenario`. */
export function keepSimulation(scenario: Scenario, range: Partial<ReplicationRange> = {}, control: SimulationControl = {}): Result<KeptSimulation> {
  const drawn = scenario.problem.contacts.ids.length;
  if (scenario.policy.kind === 'bandit') {
    const state = openScenario(scenario).simulate({}, range, control);
    return state.ok ? succeed({ scenario, played: null, state: state.value, drawn }) : state;
  }
  const played = playPolicy(compileScenario(scenario));
  const state = drawState(played, rangeOf(scenario, range), control);
  return state.ok ? succeed({ scenario, played, state: state.value, drawn }) : state;
}

const maskOf = (contacts: Iterable<number>, count: number): Uint8Array => {
  const mask = new Uint8Array(count);
  for (const contact of contacts) mask[contact] = 1;
  return mask;
};

/** A match without the contacts that turn out to differ: they count as changed. */
function withoutChanged(match: ContactMatch, isSame: (old: number, now: number) => boolean): ContactMatch {
  const keptOf = match.keptOf.slice();
  const [gone, fresh] = [[...match.gone], [...match.fresh]];
  for (let now = 0; now < keptOf.length; now += 1) {
    const old = keptOf[now]!;
    if (old < 0 || isSame(old, now)) continue;
    keptOf[now] = -1;
    gone.push(old);
    fresh.push(now);
  }
  return { keptOf, gone, fresh };
}

/** Actions of unchanged contacts as they were, of the others from a table of their own. */
function mergeActions({ keptOf }: ContactMatch, kept: ActionTable, fresh: ActionTable): ActionTable {
  const start = new Int32Array(keptOf.length + 1);
  const sourceOf = (now: number): readonly [ActionTable, number] => (keptOf[now]! < 0 ? [fresh, now] : [kept, keptOf[now]!]);
  for (let now = 0; now < keptOf.length; now += 1) {
    const [table, at] = sourceOf(now);
    start[now + 1] = start[now]! + table.start[at + 1]! - table.start[at]!;
  }
  const channel = new Int32Array(start[keptOf.length]!);
  const day = new Int32Array(channel.length);
  for (let now = 0; now < keptOf.length; now += 1) {
    const [table, at] = sourceOf(now);
    for (let row = table.start[at]!, to = start[now]!; row < table.start[at + 1]!; row += 1, to += 1) {
      channel[to] = table.channel[row]!;
      day[to] = table.day[row]!;
    }
  }
  return { start, channel, day };
}

/** What the policy asked of contacts that are gone, and asks of new and changed ones. */
interface Asked {
  readonly gone: Proposals;
  readonly fresh: Proposals;
}

/** An admission after a change of contacts, from what it lets through. */
function finishAdmission({ admission: kept }: PlayedScenario, next: PlayedScenario['scenario'], match: ContactMatch, asked: Asked, through: Pick<Admission, 'start' | 'channel' | 'day' | 'use' | 'isCoupled' | 'queue'> & { readonly refusals: RefusalTally }): Admission {
  return {
    ...through,
    targeted: kept.targeted - asked.gone.targeted + asked.fresh.targeted,
    isTarget: Uint8Array.from(match.keptOf, (old, now) => (old < 0 ? asked.fresh.isTarget[now]! : kept.isTarget[old]!)),
    proposed: kept.proposed - asked.gone.channel.length + asked.fresh.channel.length,
    refusals: through.refusals.list(),
  };
}

/** Admits the changed contacts alone, where contacts share no rule that keeps actions out; null where they do after the change. */
function admitFresh(kept: PlayedScenario, next: PlayedScenario['scenario'], match: ContactMatch, asked: Asked): Admission | null {
  const alone = { gone: admitAlone(kept.scenario, asked.gone, match.gone), fresh: admitAlone(next, asked.fresh, match.fresh) };
  const actions = mergeActions(match, kept.admission, listActions(alone.fresh.state));
  const use = countUse(next, actions, next.problem.contacts.ids.keys());
  if (isOverfull(next.compiled, use)) return null;
  const refusals = new RefusalTally();
  for (const [list, sign] of [[kept.admission.refusals, 1], [alone.gone.refusals.list(), -1], [alone.fresh.refusals.list(), 1]] as const) for (const { actions: count, ...rule } of list) refusals.add(rule, sign * count);
  return finishAdmission(kept, next, match, asked, { ...actions, use, refusals, isCoupled: false, queue: null });
}

/** Decides the queue of a full rule again. */
function admitAgain(kept: PlayedScenario, queue: AdmissionQueue, next: PlayedScenario['scenario'], match: ContactMatch, asked: Asked): Admission {
  const { isPlayed, refusals, isCoupled, queue: decided, actions: played } = replayQueue({ ...kept, queue }, next, match, asked.fresh);
  const actions = mergeActions({ ...match, keptOf: match.keptOf.map((old, now) => (isPlayed[now] === 1 ? -1 : old)) }, kept.admission, played);
  return finishAdmission(kept, next, match, asked, { ...actions, use: countUse(next, actions, next.problem.contacts.ids.keys()), refusals, isCoupled, queue: isCoupled ? decided : null });
}

/**
 * What the rules let through after a change of contacts: only changed ones are admitted where no shared rule is full, the queue is decided again where
 * one was, and all are admitted anew where windows are shared, actions need others, or a shared rule was not full before.
 */
function admitNextTo(kept: PlayedScenario, next: PlayedScenario['scenario'], match: ContactMatch): Admission {
  const policy = policyOf(next);
  if (!sharesWindows(next.compiled) && next.compiled.needs.parts.length === 0) {
    const propose = (scenario: PlayedScenario['scenario'], contacts: readonly number[]): Proposals => proposeActions(scenario, policyOf(scenario), maskOf(contacts, scenario.problem.contacts.ids.length));
    const asked = { gone: propose(kept.scenario, match.gone), fresh: propose(next, match.fresh) };
    const { queue } = kept.admission;
    if (queue !== null) return admitAgain(kept, queue, next, match, asked);
    const alone = admitFresh(kept, next, match, asked);
    if (alone !== null) return alone;
  }
  return admitActions(next, proposeActions(next, policy));
}

function policyOf({ scenario }: PlayedScenario['scenario']): MixPolicy | PlanPolicy {
  if (scenario.policy.kind === 'bandit') throw new RangeError('a bandit policy decides day by day');
  return scenario.policy;
}

/** True where a contact has the actions it had, worth what they were. */
function hasSameActions(kept: Schedule, old: number, next: Schedule, now: number): boolean {
  const count = kept.start[old + 1]! - kept.start[old]!;
  if (count !== next.start[now + 1]! - next.start[now]!) return false;
  for (let at = 0; at < count; at += 1) {
    const [from, to] = [kept.start[old]! + at, next.start[now]! + at];
    if (kept.channel[from] !== next.channel[to] || kept.day[from] !== next.day[to] || kept.factor[from] !== next.factor[to] || kept.optOutChance?.[from] !== next.optOutChance?.[to]) return false;
  }
  return true;
}

/** Contacts that are as they were but have other actions now, with their place before; −1 for all others. */
function findOtherActions({ keptOf }: ContactMatch, kept: Schedule, next: Schedule): { readonly contacts: readonly number[]; readonly of: Int32Array } {
  const contacts: number[] = [];
  const of = new Int32Array(keptOf.length).fill(-1);
  for (let now = 0; now < keptOf.length; now += 1) {
    const old = keptOf[now]!;
    if (old < 0 || hasSameActions(kept, old, next, now)) continue;
    contacts.push(now);
    of[now] = old;
  }
  return { contacts, of };
}

/** Sums in the rows of another scenario's segments; rows of segments that are no more hold nothing by then. */
function moveSegments(sums: SimulationState, kept: PlayedScenario['scenario'], next: PlayedScenario['scenario']): ReturnType<typeof createSums> {
  const { replications } = sums;
  const moved = createSums(sliceStarts(next).count, replications);
  const { segment } = sliceStarts(next);
  const placeOf = new Map(kept.segments.map((name, at) => [name, at]));
  for (const name of sliceNames) {
    moved[name].set(sums[name].subarray(0, segment * replications));
    for (const [at, key] of next.segments.entries()) {
      const old = placeOf.get(key);
      if (old !== undefined) moved[name].set(sums[name].subarray((segment + old) * replications, (segment + old + 1) * replications), (segment + at) * replications);
    }
  }
  for (const name of ['engaged', 'reached', 'optedOut'] as const) moved[name].set(sums[name]);
  return moved;
}

/**
 * The simulation of a scenario that differs from a kept one in its contacts alone (`addContacts`, `removeContacts`): the same bytes as a run in full
 * over the same replications, but only contacts that are new, gone or changed, or whose actions are others now, are drawn. Where contacts share
 * no full rule only they are admitted too; else the queue is decided again. A policy that learns, another difference, and a largest value of another
 * scale run in full. O(contacts · columns + actions + changed actions · replications).
 */
export function extendSimulation(kept: KeptSimulation, next: Scenario, control: SimulationControl = {}): Result<KeptSimulation> {
  const { played: before, state } = kept;
  const range = { firstReplication: state.firstReplication, replications: state.replications };
  if (before === null || next.policy.kind === 'bandit' || !differInContactsOnly(kept.scenario, next)) return keepSimulation(next, range, control);
  const scenario = compileScenario(next);
  if (scenario.valueScale.parts !== before.scenario.valueScale.parts) return keepSimulation(next, range, control);
  const isTarget = next.policy.kind === 'mix' ? targetContacts(scenario, next.policy) : null;
  const matched = matchContacts(before.scenario, scenario);
  // Contacts that the policy no longer acts on, or now does, have changed.
  const asked = isTarget === null ? matched : withoutChanged(matched, (old, now) => before.admission.isTarget[old] === isTarget[now]);
  const admission = admitNextTo(before, scenario, asked);
  const schedule = weighActions(scenario, admission);
  const others = findOtherActions(asked, before.schedule, schedule);
  const drawn = [...asked.fresh, ...others.contacts];
  const sums = moveSegments(withoutContacts(before, state, asked.gone), before.scenario, scenario);
  addSums(sums, drawReplications(scenario, schedule, drawn, range, { schedule: before.schedule, of: others.of }));
  const played = { scenario, admission, schedule };
  return succeed({ scenario: next, played, state: toState(played, range, sums), drawn: drawn.length });
}

/** The sums without what some contacts gave. */
function withoutContacts({ scenario, schedule }: PlayedScenario, state: SimulationState, contacts: readonly number[]): SimulationState {
  if (contacts.length === 0) return state;
  const rest: SimulationState = { ...state, responses: state.responses.slice(), lift: state.lift.slice(), actions: state.actions.slice(), cost: state.cost.slice(), engaged: state.engaged.slice(), reached: state.reached.slice(), optedOut: state.optedOut.slice(), refused: new Float64Array(state.replications) };
  addSums(rest, drawReplications(scenario, schedule, contacts, state), -1);
  return rest;
}
