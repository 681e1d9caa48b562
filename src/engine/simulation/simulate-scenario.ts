import { formatDay } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { isCancelled } from '../base/cancel.ts';
import type { RunControl } from '../base/progress.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Simulation } from '../model/simulation.ts';
import { admitActions, type Admission } from './admit-actions.ts';
import { applyParameters, type ParameterValues } from './apply-parameter.ts';
import { compileGround, compileScenario, type CompiledScenario, type ScenarioGround } from './compile-scenario.ts';
import { countReported, countUsage, addReportedUse } from './count-usage.ts';
import { drawReplications, sliceStarts } from './draw-replications.ts';
import { openBandit } from './play-bandit.ts';
import { proposeActions } from './propose-actions.ts';
import { joinReplications, type ReplicationRange, type SimulationState, type SimulationSums } from './simulation-state.ts';
import { summarise } from './summarise.ts';
import { weighActions, type Schedule } from './weigh-actions.ts';

/** How a simulation is stopped and reports: phase `replications`. */
export type SimulationControl = Partial<Pick<RunControl, 'cancel' | 'onProgress'>>;

/** Sums of so many days, channels and segments × replications are kept at most. */
export const MOST_SUMS = 16_000_000;
/** Actions drawn between two looks at the cancel flag. */
const DRAWS_IN_BLOCK = 12_000_000;
/** Replications of a block: an even number of them, because two share a draw. */
const blockOf = (actions: number): number => Math.max(8, Math.min(256, 2 * Math.floor(DRAWS_IN_BLOCK / (2 * Math.max(1, actions)))));

/** Replications of a learning policy between two looks. */
const BANDIT_BLOCK = 4;

/** A scenario with what its policy does, decided and weighed. */
export interface PlayedScenario {
  readonly scenario: CompiledScenario;
  readonly admission: Admission;
  readonly schedule: Schedule;
}

/** Decides what is done to whom and when; for policies that do not learn. O(contacts · channels + actions · log actions). */
export function playPolicy(scenario: CompiledScenario): PlayedScenario {
  const { policy } = scenario.scenario;
  if (policy.kind === 'bandit') throw new RangeError('a bandit policy decides day by day');
  const admission = admitActions(scenario, proposeActions(scenario, policy));
  return { scenario, admission, schedule: weighActions(scenario, admission) };
}

/** What a state says of its scenario whatever was drawn. */
const describeScenario = ({ scenario, problem, compiled, segments, seed, valueScale, costScale }: CompiledScenario) => ({
  scenario: scenario.name,
  seed,
  contacts: problem.contacts.ids.length,
  days: Array.from({ length: compiled.days }, (_, day) => formatDay(compiled.frame.startDay + day)),
  channels: problem.channels.map(({ id }) => id),
  segments,
  valueScale,
  costScale,
});

/** A state of sums that were drawn for a decided scenario. */
export const toState = ({ scenario, admission }: PlayedScenario, range: ReplicationRange, sums: SimulationSums): SimulationState => ({
  ...describeScenario(scenario),
  ...range,
  ...sums,
  refused: new Float64Array(range.replications).fill(admission.proposed - admission.channel.length),
  targeted: admission.targeted,
  proposed: admission.proposed,
  planned: admission.channel.length,
  isLearning: false,
  refusals: admission.refusals,
  usage: [...countUsage(scenario, admission.use), ...countReported(scenario, addReportedUse(scenario, admission))],
});

/** Draws a range block by block. A cancel keeps the blocks that are finished; before the first it is the fault CANCELLED. */
function drawBlocks(range: ReplicationRange, size: number, draw: (block: ReplicationRange) => SimulationState, control: SimulationControl): Result<SimulationState> {
  const end = range.firstReplication + range.replications;
  const states: SimulationState[] = [];
  for (let first = range.firstReplication; first < end && !isCancelled(control.cancel); first += size) {
    const block = { firstReplication: first, replications: Math.min(size, end - first) };
    states.push(draw(block));
    control.onProgress?.({ phase: 'replications', done: first + block.replications - range.firstReplication, total: range.replications });
  }
  return states.length === 0 ? fail('CANCELLED', 'The simulation was cancelled before a replication was finished.') : succeed(joinReplications(states));
}

/** Draws a range of replications of a scenario whose actions are decided; `CANCELLED` where none was finished. */
export function drawState(played: PlayedScenario, range: ReplicationRange, control: SimulationControl = {}): Result<SimulationState> {
  const { scenario, schedule } = played;
  const contacts = [...scenario.problem.contacts.ids.keys()];
  return drawBlocks(range, blockOf(schedule.channel.length), (block) => toState(played, block, drawReplications(scenario, schedule, contacts, block)), control);
}

/** Plays a compiled scenario in a range of replications. */
function playRange(scenario: CompiledScenario, range: ReplicationRange, control: SimulationControl): Result<SimulationState> {
  const { policy } = scenario.scenario;
  if (policy.kind !== 'bandit') return drawState(playPolicy(scenario), range, control);
  const game = openBandit(scenario, policy);
  return drawBlocks(range, BANDIT_BLOCK, (block) => ({ ...describeScenario(scenario), ...block, ...game.play(block) }), control);
}

/** Replications that are meant: the whole scenario where nothing is said. */
export const rangeOf = ({ replications }: Scenario, range: Partial<ReplicationRange>): ReplicationRange => ({ firstReplication: range.firstReplication ?? 0, replications: range.replications ?? replications - (range.firstReplication ?? 0) });

function checkRange({ firstReplication, replications }: ReplicationRange, slices: number): Result<void> {
  const isWhole = Number.isInteger(firstReplication) && firstReplication >= 0 && Number.isInteger(replications) && replications > 0;
  if (!isWhole) return fail('BAD_INPUT', `Replications from ${firstReplication}, ${replications} of them. Expected a start of 0 or more and at least 1.`, { path: 'replications' });
  if (slices * replications > MOST_SUMS) return fail('BAD_INPUT', `${replications} replications × ${slices} days, channels and segments are more than ${MOST_SUMS} sums.`, { path: 'replications', hint: `At most ${Math.floor(MOST_SUMS / slices)} replications fit.` });
  return succeed(undefined);
}

/** Plays a checked scenario on what was compiled before of its problem and seed. */
export function simulateCompiled(scenario: Scenario, ground: ScenarioGround, range: ReplicationRange, control: SimulationControl = {}): Result<SimulationState> {
  const compiled = compileScenario(scenario, ground);
  const fit = checkRange(range, sliceStarts(compiled).count);
  return fit.ok ? playRange(compiled, range, control) : fit;
}

/** A scenario compiled once, for many variants and ranges of replications. */
export interface OpenScenario {
  readonly base: Scenario;
  /** Plays a variant; faults of `applyParameters`, `BAD_INPUT` for a range that is none or too large, `CANCELLED` where nothing was finished. */
  simulate(values: ParameterValues, range?: Partial<ReplicationRange>, control?: SimulationControl): Result<SimulationState>;
  /** Sums a state up as `omnivor.simulation/1`. */
  summarise(state: SimulationState): Simulation;
}

/** Opens a checked scenario: compiles its problem once. The same values and ranges give the same bytes, whatever was simulated before. */
export function openScenario(base: Scenario): OpenScenario {
  const ground = compileGround(base.problem, base.seed);
  return {
    base,
    simulate(values, range = {}, control = {}) {
      const variant = applyParameters(base, values);
      if (!variant.ok) return variant;
      return simulateCompiled(variant.value, ground, rangeOf(variant.value, range), control);
    },
    summarise,
  };
}

/**
 * Plays a checked scenario: its policy decides once, the rules let through what they let through, and every replication draws chances
 * from the estimates, answers and opt-outs. Equal scenarios give equal bytes. A cancel answers the replications finished by then.
 */
export function simulateScenario(scenario: Scenario, range: Partial<ReplicationRange> = {}, control: SimulationControl = {}): Result<Simulation> {
  const state = openScenario(scenario).simulate({}, range, control);
  return state.ok ? succeed(summarise(state.value)) : state;
}
