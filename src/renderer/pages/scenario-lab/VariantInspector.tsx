import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { BatchRow } from '../../../contract/scenario.ts';
import type { Variant } from '../../../engine/model/batch.ts';
import { formatCount } from '../../shared/format/number.ts';
import { FactList } from '../../shared/ui/FactList.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { formatMeasure, measureNames, measures, sayInterval } from './measures.ts';
import { formatParameter, nameParameter } from './parameter-words.ts';
import { sayVariantState } from './VariantGrid.tsx';

interface VariantInspectorProps {
  readonly batch: BatchRow;
  readonly variant: Variant;
  readonly currency: string;
  readonly isPromoting: boolean;
  readonly onPromote: () => void;
  readonly onCompare: () => void;
  readonly onClose: () => void;
}

/** A variant: what it changes, what it gave, and the way to the Allocation Lab. */
export function VariantInspector({ batch, variant, currency, isPromoting, onPromote, onCompare, onClose }: VariantInspectorProps) {
  const { number, rank, measures: given, parameters, base, reason } = variant;
  return (
    <Inspector
      title={`Variant ${number}`}
      sentence={`${rank === null ? 'No rank' : `Rank ${formatCount(rank)} of ${formatCount(batch.total)}`}, ${sayVariantState(variant)}.`}
      onClose={onClose}
      actions={
        <>
          <Button size="small" variant="outlined" disabled={isPromoting || variant.status === 'infeasible'} onClick={onPromote}>
            Promote to Allocation Lab
          </Button>
          <Button size="small" variant="outlined" disabled={given === null} onClick={onCompare}>
            Compare with the scenario
          </Button>
        </>
      }
    >
      {reason !== null && <Typography sx={{ mb: 2, overflowWrap: 'anywhere' }}>{reason}</Typography>}
      <InspectorSection title="Parameters">
        <FactList nameWidth="minmax(110px, 50%)" facts={Object.entries(parameters).map(([name, value]) => [nameParameter(name), Object.hasOwn(base, name) ? `${formatParameter(name, value)}, was ${formatParameter(name, base[name])}` : formatParameter(name, value)] as const)} />
      </InspectorSection>
      <InspectorSection title="Result">
        {given === null ? (
          <Typography variant="body2">Not played yet.</Typography>
        ) : (
          <FactList nameWidth="minmax(110px, 34%)" facts={measures.map((measure) => [measureNames[measure], `${formatMeasure(measure, given[measure].mean, currency)} (${sayInterval(measure, given[measure], currency)})`] as const)} />
        )}
      </InspectorSection>
    </Inspector>
  );
}
