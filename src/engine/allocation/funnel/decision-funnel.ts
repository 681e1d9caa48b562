import { funnelStages, type FunnelStage } from '../../model/decision-funnel.ts';

/** Position of a contact that passed every stage. */
export const PASSED = funnelStages.length;

/** Where every contact of a problem went, by position. Counts of the stages and of the reasons add up to the contacts. */
export interface DecisionFunnel {
  /** Contacts of the problem. */
  readonly contacts: number;
  /** Position in `funnelStages` of the stage each contact did not pass, `PASSED` where it is planned. */
  readonly lostAt: Uint8Array;
  /** Reason each contact is counted under, as position in `reasons`; −1 where it is planned. */
  readonly reasonOf: Int32Array;
  /** Rules and reasons: ids of rules, standing rules and of `funnelReasons`. */
  readonly reasons: readonly string[];
  /** What the best first action would add to the objective by itself; 0 where none may stand. */
  readonly gain: Float64Array;
  /** Slots (channel and day) that each reason closes for a lost contact: entries `chargeStart[c]` … `chargeStart[c + 1] − 1`, most first. */
  readonly chargeStart: Int32Array;
  readonly chargeReason: Int32Array;
  readonly chargeSlots: Int32Array;
}

/** One stage with what it let through, and why the rest went. */
export interface StageCount {
  readonly stage: FunnelStage;
  readonly contacts: number;
  readonly lost: number;
  /** Contacts by the reason they are counted under, most first; they add up to `lost`. */
  readonly reasons: readonly { readonly reason: string; readonly contacts: number }[];
}

/** Counts the stages of a funnel. O(contacts). */
export function countStages({ contacts, lostAt, reasonOf, reasons }: DecisionFunnel): StageCount[] {
  const lost = funnelStages.map(() => new Map<number, number>());
  for (const [contact, stage] of lostAt.entries()) {
    const counts = lost[stage];
    if (counts !== undefined) counts.set(reasonOf[contact]!, (counts.get(reasonOf[contact]!) ?? 0) + 1);
  }
  let left = contacts;
  return funnelStages.map((stage, at): StageCount => {
    const counts = [...lost[at]!].sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || one - other);
    const gone = counts.reduce((sum, [, count]) => sum + count, 0);
    left -= gone;
    return { stage, contacts: left, lost: gone, reasons: counts.map(([reason, count]) => ({ reason: reasons[reason]!, contacts: count })) };
  });
}
