import type { BanditPolicy, MixPolicy } from '../model/scenario.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { counterOf } from './draw-keys.ts';
import { threefry, DRAW_ROUNDS } from './threefry.ts';

/** A contact's lot: a word of its own key. */
const drawLot = ({ keys }: CompiledScenario, contact: number): number => threefry(keys[contact * 2]!, keys[contact * 2 + 1]!, counterOf('target', 0), 0, DRAW_ROUNDS)[0];

/** Response of a contact that ranks it: by the shares of a mix, else of its best channel. */
function readResponse({ problem, responseFactor }: CompiledScenario, policy: MixPolicy | BanditPolicy): (contact: number) => number {
  const columns = problem.channels.map(({ id }, at) => {
    const weight = policy.kind === 'mix' ? (policy.shares[id] ?? 0) : policy.channels === undefined || policy.channels.includes(id) ? 1 : 0;
    return { response: problem.contacts.response[id], weight: weight * responseFactor[at]! };
  });
  return (contact) => {
    let [sum, most] = [0, 0];
    for (const { response, weight } of columns) {
      const worth = weight * (response?.[contact] ?? 0);
      sum += worth;
      if (worth > most) most = worth;
    }
    return policy.kind === 'mix' ? sum : most;
  };
}

/**
 * 1 per contact that a policy acts on: all, or the share of them that comes first by value, by value × response, or by lot; who ties is
 * chosen by lot. Where nothing is said of how, by value. By lot each contact stands for itself: it is in where its own lot falls below
 * the share. O(contacts · log contacts).
 */
export function targetContacts(scenario: CompiledScenario, policy: MixPolicy | BanditPolicy): Uint8Array {
  const { problem } = scenario;
  const count = problem.contacts.ids.length;
  const { targetShare = 1, targeting = 'value' } = policy;
  if (targetShare >= 1) return new Uint8Array(count).fill(1);
  if (targeting === 'random') return Uint8Array.from({ length: count }, (_, contact) => (drawLot(scenario, contact) < targetShare * 2 ** 32 ? 1 : 0));
  const responseOf = targeting === 'lift' ? readResponse(scenario, policy) : () => 1;
  const score = Float64Array.from(problem.contacts.value, (value, contact) => value * responseOf(contact));
  const wanted = Math.round(targetShare * count);
  const isTarget = new Uint8Array(count);
  if (wanted === 0) return isTarget;
  const threshold = score.toSorted()[count - wanted]!;
  const ties: number[] = [];
  let taken = 0;
  for (let contact = 0; contact < count; contact += 1) {
    if (score[contact]! > threshold) {
      isTarget[contact] = 1;
      taken += 1;
    } else if (score[contact] === threshold) ties.push(contact);
  }
  const lots = ties.map((contact) => ({ contact, lot: drawLot(scenario, contact), id: problem.contacts.ids[contact]! }));
  lots.sort((first, second) => first.lot - second.lot || (first.id < second.id ? -1 : 1));
  for (const { contact } of lots.slice(0, wanted - taken)) isTarget[contact] = 1;
  return isTarget;
}
