import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { Trash2 } from 'lucide-react';
import type { MeasureLimit } from '../../../engine/model/batch.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { isShare, measureNames } from './measures.ts';
import { NameList } from './NameList.tsx';
import { isPercentParameter, nameParameter } from './parameter-words.ts';
import type { SearchDraft, SumLimit } from './search-draft.ts';

const row = { display: 'grid', gap: 1, alignItems: 'start' } as const;

const Remove = ({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) => (
  <IconButton aria-label={label} onClick={onRemove}>
    <Trash2 size={18} />
  </IconButton>
);

/** A limit with one end set anew; the last end is never taken away. */
function withEnd({ measure, min, max }: MeasureLimit, end: 'min' | 'max', value: number | null): MeasureLimit {
  const ends = { min, max, [end]: value ?? undefined };
  return { measure, ...(ends.min === undefined ? {} : { min: ends.min }), ...(ends.max === undefined ? {} : { max: ends.max }) };
}

/** Results a variant has to keep to; one outside is infeasible and takes no rank. */
export const LimitFields = ({ limits, currency, onChange }: { readonly limits: readonly MeasureLimit[]; readonly currency: string; readonly onChange: (limits: MeasureLimit[]) => void }) => (
  <>
    {limits.map((limit, at) => {
      const name = measureNames[limit.measure];
      const field = { isOptional: true, width: '100%', isPercent: isShare(limit.measure), ...(limit.measure === 'cost' ? { unit: currency } : {}) } as const;
      return (
        <Box key={at} role="group" aria-label={`Limit on ${name}`} sx={{ ...row, gridTemplateColumns: 'minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr) 40px' }}>
          <ChoiceField label="Result" value={limit.measure} names={measureNames} onChoose={(measure) => onChange(limits.with(at, { ...limit, measure }))} />
          <InlineNumberField {...field} label="At least" value={limit.min ?? null} onCommit={(min) => onChange(limits.with(at, withEnd(limit, 'min', min)))} />
          <InlineNumberField {...field} label="At most" value={limit.max ?? null} onCommit={(max) => onChange(limits.with(at, withEnd(limit, 'max', max)))} />
          <Remove label={`Remove the limit on ${name}`} onRemove={() => onChange(limits.toSpliced(at, 1))} />
        </Box>
      );
    })}
  </>
);

/** Sums of parameters that have to lie between two numbers; combinations outside are not played. */
export function SumFields({ draft, onChange }: { readonly draft: SearchDraft; readonly onChange: (sums: SumLimit[]) => void }) {
  const numbers = Object.entries(draft.ranges).flatMap(([name, range]) => ('from' in range ? [name] : []));
  return (
    <>
      {draft.sums.map((sum, at) => {
        const field = { isOptional: true, width: '100%', isPercent: sum.parameters.length > 0 && sum.parameters.every(isPercentParameter) } as const;
        return (
          <Box key={at} role="group" aria-label={`Limit on sum ${at + 1}`} sx={{ ...row, gridTemplateColumns: 'minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr) 40px' }}>
            <NameList label="Sum of" emptyAs="none" names={numbers} value={sum.parameters} nameOf={nameParameter} onChange={(parameters) => onChange(draft.sums.with(at, { ...sum, parameters }))} />
            <InlineNumberField {...field} label="At least" value={sum.min} onCommit={(min) => onChange(draft.sums.with(at, { ...sum, min }))} />
            <InlineNumberField {...field} label="At most" value={sum.max} onCommit={(max) => onChange(draft.sums.with(at, { ...sum, max }))} />
            <Remove label={`Remove the limit on sum ${at + 1}`} onRemove={() => onChange(draft.sums.toSpliced(at, 1))} />
          </Box>
        );
      })}
    </>
  );
}
