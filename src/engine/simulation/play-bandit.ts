import { startOfDays } from '../allocation/day-marks.ts';
import { PlanState } from '../allocation/plan-state.ts';
import type { Random } from '../base/rng.ts';
import type { ArmRule } from '../exploration/policy.ts';
import type { BanditPolicy } from '../model/scenario.ts';
import { listActions } from './admit-actions.ts';
import { openBeliefs, poolEstimates, type PriorArm } from './bandit-beliefs.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { addUse, countReported, countUsage, createUse, addReportedUse, type ExactUse } from './count-usage.ts';
import { counterOf, createKeys, placeOf } from './draw-keys.ts';
import { sliceStarts } from './draw-replications.ts';
import { nameRefusal, nameRule } from './name-refusal.ts';
import { fillChances, logistic } from './logistic.ts';
import { fillNormals } from './normal-words.ts';
import { roundByLot } from './propose-actions.ts';
import { RefusalTally } from './refusal-tally.ts';
import { createSums, type ReplicationRange, type SimulationState, type SimulationSums } from './simulation-state.ts';
import { targetContacts } from './target-contacts.ts';
import { DRAW_ROUNDS, threefry } from './threefry.ts';
import { Pressure } from './weigh-actions.ts';

const WORD = 2 ** 32;

/** What playing a learning policy adds to a state. */
type BanditState = SimulationSums & Pick<SimulationState, 'targeted' | 'proposed' | 'planned' | 'isLearning' | 'refusals' | 'usage'>;

/** A learning policy, ready to be played in any range of replications. */
export interface BanditGame {
  play(range: ReplicationRange): BanditState;
}

/** Contacts that are to be acted on per day, in the order of lots. */
interface Slots {
  readonly byDay: readonly (readonly number[])[];
  readonly targeted: number;
  readonly proposed: number;
}

/** Every targeted contact gets its number of actions on evenly spread days from a day by lot; decided once. */
function spreadSlots(scenario: CompiledScenario, policy: BanditPolicy): Slots {
  const { keys, compiled, problem } = scenario;
  const byDay = Array.from({ length: compiled.days }, (): { contact: number; lot: number }[] => []);
  const isTarget = targetContacts(scenario, policy);
  const drawAt = (contact: number, purpose: 'count' | 'phase' | 'order', place: number): readonly [number, number] => threefry(keys[contact * 2]!, keys[contact * 2 + 1]!, counterOf(purpose, 0), place, DRAW_ROUNDS);
  let [targeted, proposed] = [0, 0];
  for (let contact = 0; contact < isTarget.length; contact += 1) {
    if (isTarget[contact] === 0) continue;
    targeted += 1;
    const count = roundByLot(policy.actionsPerContact, drawAt(contact, 'count', 0)[0]);
    const phase = drawAt(contact, 'phase', 0)[0] / WORD;
    for (let turn = 0; turn < count; turn += 1) {
      const day = Math.floor(((turn + phase) * compiled.days) / count);
      byDay[day]!.push({ contact, lot: drawAt(contact, 'order', placeOf(0, day))[0] });
    }
    proposed += count;
  }
  const { ids } = problem.contacts;
  const compare = (first: { contact: number; lot: number }, second: { contact: number; lot: number }): number => first.lot - second.lot || (ids[first.contact]! < ids[second.contact]! ? -1 : 1);
  return { byDay: byDay.map((slots) => slots.sort(compare).map(({ contact }) => contact)), targeted, proposed };
}

/** Uniform numbers of one segment and replication, in the order in which they are asked for. */
function createStream(key0: number, key1: number, replication: number): Random {
  let next = 0;
  return () => threefry(key0, key1, counterOf('choice', replication), next++, DRAW_ROUNDS)[0] / WORD;
}

/** The word of one draw of a contact in one replication: the one that `fillWords` has for it. */
const drawWord = ({ keys, tags }: CompiledScenario, purpose: 'estimate' | 'answer' | 'optOut', contact: number, channel: number, day: number, replication: number): number =>
  threefry(keys[contact * 2]!, keys[contact * 2 + 1]!, counterOf(purpose, replication >>> 1), placeOf(tags[channel]!, day), DRAW_ROUNDS)[replication & 1]!;

/** P(answer to a first action) in one replication, times 2³²: the same draw as any other policy has. */
function createChances(scenario: CompiledScenario): (contact: number, channel: number, replication: number) => number {
  const { channelKeys, sharedUncertainty, responseFactor } = scenario;
  const word = new Uint32Array(1);
  const normal = new Float64Array(1);
  const chance = new Float64Array(1);
  const toNormal = (bits: number): number => {
    word[0] = bits;
    fillNormals(normal, word, 1);
    return normal[0]!;
  };
  return (contact, channel, replication) => {
    const { centre, spread } = scenario.estimateOf(contact, channel);
    const most = responseFactor[channel]! * WORD;
    if (spread === 0) return Math.min(WORD, most * logistic(centre));
    let z = toNormal(drawWord(scenario, 'estimate', contact, channel, 0, replication));
    if (sharedUncertainty > 0) {
      const common = threefry(channelKeys[channel * 2]!, channelKeys[channel * 2 + 1]!, counterOf('estimate', replication >>> 1), 0, DRAW_ROUNDS)[replication & 1]!;
      z = z * Math.sqrt(1 - sharedUncertainty) + toNormal(common) * Math.sqrt(sharedUncertainty);
    }
    normal[0] = z;
    fillChances(chance, normal, { centre, spread }, most, WORD);
    return chance[0]!;
  };
}

/**
 * Opens a policy that learns. Each day every contact whose turn it is gets the channel that the rule chooses among those that the problem's
 * rules leave open to it then; overnight the answers of the day are taken in, by segment. Where no channel is open the action is refused by the
 * first rule that stands against the channel chosen among all. An action that needs a later one is never open.
 * O(replications · actions · channels · rules).
 */
export function openBandit(scenario: CompiledScenario, policy: BanditPolicy): BanditGame {
  const { compiled, problem, segments, segmentOf, valueParts, costParts, optOut } = scenario;
  const arms = problem.channels.flatMap(({ id }, at) => (policy.channels === undefined || policy.channels.includes(id) ? [at] : []));
  const everyArm = arms.map((_channel, arm) => arm);
  const slots = spreadSlots(scenario, policy);
  const members = segments.map((): number[] => []);
  for (const [contact, segment] of segmentOf.entries()) members[segment]!.push(contact);
  const priors = members.map((contacts): PriorArm[] => arms.map((channel) => poolEstimates(scenario, contacts, channel)));
  const segmentKeys = createKeys(scenario.seed, segments);
  const chanceOf = createChances(scenario);
  const perTouch = scenario.scenario.assumptions?.fatigue?.perTouch ?? 0;
  const slices = sliceStarts(scenario);

  function playOne(replication: number, at: number, replications: number, sums: SimulationSums, refusals: RefusalTally): PlanState {
    const state = new PlanState(compiled);
    const pressure = new Pressure(scenario);
    for (let contact = 0; contact < compiled.contactCount; contact += 1) pressure.begin(contact);
    const beliefs = priors.map((prior): ArmRule => openBeliefs(policy, prior));
    const streams = segments.map((_segment, segment) => createStream(segmentKeys[segment * 2]!, segmentKeys[segment * 2 + 1]!, replication));
    const isOut = new Uint8Array(compiled.contactCount);
    const isEngaged = new Uint8Array(compiled.contactCount);
    const isOpen = (contact: number, channel: number, day: number): boolean =>
      state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day) && state.hasPartners(contact, channel, day);
    for (const [day, contacts] of slots.byDay.entries()) {
      const learned: { readonly segment: number; readonly arm: number; readonly answer: number }[] = [];
      for (const contact of contacts) {
        if (isOut[contact] === 1) continue;
        const segment = segmentOf[contact]!;
        const open = everyArm.filter((arm) => isOpen(contact, arms[arm]!, day));
        const arm = beliefs[segment]!.draw(open.length === 0 ? everyArm : open, null, streams[segment]!);
        const channel = arms[arm]!;
        if (open.length === 0) {
          refusals.add(nameClosed(state, contact, channel, day));
          sums.refused[at]! += 1;
          continue;
        }
        if (state.contactCount[contact] === 0) sums.reached[at]! += 1;
        const earlier = state.pairCount[contact * compiled.channelCount + channel]!;
        state.insert(contact, channel, day);
        const pressing = pressure.take(contact, channel, day);
        const chance = chanceOf(contact, channel, replication) * compiled.tierFactor[channel * compiled.tierCount + earlier]! * Math.exp(-perTouch * pressing);
        const answer = drawWord(scenario, 'answer', contact, channel, day, replication) < chance ? 1 : 0;
        learned.push({ segment, arm, answer });
        for (const slice of [day, slices.channel + channel, slices.segment + segment]) {
          const row = slice * replications + at;
          sums.actions[row]! += 1;
          sums.cost[row]! += costParts[channel]!;
          sums.responses[row]! += answer;
          sums.lift[row]! += answer * valueParts[contact]!;
        }
        if (answer === 1 && isEngaged[contact] === 0) {
          isEngaged[contact] = 1;
          sums.engaged[at]! += 1;
        }
        if (optOut > 0 && drawWord(scenario, 'optOut', contact, channel, day, replication) < Math.min(1, optOut * (pressing + 1)) * WORD) {
          isOut[contact] = 1;
          sums.optedOut[at]! += 1;
        }
      }
      for (const { segment, arm, answer } of learned) beliefs[segment]!.update(arm, answer, null);
    }
    return state;
  }

  function nameClosed(state: PlanState, contact: number, channel: number, day: number): ReturnType<typeof nameRule> {
    const isKept = state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day);
    if (!isKept) return nameRefusal(scenario, state, contact, channel, day);
    const { needs, groups, channelCount, days } = compiled;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
      const need = needs.part[entry]!;
      if (needs.inDay[startOfDays(needs, need, contact, days) + day] === 1 && !state.hasPartner(contact, need, day)) return nameRule(scenario, needs.parts[need]!.rule);
    }
    throw new Error(`nothing stands against contact ${contact}, channel ${channel}, day ${day}`);
  }

  return {
    play({ firstReplication, replications }) {
      const sums = createSums(slices.count, replications);
      const refusals = new RefusalTally();
      const use = createUse(compiled);
      let reported: ExactUse | null = null;
      let planned = 0;
      for (let at = 0; at < replications; at += 1) {
        const state = playOne(firstReplication + at, at, replications, sums, refusals);
        const actions = listActions(state);
        addUse(use, compiled, actions, problem.contacts.ids.keys());
        reported = addReportedUse(scenario, actions, reported);
        planned += state.liveCount;
      }
      const usage = [...countUsage(scenario, use, replications), ...countReported(scenario, reported, replications)];
      return { ...sums, targeted: slots.targeted, proposed: slots.proposed, planned, isLearning: true, refusals: refusals.list(), usage };
    },
  };
}
