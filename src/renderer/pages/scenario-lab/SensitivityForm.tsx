import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import type { ParameterOffer, SensitivitySpec } from '../../../contract/scenario.ts';
import { LARGEST_SEED } from '../../../engine/model/scenario.ts';
import { tone } from '../../app/theme/tokens.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatQuantity } from '../../shared/format/number.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { measureNames } from './measures.ts';
import { boundsOf, formatParameter, isPercentParameter, nameParameter } from './parameter-words.ts';
import { usualRange } from './search-draft.ts';
import { countEvaluations, toSensitivity, usualSamples, type SensitivityDraft } from './sensitivity-draft.ts';

interface SensitivityFormProps {
  readonly scenarioId: number;
  readonly offers: readonly ParameterOffer[];
  readonly draft: SensitivityDraft;
  readonly isBusy: boolean;
  readonly onChange: (draft: SensitivityDraft) => void;
  readonly onStart: (spec: SensitivitySpec) => void;
}

const methodNames = { tornado: 'one at a time: tornado', morris: 'screening: Morris', sobol: 'shares of the variance: Sobol' } as const;

/** Which inputs vary between what, and how they are judged. */
export function SensitivityForm({ scenarioId, offers, draft, isBusy, onChange, onStart }: SensitivityFormProps) {
  const made = toSensitivity(draft, scenarioId);
  const numbers = offers.filter(({ choices }) => choices === null);
  const set = (name: string, range: { readonly from: number; readonly to: number } | null): void => {
    const { [name]: _before, ...others } = draft.ranges;
    onChange({ ...draft, ranges: range === null ? others : { ...others, [name]: range } });
  };
  return (
    <SectionCard
      title="Which input decides"
      sentence={`${formatQuantity(Object.keys(draft.ranges).length, 'input')} of ${numbers.length} vary.`}
      actions={
        <Button size="small" variant="outlined" disabled={isBusy || 'problem' in made} onClick={() => 'spec' in made && onStart(made.spec)}>
          Find out
        </Button>
      }
    >
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', alignItems: 'start' }}>
        <Box role="group" aria-label="Inputs" tabIndex={0} sx={{ display: 'grid', gap: 0.5, maxHeight: 320, overflow: 'auto' }}>
          {numbers.map((offer) => {
            const range = draft.ranges[offer.name];
            const name = nameParameter(offer.name);
            const isPercent = isPercentParameter(offer.name);
            const field = { isPercent, isLabelHidden: true, width: 120, ...boundsOf(offer) } as const;
            return (
              <Box key={offer.name} sx={{ display: 'grid', gridTemplateColumns: 'minmax(160px, 1fr) minmax(0, auto)', gap: 1, alignItems: 'center', minHeight: 44 }}>
                <FormControlLabel
                  sx={{ minWidth: 0, mx: 0 }}
                  control={
                    <Checkbox
                      size="small"
                      checked={range !== undefined}
                      onChange={(event) => {
                        const usual = usualRange(offer);
                        set(offer.name, event.target.checked && 'from' in usual ? usual : null);
                      }}
                    />
                  }
                  label={
                    <>
                      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>{name}</Box>
                      <Box component="span" sx={{ color: tone.secondaryText, fontSize: '0.8125rem' }}>{` · now ${formatParameter(offer.name, offer.value)}`}</Box>
                    </>
                  }
                />
                {range !== undefined && (
                  <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                    <InlineNumberField {...field} label={`${name}, from`} value={range.from} onCommit={(from) => from !== null && set(offer.name, { ...range, from })} />
                    <span>to</span>
                    <InlineNumberField {...field} label={`${name}, to`} value={range.to} onCommit={(to) => to !== null && set(offer.name, { ...range, to })} />
                  </Box>
                )}
              </Box>
            );
          })}
        </Box>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
          <ChoiceField label="Method" value={draft.method} names={methodNames} onChoose={(method) => onChange({ ...draft, method, samples: usualSamples[method] })} />
          <ChoiceField label="Measure" value={draft.measure} names={measureNames} onChoose={(measure) => onChange({ ...draft, measure })} />
          {draft.method !== 'tornado' && <InlineNumberField label={draft.method === 'morris' ? 'Trajectories' : 'Base samples'} value={draft.samples} isWhole min={2} max={4096} width="100%" onCommit={(samples) => samples !== null && onChange({ ...draft, samples })} />}
          <InlineNumberField label="Sampling seed" value={draft.seed} isWhole min={0} max={LARGEST_SEED} width="100%" onCommit={(seed) => seed !== null && onChange({ ...draft, seed })} />
          <Typography variant="body2" role="status" sx={{ gridColumn: '1 / -1', color: 'problem' in made ? tone.violetText : tone.secondaryText }}>
            {'problem' in made ? made.problem : `${formatQuantity(countEvaluations(draft), 'run')} of the scenario.`}
          </Typography>
        </Box>
      </Box>
    </SectionCard>
  );
}
