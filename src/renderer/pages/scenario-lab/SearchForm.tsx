import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { ParameterOffer } from '../../../contract/scenario.ts';
import { LARGEST_SEED } from '../../../engine/model/scenario.ts';
import { MOST_VARIANTS, type BatchSpec } from '../../../engine/model/batch.ts';
import { useCore } from '../../app/core-context.ts';
import { tone } from '../../app/theme/tokens.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { boundsOf, formatParameter, isPercentParameter, nameParameter } from './parameter-words.ts';
import { LimitFields, SumFields } from './SearchLimits.tsx';
import { measureNames, usualDirection } from './measures.ts';
import { strategyNames } from './scenario-words.ts';
import { isShareOf, MOST_LEARNED, toSpec, usualRange, type FormStrategy, type SearchDraft, type VariedRange } from './search-draft.ts';
import { NameList } from './NameList.tsx';
import { ThreadsField } from './ThreadsField.tsx';
import { useThreads } from './use-threads.ts';

interface SearchFormProps {
  readonly scenarioId: number;
  readonly scenarioName: string;
  readonly offers: readonly ParameterOffer[];
  readonly draft: SearchDraft;
  readonly currency: string;
  readonly isBusy: boolean;
  readonly onChange: (draft: SearchDraft) => void;
  readonly onStart: (spec: BatchSpec, threads: number) => void;
}

const strategies: Readonly<Record<FormStrategy, string>> = { sobol: strategyNames.sobol, bayesian: strategyNames.bayesian, latin_hypercube: strategyNames.latin_hypercube, random: strategyNames.random, grid: strategyNames.grid };
const directions = { max: 'as much as possible', min: 'as little as possible' } as const;

/** Ends of a number's range, or the choices that are tried. */
function RangeFields({ offer, range, onChange }: { readonly offer: ParameterOffer; readonly range: VariedRange; readonly onChange: (range: VariedRange) => void }) {
  const { name, choices } = offer;
  if ('choices' in range) return <NameList label={`Choices of ${nameParameter(name)}`} emptyAs="none" names={choices ?? []} value={range.choices} nameOf={(choice) => formatParameter(name, choice)} onChange={(chosen) => onChange({ choices: chosen })} />;
  const isPercent = isPercentParameter(name);
  const limits = { isPercent, ...boundsOf(offer), width: 120, isLabelHidden: true } as const;
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <InlineNumberField {...limits} label={`${nameParameter(name)}, from`} value={range.from} onCommit={(from) => from !== null && onChange({ ...range, from })} />
      <span>to</span>
      <InlineNumberField {...limits} label={`${nameParameter(name)}, to`} value={range.to} onCommit={(to) => to !== null && onChange({ ...range, to })} />
    </Box>
  );
}

/** Which parameters vary and between what. */
function RangeList({ offers, draft, onChange }: Pick<SearchFormProps, 'offers' | 'draft' | 'onChange'>) {
  const set = (name: string, range: VariedRange | null): void => {
    const { [name]: _before, ...others } = draft.ranges;
    onChange({ ...draft, ranges: range === null ? others : { ...others, [name]: range } });
  };
  return (
    <Box role="group" aria-label="Parameters" tabIndex={0} sx={{ display: 'grid', gap: 0.5, maxHeight: 420, overflow: 'auto' }}>
      {offers.map((offer) => {
        const range = draft.ranges[offer.name];
        return (
          <Box key={offer.name} sx={{ display: 'grid', gridTemplateColumns: 'minmax(180px, 1fr) minmax(0, auto)', gap: 1, alignItems: 'center', minHeight: 44 }}>
            <FormControlLabel
              sx={{ minWidth: 0, mx: 0 }}
              control={<Checkbox size="small" checked={range !== undefined} onChange={(event) => set(offer.name, event.target.checked ? usualRange(offer) : null)} />}
              label={
                <>
                  <Box component="span" sx={{ overflowWrap: 'anywhere' }}>{nameParameter(offer.name)}</Box>
                  <Box component="span" sx={{ color: tone.secondaryText, fontSize: '0.8125rem' }}>{` · now ${formatParameter(offer.name, offer.value)}`}</Box>
                </>
              }
            />
            {range !== undefined && <RangeFields offer={offer} range={range} onChange={(next) => set(offer.name, next)} />}
          </Box>
        );
      })}
    </Box>
  );
}

/** How many variants a search has, and what of it is left out. */
function Preview({ scenarioId, spec }: { readonly scenarioId: number; readonly spec: BatchSpec }) {
  const { api } = useCore();
  const preview = useQuery({ ...api.scenarios.batches.preview.queryOptions({ input: { scenarioId, spec } }), placeholderData: keepPreviousData });
  if (preview.isError) return <>{toShownFault(preview.error).message}</>;
  if (preview.data === undefined) return null;
  const { variants, skipped, replications } = preview.data;
  const left = Object.entries(skipped);
  return <>{`${formatQuantity(variants, 'variant')}, ${formatQuantity(replications, 'replication')} at most.${left.length === 0 ? '' : ` Left out: ${left.map(([name, count]) => `${formatCount(count)} by ${name}`).join(', ')}.`}`}</>;
}

/** Optimization Mode: what varies, what is wanted, how it is searched. */
export function SearchForm({ scenarioId, scenarioName, offers, draft, currency, isBusy, onChange, onStart }: SearchFormProps) {
  const made = useMemo(() => toSpec(draft, offers, `${measureNames[draft.metric]} of ${scenarioName}`.slice(0, 200)), [draft, offers, scenarioName]);
  const isLearning = draft.strategy === 'bayesian';
  const [threads, setThreads] = useThreads();
  return (
    <SectionCard
      title="Optimization Mode"
      sentence={`${formatQuantity(Object.keys(draft.ranges).length, 'parameter')} of ${formatCount(offers.length)} vary. Everything else stays as the scenario says.`}
      actions={
        <Button size="small" variant="outlined" disabled={isBusy || 'problem' in made} onClick={() => 'spec' in made && onStart(made.spec, threads)}>
          Start the search
        </Button>
      }
    >
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', alignItems: 'start' }}>
        <RangeList offers={offers} draft={draft} onChange={onChange} />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
            <ChoiceField label="Metric" value={draft.metric} names={measureNames} onChoose={(metric) => onChange({ ...draft, metric, direction: usualDirection(metric) })} />
            <ChoiceField label="Direction" value={draft.direction} names={directions} onChoose={(direction) => onChange({ ...draft, direction })} />
            <ChoiceField label="Strategy" value={draft.strategy} names={strategies} onChoose={(strategy) => onChange({ ...draft, strategy })} />
            {draft.strategy === 'grid' ? (
              <InlineNumberField label="Values per number" value={draft.levels} isWhole min={2} max={100} width="100%" onCommit={(levels) => levels !== null && onChange({ ...draft, levels })} />
            ) : (
              <InlineNumberField label="Variants" value={draft.count} isWhole min={1} max={isLearning ? MOST_LEARNED : MOST_VARIANTS} width="100%" onCommit={(count) => count !== null && onChange({ ...draft, count })} />
            )}
            <InlineNumberField label="Search seed" value={draft.seed} isWhole min={0} max={LARGEST_SEED} width="100%" onCommit={(seed) => seed !== null && onChange({ ...draft, seed })} />
            <ThreadsField threads={threads} onChange={setThreads} width="100%" />
            <FormControlLabel control={<Switch checked={draft.isRacing && !isLearning} disabled={isLearning} onChange={(event) => onChange({ ...draft, isRacing: event.target.checked })} />} label={isLearning ? 'Racing: not with Bayesian' : 'Racing: stop the weak early'} />
          </Box>
          <LimitFields limits={draft.limits} currency={currency} onChange={(limits) => onChange({ ...draft, limits })} />
          <SumFields draft={draft} onChange={(sums) => onChange({ ...draft, sums })} />
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button size="small" variant="text" startIcon={<Plus size={16} />} onClick={() => onChange({ ...draft, limits: [...draft.limits, { measure: 'cost', max: 0 }] })}>
              Limit on a result
            </Button>
            <Button size="small" variant="text" startIcon={<Plus size={16} />} onClick={() => onChange({ ...draft, sums: [...draft.sums, { parameters: Object.entries(draft.ranges).flatMap(([name, range]) => ('from' in range && isShareOf(name) ? [name] : [])), min: null, max: 1 }] })}>
              Limit on a sum
            </Button>
          </Box>
          <Typography variant="body2" role="status" sx={{ color: 'problem' in made ? tone.violetText : tone.secondaryText, overflowWrap: 'anywhere' }}>
            {'problem' in made ? made.problem : <Preview scenarioId={scenarioId} spec={made.spec} />}
          </Typography>
        </Box>
      </Box>
    </SectionCard>
  );
}
