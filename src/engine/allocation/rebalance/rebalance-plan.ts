import { parseDay } from '../../base/day.ts';
import { fail, succeed, type Result } from '../../base/fault.ts';
import type { RunControl } from '../../base/progress.ts';
import { openActionChecker } from '../../constraints/check-action.ts';
import type { AllocationProblem, FixedAction } from '../../model/allocation.ts';
import { readAllocationProblem } from '../../model/check-problem.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { PlanChange, RebalanceSummary } from '../../model/rebalance.ts';
import { assemblePlan } from '../assemble-plan.ts';
import { compileProblem } from '../compile-problem.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startWithPins } from '../construct.ts';
import { labelPlan } from '../label-plan.ts';
import { nameActions, restoreState, takeActions, type PlanActions } from '../plan-actions.ts';
import { scorePlan } from '../objective/score-plan.ts';
import { createPrices } from '../price-vector.ts';
import { recountPlan } from '../recount-plan.ts';
import type { DualResult } from '../dual/lower-bound.ts';
import { createRelaxation, type Relaxation } from '../relaxation.ts';
import { readWarmPrices, WARM_PRICING } from '../warm-start.ts';
import { fitRounds, priceScarcity } from '../solve-greedy.ts';
import { trimExploration } from '../trim-exploration.ts';
import { PUBLISHED, readBaseline, type BaseAction, type Baseline } from './baseline.ts';
import { explainChanges } from './explain-changes.ts';
import { PricedState } from './priced-state.ts';
import { toEntry, type PlannedBefore, type RebalanceOptions } from './rebalance-options.ts';
import { searchChanges, type FoundChanges } from './search-changes.ts';
import { locateBase, standOn } from './stand-on.ts';

/** Pricing of what is scarce before the search. */
const PRICING = { rounds: 140, firstStep: 0.5 };
const MOST_STEPS = 1e9;
const MOST_NAMED = 3;

/** A rebalanced plan, the problem it is of, and what changed. */
export interface Rebalanced {
  /** The problem of now, with frozen actions and pins among its fixed ones. */
  readonly problem: AllocationProblem;
  readonly plan: Plan;
  readonly summary: RebalanceSummary;
  /** Every change by day, then contact. */
  readonly changes: readonly PlanChange[];
}

const keyOf = ({ contact, channel, date }: FixedAction): string => JSON.stringify([contact, channel, date]);

/** The problem with what may not change among its fixed actions. */
function fixWhatStays(problem: AllocationProblem, before: readonly PlannedBefore[], { frozenUntil, pins = [] }: RebalanceOptions): AllocationProblem {
  const frozen = frozenUntil === undefined ? [] : before.filter(({ date, late }) => date < frozenUntil && late !== 'open');
  const fixed = new Map((problem.fixed ?? []).map((pin) => [keyOf(pin), pin]));
  const hasCampaigns = problem.campaigns !== undefined;
  for (const { contact, channel, date, exploration = false, campaign } of frozen) {
    const pin: FixedAction = { contact, channel, date, ...(exploration ? { exploration } : {}), ...(campaign === undefined || !hasCampaigns ? {} : { campaign }) };
    if (!fixed.has(keyOf(pin))) fixed.set(keyOf(pin), pin);
  }
  for (const pin of pins) if (!fixed.has(keyOf(pin))) fixed.set(keyOf(pin), { contact: pin.contact, channel: pin.channel, date: pin.date });
  return fixed.size === 0 ? problem : { ...problem, fixed: [...fixed.values()] };
}

/** What stands against the fixed actions, in words. */
function explainPins(problem: AllocationProblem): string {
  const checker = openActionChecker(problem, []);
  const found: string[] = [];
  for (const pin of problem.fixed ?? []) {
    const checked = checker.check(toEntry(pin));
    const failure = checked.ok ? checked.value.failures.find(({ enforced }) => enforced) : undefined;
    if (failure === undefined) checker.add(toEntry(pin));
    else found.push(failure.message);
  }
  const more = found.length - MOST_NAMED;
  return found.length === 0 ? 'They leave no room for each other' : `${found.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** The same problem with nothing open before a day, but for what is fixed. */
const closeBefore = (compiled: CompiledProblem, firstDay: number): CompiledProblem => {
  const isOpen = compiled.isOpen.slice();
  for (let cell = 0; cell < compiled.groups.count * compiled.channelCount; cell += 1) isOpen.fill(0, cell * compiled.days, cell * compiled.days + Math.min(compiled.days, firstDay));
  return { ...compiled, isOpen };
};

function openState(compiled: CompiledProblem, baseline: Baseline): PricedState {
  const state = new PricedState(compiled, baseline);
  for (const { contact, channel, day } of compiled.fixed) if (state.find(contact, channel, day) < 0) state.insert(contact, channel, day, true);
  return state;
}

/** Changes that have a price between the baseline and a plan. */
function countCharged(compiled: CompiledProblem, baseline: Baseline, { contact, channel, day }: PlanActions): number {
  const state = openState(compiled, baseline);
  for (const [at, who] of contact.entries()) if (state.find(who, channel[at]!, day[at]!) < 0) state.insert(who, channel[at]!, day[at]!);
  return state.changes[PUBLISHED];
}

/** 1 per contact × channel that explored before. */
function markExplored(compiled: CompiledProblem, known: readonly BaseAction[], before: readonly PlannedBefore[]): Uint8Array | null {
  if (compiled.explorationGain === null) return null;
  const isExplored = new Uint8Array(compiled.contactCount * compiled.channelCount);
  for (const { contact, channel, at } of known) if (before[at]?.exploration === true) isExplored[contact * compiled.channelCount + channel] = 1;
  return isExplored;
}

/** What actions are judged by under the problem, its campaigns not counted. */
function judgeActions(compiled: CompiledProblem, actions: PlanActions): number {
  const { campaigns: _campaigns, reserved: _reserved, terms: _terms, ...problem } = compiled.problem;
  const entries = nameActions(compiled, actions, null);
  return scorePlan(problem, entries, recountPlan(problem, entries)).value;
}

/** Prices of what is scarce now, from those of the plan before where they are known. */
function priceAgain(relaxation: Relaxation, { usage, seed }: RebalanceOptions, control: RunControl): DualResult {
  const { compiled } = relaxation;
  const pricing = usage === undefined ? PRICING : WARM_PRICING;
  const start = usage === undefined ? createPrices(compiled.limits.rowCount, compiled.covers.parts.length) : readWarmPrices(compiled, usage);
  return priceScarcity(relaxation, start, { ...pricing, rounds: fitRounds(relaxation, pricing.rounds, MOST_STEPS) }, seed, control);
}

interface Finished {
  readonly plan: Plan;
  readonly actions: PlanActions;
}

/** Names, labels and recounts what was found. A floor that is still short is told, not hidden. */
function finishPlan(compiled: CompiledProblem, found: FoundChanges, rest: { readonly isExplored: Uint8Array | null; readonly bound: number; readonly prices: ReturnType<typeof createPrices>; readonly seed: number; readonly startMs: number; readonly control: RunControl }): Finished {
  const state = restoreState(compiled, found.actions);
  const labelled = labelPlan(compiled, { actions: found.actions, isExplored: trimExploration(state, rest.isExplored) });
  const { violations } = recountPlan(compiled.problem, nameActions(compiled, labelled.actions, labelled.isExplored, labelled.campaign));
  const plan = assemblePlan(compiled, {
    status: violations.length > 0 ? (found.stop ?? 'time_limit') : (found.stop ?? 'feasible'),
    method: 'local',
    seed: rest.seed,
    actions: labelled.actions,
    isExplored: labelled.isExplored,
    campaign: labelled.campaign,
    bound: rest.bound,
    prices: rest.prices,
    conflicts: violations.map(({ message }) => message),
    elapsedMs: rest.control.now() - rest.startMs,
  });
  return { plan, actions: labelled.actions };
}

/**
 * Rebalances a plan under a problem that changed: what still stands stays, days before `frozenUntil` stay as they are, pins
 * hold, and every change to the published part has to be worth its price; the draft part is free. Answers the new plan with a
 * proven bound on what any plan could reach, and each change with its cause. Late actions that may go to an open day are
 * changes wherever they end. Of equal plans it takes one that changes less.
 *
 * `CONFLICT` where frozen actions or pins break a rule of now, `BAD_INPUT` for dates that are none. Equal inputs give equal
 * plans unless a deadline or a cancel cuts the search; a cut search answers its best plan so far. O(moves · rules + pricing).
 */
export function rebalancePlan(problem: AllocationProblem, before: readonly PlannedBefore[], options: RebalanceOptions, control: RunControl): Result<Rebalanced> {
  const startMs = control.now();
  const { frozenUntil, publishedUntil, changePrice, seconds, seed } = options;
  for (const [path, date] of [['frozenUntil', frozenUntil], ['publishedUntil', publishedUntil]] as const) if (date !== undefined && parseDay(date) === null) return fail('BAD_INPUT', `"${date}" is not an ISO date such as 2027-01-04.`, { path });
  const checked = readAllocationProblem(fixWhatStays(problem, before, options));
  if (!checked.ok) return fail('CONFLICT', `What is frozen or pinned does not fit this problem: ${checked.fault.message}`, { hint: 'Freeze fewer days, or take a pin away.' });
  const open = compileProblem(checked.value);
  if (startWithPins(open) === null) return fail('CONFLICT', `What is frozen or pinned breaks a rule of now: ${explainPins(checked.value)}.`, { hint: 'Freeze fewer days, take a pin away, or loosen the rule.' });
  const dayOf = (date: string | undefined, otherwise: number): number => (date === undefined ? otherwise : (parseDay(date) ?? 0) - open.frame.startDay);
  const compiled = closeBefore(open, Math.max(0, dayOf(frozenUntil, 0)));
  const { known, strangers } = locateBase(open, before);
  const baseline = readBaseline(open, known, { lastPublished: dayOf(publishedUntil, open.days), changePrice });

  const state = openState(compiled, baseline);
  const fallen = standOn(state, known);
  const stands = judgeActions(open, takeActions(state));
  control.onProgress?.({ phase: 'greedy', done: known.length - fallen.length, total: known.length, best: state.objective });
  const relaxation = createRelaxation(open);
  const { prices, bound } = priceAgain(relaxation, options, control);
  const found = searchChanges(state, prices, { seconds, seed }, control);
  const { plan, actions } = finishPlan(open, found, { isExplored: markExplored(open, known, before), bound, prices, seed, startMs, control });

  const charged = countCharged(compiled, baseline, actions);
  const positions = new Map(open.problem.contacts.ids.map((id, at) => [id, at]));
  const repOn = (contact: string, date: string): string | null => open.frame.reps[open.frame.repOn(positions.get(contact) ?? 0, dayOf(date, 0))] || null;
  const { changes, counts, late } = explainChanges({
    problem: checked.value,
    before,
    after: plan.actions,
    fallen: new Set([...fallen.map(({ at }) => at), ...strangers]),
    changePrice,
    isPublished: (date) => publishedUntil === undefined || date <= publishedUntil,
    repOn,
  });
  const judged = judgePlan(plan);
  const summary: RebalanceSummary = {
    objective: judged.value,
    stands,
    gain: judged.value - stands,
    charged,
    changeCost: charged * changePrice,
    bound: judged.bound,
    counts,
    ...(late.actions === 0 ? {} : { late }),
    disruption: before.length === 0 ? 0 : counts.changed / before.length,
  };
  return succeed({ problem: checked.value, plan, summary, changes });
}
