import { checkScenario } from '../model/check-scenario.ts';
import { readAllocationProblem } from '../model/check-problem.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Assumptions, Scenario } from '../model/scenario.ts';

/** What two scenarios can differ in; `everything` where what one has makes no sense in the other. */
export type ScenarioPart = 'audience' | 'rules' | 'policy' | 'response' | 'cost' | 'capacity' | 'fatigue' | 'everything';

interface PartReader {
  readonly part: ScenarioPart;
  /** What the part consists of. */
  read(scenario: Scenario): unknown;
  /** The scenario with the part of another. */
  take(scenario: Scenario, from: Scenario): Scenario;
}

const ruleNames = ['constraints', 'terms', 'fixed', 'forbidden', 'held', 'campaigns', 'reserved'] as const;

const rulesPart = (problem: AllocationProblem): Partial<AllocationProblem> => Object.fromEntries(ruleNames.flatMap((name) => (problem[name] === undefined ? [] : [[name, problem[name]]])));

function withoutRules(problem: AllocationProblem): AllocationProblem {
  const { terms: _terms, fixed: _fixed, forbidden: _forbidden, held: _held, campaigns: _campaigns, reserved: _reserved, name: _name, ...rest } = problem;
  return { ...rest, name: '', constraints: [] };
}

const assumptionPart = (part: ScenarioPart, ...names: (keyof Assumptions)[]): PartReader => ({
  part,
  read: ({ assumptions = {} }) => names.map((name) => assumptions[name] ?? null),
  take(scenario, from) {
    const { assumptions = {} } = scenario;
    const kept = Object.fromEntries(Object.entries(assumptions).filter(([name]) => !names.some((taken) => taken === name)));
    const taken = Object.fromEntries(names.flatMap((name) => (from.assumptions?.[name] === undefined ? [] : [[name, from.assumptions[name]]])));
    return { ...scenario, assumptions: { ...kept, ...taken } };
  },
});

const readers: readonly PartReader[] = [
  { part: 'audience', read: ({ problem }) => withoutRules(problem), take: (scenario, from) => ({ ...scenario, problem: { ...withoutRules(from.problem), ...rulesPart(scenario.problem) } }) },
  { part: 'rules', read: ({ problem }) => rulesPart(problem), take: (scenario, from) => ({ ...scenario, problem: { ...withoutRules(scenario.problem), ...rulesPart(from.problem) } }) },
  { part: 'policy', read: ({ policy }) => policy, take: (scenario, from) => ({ ...scenario, policy: from.policy }) },
  assumptionPart('response', 'response', 'sharedUncertainty'),
  assumptionPart('cost', 'cost'),
  assumptionPart('capacity', 'capacity'),
  assumptionPart('fatigue', 'fatigue', 'optOut'),
];

/** Every mixture of two scenarios by the parts in which they differ. */
export interface ScenarioMixtures {
  readonly parts: readonly ScenarioPart[];
  /** At index `set`: the first scenario with those parts of the second whose bits are set. */
  readonly scenarios: readonly Scenario[];
}

/** So many parts are told apart at most; further ones count as one with the last. */
export const MOST_PARTS = 6;

function mixAll(first: Scenario, second: Scenario, groups: readonly (readonly PartReader[])[]): Scenario[] {
  const problems = new Map<number, AllocationProblem>();
  const problemBits = groups.reduce((bits, group, at) => (group.some(({ part }) => part === 'audience' || part === 'rules') ? bits | (1 << at) : bits), 0);
  return Array.from({ length: 2 ** groups.length }, (_, set) => {
    let mixed = first;
    for (const [at, group] of groups.entries()) if (((set >> at) & 1) === 1) for (const reader of group) mixed = reader.take(mixed, second);
    // Mixtures of equal problems share one object, so that it is compiled once.
    const problem = problems.get(set & problemBits) ?? mixed.problem;
    problems.set(set & problemBits, problem);
    return { ...mixed, problem };
  });
}

/** Mixtures of two checked scenarios, each of which can be played; where some cannot, the two of them as they are. O(2^parts). */
export function mixScenarios(first: Scenario, second: Scenario): ScenarioMixtures {
  const differing = readers.filter(({ read }) => JSON.stringify(read(first)) !== JSON.stringify(read(second)));
  const groups = differing.slice(0, MOST_PARTS).map((reader, at) => (at + 1 === MOST_PARTS ? differing.slice(at) : [reader]));
  const scenarios = mixAll(first, second, groups);
  const isSound = scenarios.every((scenario) => checkScenario(scenario).ok) && [...new Set(scenarios.map(({ problem }) => problem))].every((problem) => readAllocationProblem(problem).ok);
  if (isSound) return { parts: groups.map((group) => group[0]!.part), scenarios };
  return { parts: ['everything'], scenarios: [first, { ...second, seed: first.seed, replications: first.replications }] };
}
