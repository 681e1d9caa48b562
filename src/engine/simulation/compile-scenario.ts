import { compileProblem } from '../allocation/compile-problem.ts';
import type { CompiledProblem } from '../allocation/compiled-problem.ts';
import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import { isActive, type ConstraintKind } from '../model/constraint.ts';
import type { Assumptions, Scenario } from '../model/scenario.ts';
import { createKeys, createTags } from './draw-keys.ts';
import { chooseScale, toParts, type ExactScale } from './exact-scale.ts';
import { createMatcher, type LogitNormal } from './logit-normal.ts';

/** Kinds of rules that have a limit or target of which use is counted. */
const countedKinds: ReadonlySet<ConstraintKind> = new Set<ConstraintKind>(['capacity', 'rep_capacity', 'budget', 'concurrent', 'coverage', 'minimum']);

/** What a problem and a seed come to, the same for every variant. Contacts × channels are at contact · channels + channel. */
export interface ScenarioGround {
  readonly problem: AllocationProblem;
  readonly seed: number;
  readonly compiled: CompiledProblem;
  /** The rules that are only reported, as if they stood, for counting what is used of them; null where there are none. */
  readonly reported: CompiledProblem | null;
  /** Two words per contact, from its ID. */
  readonly keys: Uint32Array;
  readonly tags: Uint32Array;
  /** Two words per channel, from its ID, for what its contacts have in common. */
  readonly channelKeys: Uint32Array;
  /** Names of the segments in order of text; one nameless segment where contacts have none. */
  readonly segments: readonly string[];
  readonly segmentOf: Int32Array;
  readonly valueScale: ExactScale;
  /** Value of each contact in whole parts. */
  readonly valueParts: Float64Array;
  /** What the estimate says of a contact and channel; matched when first asked for. */
  estimateOf(contact: number, channel: number): LogitNormal;
}

/** A scenario as it is played. */
export interface CompiledScenario extends ScenarioGround {
  readonly scenario: Scenario;
  /** The problem with the costs and limits that are assumed. */
  readonly compiled: CompiledProblem;
  readonly responseFactor: Float64Array;
  readonly costScale: ExactScale;
  /** Cost of an action by each channel in whole parts. */
  readonly costParts: Float64Array;
  readonly optOut: number;
  readonly sharedUncertainty: number;
}

function readSegments({ ids, segment }: AllocationProblem['contacts']): Pick<ScenarioGround, 'segments' | 'segmentOf'> {
  const segments = [...new Set(segment ?? [''])].sort();
  const position = new Map(segments.map((name, at) => [name, at]));
  return { segments, segmentOf: Int32Array.from(ids, (_id, at) => position.get(segment?.[at] ?? '') ?? 0) };
}

function createEstimates({ channels, contacts }: AllocationProblem): ScenarioGround['estimateOf'] {
  const match = createMatcher();
  const centres = new Float64Array(contacts.ids.length * channels.length).fill(Number.NaN);
  const spreads = new Float64Array(centres.length);
  const columns = channels.map(({ id }) => ({ response: contacts.response[id], sd: contacts.sd?.[id] }));
  return (contact, channel) => {
    const pair = contact * channels.length + channel;
    if (Number.isNaN(centres[pair]!)) {
      const { response, sd } = columns[channel]!;
      const { centre, spread } = match(response?.[contact] ?? 0, sd?.[contact] ?? 0);
      centres[pair] = centre;
      spreads[pair] = spread;
    }
    return { centre: centres[pair]!, spread: spreads[pair]! };
  };
}

/** The problem of the rules alone that are only reported. */
function compileReported({ terms: _terms, constraints, ...problem }: AllocationProblem): CompiledProblem | null {
  const reported = constraints.filter((rule) => !isActive(rule) && countedKinds.has(rule.kind));
  return reported.length === 0 ? null : compileProblem({ ...problem, constraints: reported.map(({ enforce: _enforce, ...rule }) => rule) });
}

/** Compiles what variants of a scenario share. O(compiling the problem + contacts). */
export function compileGround(problem: AllocationProblem, seed: number): ScenarioGround {
  const channelIds = problem.channels.map(({ id }) => id);
  const valueScale = chooseScale(problem.contacts.value.reduce((most, value) => Math.max(most, value), 0));
  return {
    problem,
    seed,
    compiled: compileProblem(problem),
    reported: compileReported(problem),
    keys: createKeys(seed, problem.contacts.ids),
    tags: createTags(channelIds),
    channelKeys: createKeys(seed, channelIds),
    ...readSegments(problem.contacts),
    valueScale,
    valueParts: Float64Array.from(problem.contacts.value, (value) => toParts(value, valueScale)),
    estimateOf: createEstimates(problem),
  };
}

/** Factor per name: the common one times its own. */
const readFactors = (names: readonly string[], factors: { readonly all?: number | undefined } | undefined, byName: Readonly<Record<string, number>> | undefined): Float64Array =>
  Float64Array.from(names, (name) => (factors?.all ?? 1) * (byName?.[name] ?? 1));

const isPlain = (factors: Float64Array): boolean => factors.every((factor) => factor === 1);

/** The compiled problem with other costs: unit costs, what the objective and budgets count. O(entries). */
function overrideCosts(compiled: CompiledProblem, factors: Float64Array): CompiledProblem {
  if (isPlain(factors)) return compiled;
  const { limits, channelCount } = compiled;
  const entryWeight = limits.entryWeight.slice();
  for (let cell = 0; cell + 1 < limits.start.length; cell += 1) {
    const factor = factors[cell % channelCount]!;
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) if (limits.parts[limits.part[entry]!]!.countsMoney) entryWeight[entry]! *= factor;
  }
  const scale = (costs: Float64Array): Float64Array => costs.map((cost, channel) => cost * factors[channel]!);
  return { ...compiled, unitCost: scale(compiled.unitCost), objectiveCost: scale(compiled.objectiveCost), limits: { ...limits, entryWeight } };
}

/** The compiled problem with other ceilings, less what others hold of them. O(rows). */
function overrideLimits(compiled: CompiledProblem, problem: AllocationProblem, { capacity }: Assumptions): CompiledProblem {
  const ids = rulesOf(problem).map(({ id }) => id);
  const factors = readFactors(ids, capacity, capacity?.byRule);
  if (isPlain(factors)) return compiled;
  const factorOf = new Map(ids.map((id, at) => [id, factors[at]!]));
  const { limits } = compiled;
  const rowLimit = limits.rowLimit.slice();
  for (let row = 0; row < limits.rowCount; row += 1) {
    const part = limits.parts[limits.rowPart[row]!]!;
    if (part.sense !== 'atMost') continue;
    // Ceilings that follow from several rules together are as loose as the loosest of them.
    const factor = Math.max(...(part.counted?.rules ?? [part.rule]).map((rule) => factorOf.get(rule) ?? 1));
    rowLimit[row] = Math.max(0, part.limit * factor - limits.rowHeld[row]!);
  }
  return { ...compiled, limits: { ...limits, rowLimit } };
}

/**
 * Compiles a checked scenario. A ground compiled before serves again where the problem is the same object and the seed the same:
 * a variant costs no more than its channels, entries and rows.
 */
export function compileScenario(scenario: Scenario, known?: ScenarioGround): CompiledScenario {
  const { problem, seed, assumptions = {} } = scenario;
  const ground = known !== undefined && known.problem === problem && known.seed === seed ? known : compileGround(problem, seed);
  const channelIds = problem.channels.map(({ id }) => id);
  const costFactor = readFactors(channelIds, assumptions.cost, assumptions.cost?.byChannel);
  const assume = (known: CompiledProblem): CompiledProblem => overrideLimits(overrideCosts(known, costFactor), problem, assumptions);
  const compiled = assume(ground.compiled);
  const costScale = chooseScale(compiled.unitCost.reduce((most, cost) => Math.max(most, cost), 0));
  return {
    ...ground,
    scenario,
    compiled,
    reported: ground.reported === null ? null : assume(ground.reported),
    responseFactor: readFactors(channelIds, assumptions.response, assumptions.response?.byChannel),
    costScale,
    costParts: compiled.unitCost.map((cost) => toParts(cost, costScale)),
    optOut: assumptions.optOut ?? 0,
    sharedUncertainty: assumptions.sharedUncertainty ?? 0,
  };
}
