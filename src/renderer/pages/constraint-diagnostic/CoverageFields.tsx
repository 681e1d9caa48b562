import type { z } from 'zod';
import type { Constraint, CoverageConstraint } from '../../../engine/model/constraint.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { NumberCell } from './NumberCell.tsx';

type CoverageRule = z.infer<typeof CoverageConstraint>;

const countings = { share: 'share of contacts', contacts: 'contacts' } as const;

/** How many contacts, as a share or a number; changing the counting starts from half of them, or from one. */
export function CoverageFields({ rule, change }: { readonly rule: CoverageRule; readonly change: (next: Constraint) => void }) {
  const { minShare, minContacts, ...others } = rule;
  return (
    <FieldRow>
      {minShare === undefined ? (
        <NumberCell label="Contacts at least" value={minContacts ?? 0} min={0} isWhole onCommit={(count) => change({ ...others, minContacts: count })} isLabelShown width="100%" />
      ) : (
        <InlineNumberField label="Share at least" value={minShare} min={0} max={100} isPercent onCommit={(share) => share !== null && change({ ...others, minShare: share })} width="100%" />
      )}
      <ChoiceField label="Counted as" value={minShare === undefined ? 'contacts' : 'share'} names={countings} onChoose={(counting) => change(counting === 'share' ? { ...others, minShare: 0.5 } : { ...others, minContacts: 1 })} />
    </FieldRow>
  );
}
