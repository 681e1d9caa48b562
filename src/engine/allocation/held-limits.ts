import type { HeldAction } from '../constraints/placed-action.ts';
import type { PlanGround } from '../constraints/plan-view.ts';
import type { RuleMeter } from '../constraints/meter.ts';
import { cooldown } from '../constraints/cooldown.ts';
import { maxPerContact } from '../constraints/max-per-contact.ts';
import { onceADay } from '../constraints/once-a-day.ts';
import { openRule, openStandingRule } from '../constraints/registry.ts';
import type { CoverPart, NeedPart, RulePart, WindowPart } from '../constraints/rule-part.ts';
import type { RuleScope } from '../constraints/scope.ts';
import { listReaching } from '../constraints/coverage.ts';
import { isActive, type ConstraintKind } from '../model/constraint.ts';

/** A touch that others hold: its day and what it counts. */
export interface HeldTouch {
  readonly day: number;
  readonly weight: number;
}

/** What the actions of others leave of each contact's days. */
export interface HeldLimits {
  /** Closed days (channel · days + day) per contact, in a text that contacts alike share; contacts nothing is closed for are left out. */
  readonly closedOf: ReadonlyMap<number, { readonly pattern: string; readonly cells: readonly number[] }>;
  /** Most further actions per contact · channels + channel, where others took some of the channel's most. */
  readonly roomOf: ReadonlyMap<number, number>;
}

/** Kinds that keep actions on one contact, or those it shares windows with, apart. */
const contactKinds: ReadonlySet<ConstraintKind> = new Set(['frequency', 'contact_limit', 'pressure', 'exclusion']);

/** Contacts of the problem that share a unit with what is held. */
function listAffected({ held, contactCount }: PlanGround, parts: readonly RulePart[]): Set<number> {
  const affected = new Set(held.filter(({ contact, actions }) => contact < contactCount && actions > 0).map(({ contact }) => contact));
  for (const part of parts) {
    const unitOf = part.type === 'window' ? part.unitOf : null;
    if (unitOf === null) continue;
    const units = new Set(held.map(({ contact }) => unitOf[contact]!));
    for (let contact = 0; contact < contactCount; contact += 1) if (units.has(unitOf[contact]!)) affected.add(contact);
  }
  return affected;
}

/** Days on which no single action fits beside what others hold on the contact. */
function listClosed(ground: PlanGround, meters: readonly RuleMeter[], contact: number): number[] {
  const closed: number[] = [];
  for (const channel of ground.problem.channels.keys()) {
    for (let day = 0; day < ground.days; day += 1) {
      const action = { contact, channel, day, exploration: false };
      if (meters.some((meter) => meter.judge(action).length > 0)) closed.push(channel * ground.days + day);
    }
  }
  return closed;
}

/**
 * Asks the rules' own meters what is left beside what others hold. O(affected contacts · channels · days · rules); nothing
 * where nothing is held.
 */
export function readHeldLimits(ground: PlanGround, parts: readonly RulePart[]): HeldLimits {
  if (ground.held.length === 0) return { closedOf: new Map(), roomOf: new Map() };
  const { problem, held, contactCount } = ground;
  const meters = [
    ...[cooldown, onceADay, maxPerContact].map((rule) => openStandingRule(rule, ground)),
    ...problem.constraints.filter((rule) => isActive(rule) && contactKinds.has(rule.kind)).map((rule) => openRule(rule, ground)),
  ];
  const closedOf = new Map<number, { pattern: string; cells: number[] }>();
  for (const contact of listAffected(ground, parts)) {
    const cells = listClosed(ground, meters, contact);
    if (cells.length > 0) closedOf.set(contact, { pattern: cells.join(' '), cells });
  }
  const roomOf = new Map<number, number>();
  for (const { contact, channel, actions } of held) {
    if (contact >= contactCount || actions === 0) continue;
    const pair = contact * problem.channels.length + channel;
    roomOf.set(pair, Math.max(0, (roomOf.get(pair) ?? problem.channels[channel]!.maxPerContact) - actions));
  }
  return { closedOf, roomOf };
}

/** A coverage rule for the contacts that others do not reach yet. O(held). */
export function withoutReached(part: CoverPart, { held, contactCount }: PlanGround): CoverPart {
  const reached = new Set(listReaching(held, contactCount).filter((action) => part.scope.covers(action)).map(({ contact }) => contact));
  if (reached.size === 0) return part;
  const { scope } = part;
  const left: RuleScope = {
    ...scope,
    coversAllContacts: false,
    coversContact: (contact, rep) => !reached.has(contact) && scope.coversContact(contact, rep),
    covers: (action) => !reached.has(action.contact) && scope.covers(action),
  };
  return { ...part, scope: left, need: Math.max(0, part.need - reached.size) };
}

const push = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
};

/** Held touches that count in a window, under every contact that shares them. */
export function listHeldTouches({ scope, weights, unitOf }: WindowPart, held: readonly HeldAction[], contactCount: number): ReadonlyMap<number, readonly HeldTouch[]> {
  const byUnit = new Map<number, HeldTouch[]>();
  for (const action of held) {
    const weight = action.actions * weights[action.channel]!;
    if (weight > 0 && scope.covers(action)) push(byUnit, unitOf?.[action.contact] ?? action.contact, { day: action.day, weight });
  }
  if (byUnit.size === 0 || unitOf === null) return byUnit;
  const byContact = new Map<number, readonly HeldTouch[]>();
  for (let contact = 0; contact < contactCount; contact += 1) {
    const touches = byUnit.get(unitOf[contact]!);
    if (touches !== undefined) byContact.set(contact, touches);
  }
  return byContact;
}

/** Days inside the horizon on which others hold the partner of a need, by contact. */
export function listHeldPartners({ partner }: NeedPart, held: readonly HeldAction[], days: number): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const { contact, channel, day, actions } of held) if (channel === partner && actions > 0 && day >= 0 && day < days) push(found, contact, day);
  return found;
}
