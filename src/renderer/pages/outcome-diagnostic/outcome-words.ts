import type { OutcomeCounts } from '../../../contract/outcome.ts';
import type { OutcomeStatus, RejectionCode } from '../../../engine/model/outcome.ts';
import { formatPercent, formatQuantity } from '../../shared/format/number.ts';

export const statusNames: Readonly<Record<OutcomeStatus, string>> = { pending: 'Pending', attributed: 'Attributed', unattributed: 'Unattributed', rejected: 'Rejected' };

export const rejectionNames: Readonly<Record<RejectionCode, string>> = {
  malformed: 'Record does not fit',
  unknown_contact: 'Contact not known',
  several_contacts: 'Several contacts fit',
  contact_left: 'Contact left the workspace',
};

/** Events of all statuses together. */
export const countEvents = ({ pending, attributed, unattributed, rejected }: Pick<OutcomeCounts, OutcomeStatus>): number => pending + attributed + unattributed + rejected;

/** The page in one sentence: `1,204 events. 81.2% attributed. 34 pending. 3 rejected.` */
export function describeStream(counts: OutcomeCounts): string {
  const total = countEvents(counts);
  if (total === 0) return 'No outcomes. Import them, or sync a source.';
  const facts = [
    formatQuantity(total, 'event'),
    counts.attributionRate === null ? 'Nothing attributed yet' : `${formatPercent(counts.attributionRate)} attributed`,
    counts.pending === 0 ? null : `${formatQuantity(counts.pending, 'event')} pending`,
    counts.rejected === 0 ? null : `${formatQuantity(counts.rejected, 'event')} rejected`,
  ];
  return `${facts.filter((fact) => fact !== null).join('. ')}.`;
}

/** What became of rejected events that were tried again. */
export const sayTaken = ({ taken, left }: { readonly taken: number; readonly left: number }): string => `${formatQuantity(taken, 'event')} taken. ${formatQuantity(left, 'event')} still rejected.`;
