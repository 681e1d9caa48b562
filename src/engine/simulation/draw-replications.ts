import type { CompiledScenario } from './compile-scenario.ts';
import { counterOf, placeOf } from './draw-keys.ts';
import { fillChances, logistic } from './logistic.ts';
import { fillNormals } from './normal-words.ts';
import { createSums, type ReplicationRange, type SimulationSums } from './simulation-state.ts';
import { fillWords } from './threefry.ts';
import type { Schedule } from './weigh-actions.ts';

/** Contacts by position. */
export type ContactList = Iterable<number>;

const WORD = 2 ** 32;

/** Where the slices of a scenario begin: days, then channels, then segments. */
export const sliceStarts = ({ compiled, segments }: CompiledScenario): { readonly channel: number; readonly segment: number; readonly count: number } => {
  const channel = compiled.days;
  const segment = channel + compiled.channelCount;
  return { channel, segment, count: segment + segments.length };
};

/**
 * Draws words for replications: two of them share a counter, so `lead` (0 or 1) words before the first replication belong to the one
 * before the range.
 */
interface WordRun {
  readonly words: Uint32Array;
  readonly firstHalf: number;
  readonly halves: number;
  readonly lead: number;
}

function openRun({ firstReplication, replications }: ReplicationRange): WordRun {
  const firstHalf = firstReplication >>> 1;
  const halves = ((firstReplication + replications - 1) >>> 1) - firstHalf + 1;
  return { words: new Uint32Array(halves * 2), firstHalf, halves, lead: firstReplication & 1 };
}

/** Common normals per channel and replication, times the root of their share; null where contacts have nothing in common. */
function drawShared({ sharedUncertainty, channelKeys, compiled }: CompiledScenario, run: WordRun): Float64Array[] | null {
  if (sharedUncertainty === 0) return null;
  return Array.from({ length: compiled.channelCount }, (_, channel) => {
    fillWords(run.words, { key0: channelKeys[channel * 2]!, key1: channelKeys[channel * 2 + 1]!, counter1: 0 }, counterOf('estimate', run.firstHalf), run.halves);
    const normals = new Float64Array(run.halves * 2);
    fillNormals(normals, run.words, run.halves * 2);
    return normals.map((normal) => normal * Math.sqrt(sharedUncertainty));
  });
}

/** Chances of the contacts' channels, drawn per replication. Times 2³², as they are held against words. */
class ChanceTable {
  private readonly scenario: CompiledScenario;
  private readonly run: WordRun;
  private readonly shared: Float64Array[] | null;
  private readonly ownShare: number;
  private readonly normals: Float64Array;
  private readonly rows: Float64Array[];
  private readonly drawnFor: Int32Array;

  constructor(scenario: CompiledScenario, run: WordRun) {
    this.scenario = scenario;
    this.run = run;
    this.shared = drawShared(scenario, run);
    this.ownShare = Math.sqrt(1 - scenario.sharedUncertainty);
    this.normals = new Float64Array(run.halves * 2);
    this.rows = Array.from({ length: scenario.compiled.channelCount }, () => new Float64Array(run.halves * 2));
    this.drawnFor = new Int32Array(scenario.compiled.channelCount).fill(-1);
  }

  /** P(answer to a first action) by replication, lead words included; drawn once per contact and channel. */
  of(contact: number, channel: number): Float64Array {
    const row = this.rows[channel]!;
    if (this.drawnFor[channel] !== contact) this.fill(row, contact, channel);
    this.drawnFor[channel] = contact;
    return row;
  }

  private fill(row: Float64Array, contact: number, channel: number): void {
    const { run, normals, scenario } = this;
    const { centre, spread } = scenario.estimateOf(contact, channel);
    const most = scenario.responseFactor[channel]! * WORD;
    if (spread === 0) {
      row.fill(Math.min(WORD, most * logistic(centre)));
      return;
    }
    fillWords(run.words, { key0: scenario.keys[contact * 2]!, key1: scenario.keys[contact * 2 + 1]!, counter1: placeOf(scenario.tags[channel]!, 0) }, counterOf('estimate', run.firstHalf), run.halves);
    fillNormals(normals, run.words, row.length);
    const shared = this.shared?.[channel];
    if (shared !== undefined) for (let at = 0; at < row.length; at += 1) normals[at] = normals[at]! * this.ownShare + shared[at]!;
    fillChances(row, normals, { centre, spread }, most, WORD);
  }
}

/** Actions that some contacts had before, to be taken back where they are drawn. */
export interface FormerActions {
  readonly schedule: Schedule;
  /** Place in the former schedule per contact; negative where nothing is to be taken back. Its estimate and segment must be those of now. */
  readonly of: Int32Array;
}

/**
 * Plays the actions of some contacts in a range of replications: draws the chance of each contact and channel from its estimate, the answer to each action, and opt-outs,
 * and adds them up exactly. Every draw hangs on seed, contact, channel, day and replication alone. O(actions · replications).
 * @param former taken back in the same pass, from the same chances; absent = nothing
 */
export function drawReplications(scenario: CompiledScenario, schedule: Schedule, contacts: ContactList, range: ReplicationRange, former?: FormerActions): SimulationSums {
  const { replications } = range;
  const { keys, tags, valueParts, costParts, segmentOf } = scenario;
  const slices = sliceStarts(scenario);
  const sums = createSums(slices.count, replications);
  const { responses, lift, actions, cost } = sums;
  const run = openRun(range);
  const { words, firstHalf, halves, lead } = run;
  const chances = new ChanceTable(scenario, run);
  const planned = new Float64Array(slices.count);
  const plannedCost = new Float64Array(slices.count);
  const answers = new Float64Array(replications);
  const isOut = new Uint8Array(replications);
  let reached = 0;

  /** Plays the actions from `first` to before `end`; with the sign −1 they are taken back. */
  const play = (contact: number, { channel, day, factor, optOutChance }: Schedule, first: number, end: number, sign: 1 | -1): void => {
    if (first === end) return;
    const value = sign * valueParts[contact]!;
    const segmentRow = (slices.segment + segmentOf[contact]!) * replications;
    const stream = { key0: keys[contact * 2]!, key1: keys[contact * 2 + 1]!, counter1: 0 };
    let anyOut = false;
    reached += sign;
    for (let action = first; action < end; action += 1) {
      const by = channel[action]!;
      const on = day[action]!;
      const dayRow = on * replications;
      const channelRow = (slices.channel + by) * replications;
      const costs = sign * costParts[by]!;
      planned[on]! += sign;
      plannedCost[on]! += costs;
      planned[slices.channel + by]! += sign;
      plannedCost[slices.channel + by]! += costs;
      planned[slices.segment + segmentOf[contact]!]! += sign;
      plannedCost[slices.segment + segmentOf[contact]!]! += costs;
      const chance = chances.of(contact, by);
      const times = factor[action]!;
      stream.counter1 = placeOf(tags[by]!, on);
      fillWords(words, stream, counterOf('answer', firstHalf), halves);
      if (anyOut) {
        for (let at = 0; at < replications; at += 1) {
          if (isOut[at] === 0) continue;
          actions[dayRow + at]! -= sign;
          actions[channelRow + at]! -= sign;
          actions[segmentRow + at]! -= sign;
          cost[dayRow + at]! -= costs;
          cost[channelRow + at]! -= costs;
          cost[segmentRow + at]! -= costs;
        }
      }
      for (let at = 0; at < replications; at += 1) {
        if (words[at + lead]! >= times * chance[at + lead]! || (anyOut && isOut[at] === 1)) continue;
        responses[dayRow + at]! += sign;
        lift[dayRow + at]! += value;
        responses[channelRow + at]! += sign;
        lift[channelRow + at]! += value;
        answers[at]! += 1;
      }
      if (optOutChance === null) continue;
      fillWords(words, stream, counterOf('optOut', firstHalf), halves);
      const leaves = optOutChance[action]! * WORD;
      for (let at = 0; at < replications; at += 1) {
        if (words[at + lead]! >= leaves || isOut[at] === 1) continue;
        isOut[at] = 1;
        anyOut = true;
        sums.optedOut[at]! += sign;
      }
    }
    for (let at = 0; at < replications; at += 1) {
      const count = answers[at]!;
      if (count === 0) continue;
      responses[segmentRow + at]! += sign * count;
      lift[segmentRow + at]! += count * value;
      sums.engaged[at]! += sign;
      answers[at] = 0;
    }
    if (anyOut) isOut.fill(0);
  };

  for (const contact of contacts) {
    const old = former?.of[contact] ?? -1;
    if (former !== undefined && old >= 0) play(contact, former.schedule, former.schedule.start[old]!, former.schedule.start[old + 1]!, -1);
    play(contact, schedule, schedule.start[contact]!, schedule.start[contact + 1]!, 1);
  }
  for (let slice = 0; slice < slices.count; slice += 1) {
    for (let at = 0; at < replications; at += 1) {
      actions[slice * replications + at]! += planned[slice]!;
      cost[slice * replications + at]! += plannedCost[slice]!;
    }
  }
  sums.reached.fill(reached);
  return sums;
}
