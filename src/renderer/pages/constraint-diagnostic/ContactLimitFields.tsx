import type { Constraint } from '../../../engine/model/constraint.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { sourceNames, type ContactLimitRule } from './rule-words.ts';

/** A contact's maximum and cooldown, of which one may be left out, and where they come from. */
export const ContactLimitFields = ({ rule, change }: { readonly rule: ContactLimitRule; readonly change: (next: Constraint) => void }) => (
  <>
    <FieldRow>
      <InlineNumberField
        label="Actions a month at most"
        value={rule.maxPerMonth ?? null}
        min={0}
        isWhole
        isOptional={rule.cooldownDays !== undefined}
        onCommit={(maxPerMonth) => change({ ...rule, maxPerMonth: maxPerMonth ?? undefined })}
        width="100%"
      />
      <InlineNumberField
        label="Days apart"
        value={rule.cooldownDays ?? null}
        min={0}
        isWhole
        isOptional={rule.maxPerMonth !== undefined}
        onCommit={(cooldownDays) => change({ ...rule, cooldownDays: cooldownDays ?? undefined })}
        width="100%"
      />
    </FieldRow>
    <ChoiceField label="Source" value={rule.source ?? 'default'} names={sourceNames} onChoose={(source) => change({ ...rule, source })} />
  </>
);
