import type { ChallengeRow, FeedbackSummary, SheetReport } from '../../../contract/feedback.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';

export const kindNames: Readonly<Record<ChallengeRow['kind'], string>> = { drop: 'drop', add: 'add', change: 'change' };
export const stateNames: Readonly<Record<ChallengeRow['state'], string>> = { pending: 'waits', accepted: 'accepted', declined: 'declined' };

/** "12 challenges: 3 wait, 8 accepted, 1 declined." */
export function describeFeedback({ pending, accepted, declined }: FeedbackSummary['counts']): string {
  const total = pending + accepted + declined;
  if (total === 0) return 'No challenges yet.';
  return `${formatQuantity(total, 'challenge')}: ${formatCount(pending)} ${pending === 1 ? 'waits' : 'wait'}, ${formatCount(accepted)} accepted, ${formatCount(declined)} declined.`;
}

/** "850 lines: 12 challenges, 836 kept, 2 rejected." */
export const describeReport = ({ lines, challenges, kept, rejected }: SheetReport): string => `${formatQuantity(lines, 'line')}: ${formatQuantity(challenges, 'challenge')}, ${formatCount(kept)} kept, ${formatCount(rejected)} rejected.`;

/** "2 → 0" */
export const sayGoal = ({ planned, goal }: Pick<ChallengeRow, 'planned' | 'goal'>): string => `${formatCount(planned)} → ${formatCount(goal)}`;
