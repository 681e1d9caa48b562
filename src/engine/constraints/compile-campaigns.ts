import type { Constraint } from '../model/constraint.ts';
import type { CampaignSlots } from './campaign-slots.ts';
import { MONEY_TOLERANCE } from './budget.ts';
import { listUnions } from './campaign-unions.ts';
import { listReaching } from './coverage.ts';
import { countEach } from './period-meter.ts';
import type { HeldAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { CoverPart, LimitPart, RulePart } from './rule-part.ts';
import { createScope } from './scope.ts';

/** One rule of campaigns in numbers: what it allows or asks for, and what others hold of it. */
interface Term {
  readonly rule: string;
  /** Positions of its campaigns, rising. */
  readonly members: readonly number[];
  readonly limit: number;
  readonly held: number;
}

type Family = Pick<LimitPart, 'sense' | 'weights' | 'countsMoney'>;

const isWithin = (members: readonly number[], union: ReadonlySet<number>): boolean => members.every((member) => union.has(member));

/** A ceiling counts the slots on which nobody else may act, a floor those on which one of its campaigns may. */
function markSets({ sets }: CampaignSlots, union: ReadonlySet<number>, sense: LimitPart['sense']): Uint8Array {
  return Uint8Array.from(sets, ({ members }) => {
    if (members.length === 0) return 0;
    return (sense === 'atMost' ? isWithin(members, union) : members.some((member) => union.has(member))) ? 1 : 0;
  });
}

/** The single-campaign term that says most, per campaign. */
function strictest(terms: readonly Term[], sense: LimitPart['sense']): ReadonlyMap<number, Term> {
  const found = new Map<number, Term>();
  for (const term of terms) {
    const [campaign] = term.members;
    if (term.members.length !== 1 || campaign === undefined) continue;
    const known = found.get(campaign);
    const left = term.limit - term.held;
    if (known === undefined || (sense === 'atMost' ? left < known.limit - known.held : left > known.limit - known.held)) found.set(campaign, term);
  }
  return found;
}

/** Sets whose unions say something beyond each campaign by itself. */
function listBridges({ sets }: CampaignSlots, terms: ReadonlyMap<number, Term>, sense: LimitPart['sense']): (readonly number[])[] {
  if (sense === 'atMost') return sets.flatMap(({ members }) => (members.length > 0 && members.every((member) => terms.has(member)) ? [members] : []));
  return sets.flatMap(({ members }) => {
    const known = members.filter((member) => terms.has(member));
    return known.flatMap((one, at) => [[one], ...known.slice(at + 1).map((other) => [one, other])]);
  });
}

/**
 * Rows for terms of one kind, as solvers see them who know no labels: for every union T of campaigns that hang together, the
 * actions that only campaigns of T may take stay within the sum of their ceilings; those that some campaign of T may take come
 * to the sum of their floors. Necessary for any labelling, and for actions of equal weight sufficient (Gale 1957).
 * @param implied what follows from rules of another kind: it has no row of its own
 */
function compileFamily(slots: CampaignSlots, terms: readonly Term[], family: Family, frame: ProblemFrame, implied: readonly Term[] = []): LimitPart[] {
  const everything = createScope(frame, {});
  const part = (rules: readonly string[], union: readonly number[], limit: number, held: number): LimitPart => ({
    ...family,
    type: 'limit',
    rule: rules.join(' + '),
    scope: everything,
    limit,
    periodOf: new Int32Array(frame.days),
    periodNames: [undefined],
    isPerRep: false,
    counted: { slots, isCounted: markSets(slots, new Set(union), family.sense), held, rules },
  });
  const single = strictest([...terms, ...implied], family.sense);
  const isOwn = (union: readonly number[]): boolean => union.length === 1 || terms.some(({ members }) => members.length > 1 && members.join() === union.join());
  const unions = listUnions(listBridges(slots, single, family.sense)).filter((union) => !isOwn(union));
  return [
    ...terms.map(({ rule, members, limit, held }) => part([rule], members, limit, held)),
    ...unions.map((union) => {
      const joined = union.map((campaign) => single.get(campaign)!);
      const held = joined.reduce((sum, term) => sum + term.held, 0);
      const left = joined.reduce((sum, term) => sum + Math.max(0, term.limit - term.held), 0);
      return part(joined.map(({ rule }) => rule), union, left + held, held);
    }),
  ];
}

/** The contacts, channels and days of one campaign, whoever else may act there; a wider net than its slots, so that targets stay a relaxation. */
function coverPart({ rule, members, limit }: Term, slots: CampaignSlots, frame: ProblemFrame): CoverPart {
  const [only] = members;
  const { contacts, channels, from, to } = (members.length === 1 && only !== undefined ? slots.campaigns[only] : undefined) ?? {};
  const scope = createScope(frame, { contacts, channels, from, to });
  const labels = new Set(members.map((at) => slots.campaigns[at]!.id));
  return { type: 'cover', rule, need: limit, scope: { ...scope, covers: (action) => action.campaign !== undefined && labels.has(action.campaign) && scope.covers(action) } };
}

/** How many actions a budget pays for at most; nothing follows where an action costs nothing. */
function toCounts(budgets: readonly Term[], slots: CampaignSlots, { problem }: ProblemFrame): Term[] {
  return budgets.flatMap((term) => {
    const [only] = term.members;
    const campaign = only === undefined ? undefined : slots.campaigns[only];
    const costs = problem.channels.filter(({ id }) => campaign?.channels?.includes(id) ?? true).map(({ unitCost }) => unitCost);
    const least = Math.min(...costs);
    return term.members.length === 1 && costs.length > 0 && least > 0 ? [{ ...term, held: 0, limit: Math.floor((Math.max(0, term.limit - term.held) + MONEY_TOLERANCE) / least) }] : [];
  });
}

/** How much a capacity lets a campaign spend at most. */
function toMoney(capacities: readonly Term[], { problem }: ProblemFrame): Term[] {
  const dearest = Math.max(...problem.channels.map(({ unitCost }) => unitCost));
  return capacities.flatMap((term) => (term.members.length === 1 ? [{ ...term, held: 0, limit: Math.max(0, term.limit - term.held) * dearest }] : []));
}

/**
 * Floors on the cheap actions alone, for each unit cost: a campaign that needs f actions for a budget of B, m being the least an
 * action costs and d the next dearer cost, takes at most (B − f · m) / (d − m) of the dearer ones.
 */
function compileCheapFloors(budgets: readonly Term[], floors: readonly Term[], slots: CampaignSlots, frame: ProblemFrame): LimitPart[] {
  const costs = [...new Set(frame.problem.channels.map(({ unitCost }) => unitCost))].sort((one, other) => one - other);
  const [least] = costs;
  const purses = strictest(budgets, 'atMost');
  const needs = strictest(floors, 'atLeast');
  return costs.slice(1).flatMap((dearer) => {
    const terms = [...needs].flatMap(([campaign, floor]): Term[] => {
      const purse = purses.get(campaign);
      if (purse === undefined || least === undefined) return [];
      const needed = floor.limit - floor.held;
      const spare = Math.max(0, purse.limit - purse.held) - needed * least;
      const limit = needed - Math.floor((spare + MONEY_TOLERANCE) / (dearer - least));
      return spare >= 0 && limit > 0 ? [{ rule: floor.rule, members: [campaign], limit: Math.min(limit, needed), held: 0 }] : [];
    });
    const weights = Float64Array.from(frame.problem.channels, ({ unitCost }) => (unitCost < dearer ? 1 : 0));
    return terms.length === 0 ? [] : compileFamily(slots, terms, { sense: 'atLeast', weights, countsMoney: false }, frame);
  });
}

/** Rows that nothing can fill for campaigns whose floor lies above their ceiling: rules that contradict each other. */
function contradict(ceilings: readonly Term[], floors: readonly Term[], slots: CampaignSlots, family: Family, frame: ProblemFrame): LimitPart[] {
  const lowest = strictest(ceilings, 'atMost');
  return [...strictest(floors, 'atLeast')].flatMap(([campaign, floor]) => {
    const ceiling = lowest.get(campaign);
    const over = ceiling === undefined ? 0 : floor.limit - floor.held - Math.max(0, ceiling.limit - ceiling.held);
    if (ceiling === undefined || over <= 0) return [];
    const rules = [floor.rule, ceiling.rule];
    return [{ ...family, type: 'limit' as const, rule: rules.join(' + '), scope: createScope(frame, {}), limit: over, periodOf: new Int32Array(frame.days), periodNames: [undefined], isPerRep: false, counted: { slots, isCounted: new Uint8Array(slots.sets.length), held: 0, rules } }];
  });
}

/** Terms of one kind of rules with what others hold of them. */
function readTerms(rules: readonly Constraint[], slots: CampaignSlots, limitOf: (rule: Constraint) => number | null, heldOf: (entries: readonly HeldAction[]) => number, held: readonly HeldAction[]): Term[] {
  const positions = new Map(slots.campaigns.map(({ id }, at) => [id, at]));
  return rules.flatMap((rule): Term[] => {
    const limit = limitOf(rule);
    if (limit === null) return [];
    const labels = new Set(rule.campaigns);
    const members = [...labels].flatMap((id) => positions.get(id) ?? []).sort((one, other) => one - other);
    return [{ rule: rule.id, members, limit, held: heldOf(held.filter(({ campaign }) => campaign !== undefined && labels.has(campaign))) }];
  });
}

const sumActions = (entries: readonly HeldAction[]): number => entries.reduce((sum, { actions }) => sum + actions, 0);
const sumMoney = (entries: readonly HeldAction[]): number => entries.reduce((sum, { amount }) => sum + amount, 0);

/**
 * Translates the rules that count by campaign for the solvers, all of them together.
 * O(rules² · sets + unions · sets), unions at most `MOST_UNIONS` a kind of rule.
 */
export function compileCampaigns(rules: readonly Constraint[], slots: CampaignSlots, ground: PlanGround): RulePart[] {
  const { held, contactCount } = ground;
  const weights = countEach(ground);
  const unitCosts = Float64Array.from(ground.problem.channels, ({ unitCost }) => unitCost);
  const atLeast: Family = { sense: 'atLeast', weights, countsMoney: false };
  const budgets = readTerms(rules, slots, (rule) => (rule.kind === 'budget' ? rule.max : null), sumMoney, held);
  const capacities = readTerms(rules, slots, (rule) => (rule.kind === 'capacity' ? rule.max : null), sumActions, held);
  const minimums = readTerms(rules, slots, (rule) => (rule.kind === 'minimum' ? rule.min : null), sumActions, held);
  const coverages = readTerms(rules, slots, (rule) => (rule.kind === 'coverage' ? (rule.minContacts ?? 0) : null), (entries) => new Set(listReaching(entries, contactCount).map(({ contact }) => contact)).size, held);
  return [
    ...compileFamily(slots, budgets, { sense: 'atMost', weights: unitCosts, countsMoney: true }, ground, toMoney(capacities, ground)),
    ...compileFamily(slots, capacities, { sense: 'atMost', weights, countsMoney: false }, ground, toCounts(budgets, slots, ground)),
    ...compileFamily(slots, [...minimums, ...coverages], atLeast, ground),
    ...compileCheapFloors(budgets, [...minimums, ...coverages], slots, ground),
    ...contradict([...capacities, ...toCounts(budgets, slots, ground)], [...minimums, ...coverages], slots, atLeast, ground),
    ...coverages.map((term) => coverPart(term, slots, ground)),
  ];
}
