import type { CampaignSlots } from '../constraints/campaign-slots.ts';
import { listReaching } from '../constraints/coverage.ts';
import { readGround, type PlanGround } from '../constraints/plan-view.ts';
import { labelActions } from '../coordination/label-actions.ts';
import { NOBODY, type LabelBook, type LabelTerm, type UnlabelledAction } from '../coordination/label-book.ts';
import { isActive, type Constraint } from '../model/constraint.ts';
import { placeOf, type CompiledProblem } from './compiled-problem.ts';
import { findRefill } from './find-refill.ts';
import type { FinishedPlan } from './finish-plan.ts';
import { dropLacking } from './partners.ts';
import { restoreState, takeActions, type PlanActions } from './plan-actions.ts';
import type { PlanState } from './plan-state.ts';
import { trimExploration } from './trim-exploration.ts';

/** A plan whose actions are for campaigns; `campaign` holds the id of each action, in their order. */
export interface LabelledPlan extends FinishedPlan {
  readonly campaign: readonly string[];
  /** True where an action that nobody could pay for went; others may have come. */
  readonly isChanged: boolean;
}

function toTerm(rule: Constraint, slots: CampaignSlots, { held, contactCount }: PlanGround): LabelTerm[] {
  const labels = new Set(rule.campaigns);
  const members = slots.campaigns.flatMap(({ id }, at) => (labels.has(id) ? [at] : []));
  const own = held.filter(({ campaign }) => campaign !== undefined && labels.has(campaign));
  const actions = own.reduce((sum, entry) => sum + entry.actions, 0);
  switch (rule.kind) {
    case 'budget':
      return [{ counts: 'money', sense: 'atMost', members, limit: rule.max, held: own.reduce((sum, entry) => sum + entry.amount, 0), reached: new Set() }];
    case 'capacity':
      return [{ counts: 'actions', sense: 'atMost', members, limit: rule.max, held: actions, reached: new Set() }];
    case 'minimum':
      return [{ counts: 'actions', sense: 'atLeast', members, limit: rule.min, held: actions, reached: new Set() }];
    case 'coverage': {
      const reached = new Set(listReaching(own, contactCount).map(({ contact }) => contact));
      return [{ counts: 'contacts', sense: 'atLeast', members, limit: rule.minContacts ?? 0, held: reached.size, reached }];
    }
    default:
      return [];
  }
}

/** What the labels of a problem have to keep. */
function listTerms({ problem }: CompiledProblem, slots: CampaignSlots): LabelTerm[] {
  const rules = (problem.terms ?? []).filter(isActive);
  if (rules.length === 0) return [];
  const ground = readGround(problem);
  return rules.flatMap((rule) => toTerm(rule, slots, ground));
}

/** Actions of a plan and who takes each. */
interface Labelling {
  readonly actions: PlanActions;
  readonly book: LabelBook;
}

/** Labels the actions of a plan under construction, in the order of `takeActions`. */
function label(state: PlanState, slots: CampaignSlots, terms: readonly LabelTerm[]): Labelling {
  const { compiled } = state;
  const actions = takeActions(state);
  const positions = new Map(slots.campaigns.map(({ id }, at) => [id, at]));
  const wishes = new Map(compiled.fixed.flatMap((pin) => (pin.campaign === null ? [] : [[placeOf(compiled, pin), positions.get(pin.campaign) ?? NOBODY]])));
  const wanting = Array.from(actions.contact, (contact, at): UnlabelledAction => {
    const channel = actions.channel[at]!;
    const day = actions.day[at]!;
    return {
      contact,
      channel,
      set: slots.setAt(contact, channel, day),
      wish: wishes.get(placeOf(compiled, { contact, channel, day })) ?? NOBODY,
      cost: compiled.unitCost[channel]!,
      isPinned: state.slotIsPinned[state.find(contact, channel, day)] === 1,
      lift: compiled.gainBase[contact * compiled.channelCount + channel]! - compiled.objectiveCost[channel]! + compiled.reachWorth,
    };
  });
  return { actions, book: labelActions(wanting, slots.sets, slots.campaigns, compiled.problem.channels.map(({ id }) => id), terms) };
}

/** Takes the actions that nobody pays for out of the plan, with those that need them, until each of the rest has its campaign. */
function dropUnpaid(state: PlanState, first: Labelling, slots: CampaignSlots, terms: readonly LabelTerm[]): Labelling {
  let labelled = first;
  while (labelled.book.labelOf.includes(NOBODY)) {
    const { actions, book } = labelled;
    const touched = new Set<number>();
    for (const [at, campaign] of book.labelOf.entries()) {
      if (campaign !== NOBODY) continue;
      state.remove(state.find(actions.contact[at]!, actions.channel[at]!, actions.day[at]!));
      touched.add(actions.contact[at]!);
    }
    for (const contact of touched) dropLacking(state, state, contact);
    labelled = label(state, slots, terms);
  }
  return labelled;
}

/** Most actions planned in place of those that were dropped. */
const MOST_REFILLS = 8;

/** Plans what fits and can be paid for in place of what was dropped. */
function refill(state: PlanState, dropped: Labelling, slots: CampaignSlots, terms: readonly LabelTerm[]): Labelling {
  let labelled = dropped;
  for (let round = 0; round < MOST_REFILLS; round += 1) {
    const pin = findRefill(state, slots, labelled.book);
    if (pin === null) break;
    const slot = state.insert(pin.contact, pin.channel, pin.day);
    const next = label(state, slots, terms);
    if (next.book.labelOf.includes(NOBODY)) {
      state.remove(slot);
      break;
    }
    labelled = next;
  }
  return labelled;
}

/**
 * Says which campaign each action of a finished plan is for. An action that no campaign can pay for is dropped, with those
 * that need it; what then fits and can be paid for is planned in its place. The plan as it is where it is for no campaign.
 */
export function labelPlan(compiled: CompiledProblem, plan: FinishedPlan): LabelledPlan {
  const { slots } = compiled;
  if (slots === null) return { ...plan, campaign: [], isChanged: false };
  const terms = listTerms(compiled, slots);
  const state = restoreState(compiled, plan.actions);
  const first = label(state, slots, terms);
  const isChanged = first.book.labelOf.includes(NOBODY);
  const { actions, book } = isChanged ? refill(state, dropUnpaid(state, first, slots, terms), slots, terms) : first;
  const campaign = Array.from(book.labelOf, (at) => slots.campaigns[at]!.id);
  return { actions, isExplored: isChanged ? trimExploration(state, plan.isExplored) : plan.isExplored, campaign, isChanged };
}
