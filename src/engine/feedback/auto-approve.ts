import type { Challenge, FeedbackSettings } from '../model/feedback.ts';
import type { PlanRoom } from './plan-room.ts';

/** A challenge with what became of it at once, and why. */
export interface JudgedChallenge {
  readonly challenge: Challenge;
  readonly isAccepted: boolean;
  /** The rule that accepted it, or what it waits for. */
  readonly because: string;
}

const kindWords: Record<Challenge['kind'], string> = { drop: 'Drops', add: 'Adds', change: 'Changes' };
const sayShare = (share: number): string => `${Number((100 * share).toFixed(2))} % of the rep's actions`;

/**
 * Accepts what the rules allow: drops and changes to less first, because they make room, then changes to more and adds, each in
 * the order of the sheets.
 * A share is counted in actions against what the rep has in the plan. O(challenges · rules).
 * @param plannedOf actions of a rep in the plan
 * @param earlier actions that rules have accepted of earlier sheets, by `kind|rep`
 */
export function autoApprove(challenges: readonly Challenge[], settings: FeedbackSettings, plan: { readonly room: PlanRoom; readonly plannedOf: (rep: string) => number; readonly earlier?: ReadonlyMap<string, number> }): readonly JudgedChallenge[] {
  const granted = new Map(plan.earlier);
  const judged = new Map<Challenge, JudgedChallenge>();
  const judge = (challenge: Challenge): JudgedChallenge => {
    const { kind, rep, planned, goal, reason } = challenge;
    const rule = settings[kind];
    const waits = (because: string): JudgedChallenge => ({ challenge, isAccepted: false, because });
    if (!rule.isOn) return waits(`${kindWords[kind]} wait for a decision.`);
    if (rule.needsReason && reason === '') return waits('A reason is missing.');
    const actions = Math.abs(goal - planned);
    const key = `${kind}|${rep}`;
    const before = granted.get(key) ?? 0;
    if (before + actions > rule.maxShare * plan.plannedOf(rep) + 1e-9) return waits(`More than ${sayShare(rule.maxShare)}.`);
    if (goal > planned && 'withinCapacity' in rule && rule.withinCapacity) {
      const full = plan.room.take(challenge, goal - planned);
      if (full !== null) return waits(full);
    } else plan.room.take(challenge, goal - planned);
    granted.set(key, before + actions);
    return { challenge, isAccepted: true, because: `${kindWords[kind]} up to ${sayShare(rule.maxShare)} are accepted.` };
  };
  const turnOf = ({ kind, goal, planned }: Challenge): number => (kind === 'drop' ? 0 : goal < planned ? 1 : kind === 'change' ? 2 : 3);
  for (const challenge of challenges.toSorted((one, other) => turnOf(one) - turnOf(other))) judged.set(challenge, judge(challenge));
  return challenges.flatMap((challenge) => judged.get(challenge) ?? []);
}
