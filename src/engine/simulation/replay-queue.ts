import { admitNext, beginAdmitting, listActions, type Admission } from './admit-actions.ts';
import { ADMITTED, isFull, QueueRecord, queueProposals, turnOf, type AdmissionQueue, type Queue } from './admission-queue.ts';
import type { ContactMatch } from './changed-contacts.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { isStandingRule, nameRefusal } from './name-refusal.ts';
import type { ActionTable, Proposals } from './propose-actions.ts';
import type { RefusalTally } from './refusal-tally.ts';

/** What a queue played again comes to. */
export interface Replayed {
  readonly queue: AdmissionQueue;
  readonly refusals: RefusalTally;
  /** True where a rule that contacts share kept some action out. */
  readonly isCoupled: boolean;
  /** 1 per contact that was decided in full; the others have the actions they had. */
  readonly isPlayed: Uint8Array;
  /** The actions of contacts that were decided in full. */
  readonly actions: ActionTable;
}

/** True where the fresh entry comes before the kept one. */
function comesFirst(fresh: Queue, one: number, kept: Queue, other: number, days: number, idOf: { fresh(contact: number): string; kept(contact: number): string }): boolean {
  const [turn, otherTurn] = [turnOf(fresh.day[one]!, days), turnOf(kept.day[other]!, days)];
  if (turn !== otherTurn) return turn < otherTurn;
  if (fresh.lot[one] !== kept.lot[other]) return fresh.lot[one]! < kept.lot[other]!;
  return idOf.fresh(fresh.contact[one]!) < idOf.kept(kept.contact[other]!);
}

/**
 * Decides a queue again after some contacts came, went or changed: the same as deciding it from the start. While a contact's
 * actions so far are those it had, only the rules it shares are asked; from the first decision that comes out otherwise, all are.
 * Contacts must share no windows and actions need no others. O(queue · rules of the cell + changed actions · all rules).
 * @param match contacts of the kept queue that are as they were
 * @param fresh what the policy asks for the others
 */
export function replayQueue(before: { readonly scenario: CompiledScenario; readonly admission: Admission; readonly queue: AdmissionQueue }, next: CompiledScenario, match: ContactMatch, fresh: Proposals): Replayed {
  const { queue: kept, admission } = before;
  const added = queueProposals(next, fresh);
  const { days } = next.compiled;
  const idOf = { fresh: (contact: number) => next.problem.contacts.ids[contact]!, kept: (contact: number) => before.scenario.problem.contacts.ids[contact]! };
  const nowOf = new Int32Array(before.scenario.compiled.contactCount).fill(-1);
  const isPlayed = Uint8Array.from(match.keptOf, (old) => (old < 0 ? 1 : 0));
  for (const [now, old] of match.keptOf.entries()) if (old >= 0) nowOf[old] = now;
  const taken = new Int32Array(match.keptOf.length);
  const admitting = beginAdmitting(next);
  const { state, refusals } = admitting;
  const record = new QueueRecord(kept.contact.length + added.contact.length);
  const isStanding = kept.rules.map(isStandingRule);

  /** From here on the contact is decided in full, beside the actions it was let have. */
  const playInFull = (now: number): void => {
    isPlayed[now] = 1;
    const start = admission.start[match.keptOf[now]!]!;
    for (let at = start; at < start + taken[now]!; at += 1) {
      state.countRows(now, admission.channel[at]!, admission.day[at]!, -1);
      state.insert(now, admission.channel[at]!, admission.day[at]!);
    }
  };

  /** Decides one of a contact that is as it was; false where the contact has to be decided in full. */
  const repeat = (at: number, now: number): boolean => {
    const [channel, day, lot, verdict] = [kept.channel[at]!, kept.day[at]!, kept.lot[at]!, kept.verdict[at]!];
    if (verdict === ADMITTED) {
      if (!state.fitsRows(now, channel, day)) return false;
      state.countRows(now, channel, day, 1);
      taken[now]! += 1;
      record.admit(now, channel, day, lot);
      return true;
    }
    const isFit = isFull(verdict);
    const place = verdict >> 1;
    if (isFit ? state.fitsRows(now, channel, day) : !isStanding[place]) return false;
    const rule = isFit ? nameRefusal(next, state, now, channel, day) : kept.rules[place]!;
    refusals.add(rule);
    record.refuse(now, channel, day, lot, rule, isFit);
    return true;
  };

  let one = 0;
  for (let at = 0; at <= kept.contact.length; at += 1) {
    while (one < added.contact.length && (at === kept.contact.length || comesFirst(added, one, kept, at, days, idOf))) {
      admitNext(admitting, record, added.contact[one]!, added.channel[one]!, added.day[one]!, added.lot[one]!);
      one += 1;
    }
    const now = at === kept.contact.length ? -1 : nowOf[kept.contact[at]!]!;
    if (now < 0) continue;
    if (isPlayed[now] === 0 && repeat(at, now)) continue;
    if (isPlayed[now] === 0) playInFull(now);
    admitNext(admitting, record, now, kept.channel[at]!, kept.day[at]!, kept.lot[at]!);
  }
  const queue = record.finish();
  return { queue, refusals, isCoupled: queue.verdict.some(isFull), isPlayed, actions: listActions(state) };
}
