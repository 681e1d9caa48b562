import { readCampaignSlots, type CampaignSlots } from '../constraints/campaign-slots.ts';
import { compileCampaigns } from '../constraints/compile-campaigns.ts';
import { isOptedOut } from '../constraints/consent.ts';
import { readGround } from '../constraints/plan-view.ts';
import type { ProblemFrame } from '../constraints/problem-frame.ts';
import { compileRule } from '../constraints/registry.ts';
import type { RulePart } from '../constraints/rule-part.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import { isActive } from '../model/constraint.ts';
import type { CompiledProblem, Pin } from './compiled-problem.ts';
import { compileClashes, compileCovers, compileLimits, compileNeeds, compileWindows } from './compile-rules.ts';
import { closeGroups, refineGroups, type ContactGroups } from './contact-groups.ts';
import { readHeldLimits, withoutReached, type HeldLimits } from './held-limits.ts';
import { compileObjective } from './objective/apply-scalar.ts';
import { scalarOf } from './objective/scalar.ts';
import { findEarliestDays, locateActions, markOpenDays, markPreference, readHistory } from './open-days.ts';

/** What is told contact by contact. */
interface ByContact {
  readonly forbidden: readonly Pin[];
  readonly heldLimits: HeldLimits;
  readonly slots: CampaignSlots | null;
}

/** Contacts alike to every rule: same rep on the same days, same campaigns, in the same scopes, opted out of the same channels, closed on the same days by what others hold, with no forbidden action of their own. */
function groupContacts(frame: ProblemFrame, parts: readonly RulePart[], { forbidden, heldLimits: { closedOf }, slots }: ByContact): ContactGroups {
  const { repOf, repPattern } = frame;
  let groupOf = refineGroups(new Int32Array(repOf.length), (contact) => (parts.some((part) => part.type === 'limit' && part.isPerRep) ? repOf[contact]! : 0));
  if (parts.some((part) => (part.type === 'limit' && part.isPerRep) || part.scope.changesByDay)) groupOf = refineGroups(groupOf, (contact) => repPattern[contact]!);
  for (const { scope } of parts) {
    if (!scope.coversAllContacts) groupOf = refineGroups(groupOf, (contact) => (scope.coversContact(contact) ? 1 : 0));
  }
  if (slots !== null) groupOf = refineGroups(groupOf, (contact) => slots.profileOf[contact]!);
  if (frame.problem.contacts.optOut !== undefined) {
    for (const channel of frame.problem.channels.keys()) groupOf = refineGroups(groupOf, (contact) => (isOptedOut(frame.problem, contact, channel) ? 1 : 0));
  }
  if (closedOf.size > 0) {
    const patterns = new Map<string, number>([['', 0]]);
    groupOf = refineGroups(groupOf, (contact) => {
      const pattern = closedOf.get(contact)?.pattern ?? '';
      if (!patterns.has(pattern)) patterns.set(pattern, patterns.size);
      return patterns.get(pattern)!;
    });
  }
  if (forbidden.length > 0) {
    const marked = new Set(forbidden.map((pin) => pin.contact));
    groupOf = refineGroups(groupOf, (contact) => (marked.has(contact) ? contact + 1 : 0));
  }
  return closeGroups(groupOf);
}

/** Settings of the channels as arrays. */
function compileChannels(problem: AllocationProblem): Pick<CompiledProblem, 'unitCost' | 'spacing' | 'maxActions' | 'tierCount' | 'tierFactor'> {
  const { channels, horizon } = problem;
  const spacing = Int32Array.from(channels, (channel) => Math.max(1, channel.cooldownDays));
  const maxActions = Int32Array.from(channels, (channel, at) => Math.min(channel.maxPerContact, Math.floor((horizon.days - 1) / spacing[at]!) + 1));
  const tierCount = Math.max(1, ...maxActions);
  const tierFactor = new Float64Array(channels.length * tierCount);
  for (const [at, channel] of channels.entries()) {
    for (let tier = 0; tier < tierCount; tier += 1) tierFactor[at * tierCount + tier] = channel.saturation ** tier;
  }
  return { unitCost: Float64Array.from(channels, (channel) => channel.unitCost), spacing, maxActions, tierCount, tierFactor };
}

/**
 * Turns a checked problem into typed arrays: gains by tier, open days per group of like contacts, rows of every
 * enforced rule. O(contacts · (channels + rules) + groups · channels · days).
 */
export function compileProblem(problem: AllocationProblem): CompiledProblem {
  const ground = readGround(problem);
  const { held, past, ...frame } = ground;
  const slots = readCampaignSlots(frame);
  const parts = problem.constraints
    .filter(isActive)
    .flatMap((rule) => compileRule(rule, frame))
    .concat(slots === null ? [] : compileCampaigns((problem.terms ?? []).filter(isActive), slots, ground))
    .map((part) => (part.type === 'cover' ? withoutReached(part, ground) : part));
  const forbidden = locateActions(problem.forbidden ?? [], frame);
  const pins = problem.fixed ?? [];
  const fixed = locateActions(pins, frame).map((pin, at) => ({ ...pin, exploration: pins[at]?.exploration === true, campaign: pins[at]?.campaign ?? null }));
  const heldLimits = readHeldLimits(ground, parts);
  const groups = groupContacts(frame, parts, { forbidden, heldLimits, slots });
  const windows = compileWindows(parts.filter((part) => part.type === 'window'), groups, frame, held);
  const historyDay = readHistory(frame);
  const channelCount = problem.channels.length;
  const contactCount = problem.contacts.ids.length;
  return {
    problem,
    frame,
    contactCount,
    channelCount,
    days: problem.horizon.days,
    ...compileChannels(problem),
    ...compileObjective(problem, scalarOf(problem.objective)),
    guards: [],
    groups,
    isOpen: markOpenDays(parts, groups, frame, { forbidden, heldLimits, slots }),
    preference: markPreference(parts.filter((part) => part.type === 'prefer'), groups, frame),
    earliest: findEarliestDays(frame, groups, windows, { historyDay, past }),
    historyDay,
    limits: compileLimits(parts.filter((part) => part.type === 'limit'), groups, frame, held),
    past,
    windows,
    clashes: compileClashes(parts.filter((part) => part.type === 'clash'), groups, frame),
    needs: compileNeeds(parts.filter((part) => part.type === 'need'), groups, frame, held),
    covers: compileCovers(parts.filter((part) => part.type === 'cover'), groups, frame),
    fixed,
    slots,
    roomOf: heldLimits.roomOf,
  };
}
