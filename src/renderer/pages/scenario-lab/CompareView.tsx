import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { Comparison, ScenarioRow, Subject } from '../../../contract/scenario.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import { useCore } from '../../app/core-context.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartColumn, ChartDatum } from '../../shared/charts/chart-data.ts';
import { ScatterChart } from '../../shared/charts/ScatterChart.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatQuantity } from '../../shared/format/number.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import { ComparisonUsage } from './ComparisonUsage.tsx';
import { MOST_SUBJECTS, writeSubject } from './compare-subjects.ts';
import { DriversCard } from './DriversCard.tsx';
import { formatMeasure, measureNames, measures } from './measures.ts';
import { NameList } from './NameList.tsx';

interface CompareViewProps {
  readonly rows: readonly ScenarioRow[];
  readonly subjects: readonly Subject[];
  readonly baseline: string | null;
  readonly currency: string;
  readonly onSubjects: (subjects: readonly string[]) => void;
  readonly onBaseline: (subject: string) => void;
}

const CompareChoice = z.object({ measures: z.array(Measure), delta: z.enum(['absolute', 'percent']), driven: Measure });
type CompareChoice = z.infer<typeof CompareChoice>;
const usualChoice: CompareChoice = { measures: ['lift', 'cost', 'net', 'roi', 'reach', 'engagement_rate'], delta: 'absolute', driven: 'net' };

/** Cost against lift of what is compared; what nothing else beats on lift, cost and reach stands out. */
function FrontCard({ comparison, currency }: { readonly comparison: Comparison; readonly currency: string }) {
  const data = useMemo(
    () =>
      comparison.subjects.map(({ name, onFront }, at): ChartDatum => ({ name, onFront: onFront ? 'yes' : 'no', ...Object.fromEntries(comparison.measures.map(({ measure, values }) => [measure, values[at]?.mean ?? null])) })),
    [comparison],
  );
  const front = useMemo(() => data.filter(({ onFront }) => onFront === 'yes'), [data]);
  const column = (measure: Measure): ChartColumn => ({ key: measure, label: measureNames[measure], format: (value) => formatMeasure(measure, value, currency) });
  return (
    <ChartCard id="scenario.front" title="Pareto front" sentence={`${formatQuantity(front.length, 'subject')} of ${data.length}: nothing else has more lift and more reach for less cost.`} columns={[{ key: 'name', label: 'Subject' }, column('lift'), column('cost'), column('reach'), { key: 'onFront', label: 'On the front' }]} data={data}>
      <ScatterChart label="Cost against lift, Pareto front in gold" data={data} x={column('cost')} y={column('lift')} nameKey="name" above={{ label: 'Pareto front', data: front }} otherLabel="Others" height={280} />
    </ChartCard>
  );
}

/** Any number of scenarios and variants side by side, against one of them. */
export function CompareView({ rows, subjects, baseline, currency, onSubjects, onBaseline }: CompareViewProps) {
  const { api } = useCore();
  const [explained, setExplained] = useState<string | null>(null);
  const [choice, setChoice] = useUiState<CompareChoice>('scenarios.compare', CompareChoice, usualChoice);
  const keys = subjects.map(writeSubject);
  const base = Math.max(0, keys.indexOf(baseline ?? ''));
  const comparison = useQuery({ ...api.scenarios.compare.queryOptions({ input: { subjects: [...subjects], baseline: base }, enabled: subjects.length >= 2 }), placeholderData: keepPreviousData });
  const nameOf = (key: string): string => {
    const scenario = rows.find(({ id }) => `s${id}` === key);
    return scenario?.name ?? `Variant ${key.split('.')[1] ?? ''} of search ${key.slice(1).split('.')[0] ?? ''}`;
  };
  const options = [...new Set([...rows.map(({ id }) => `s${id}`), ...keys])];
  const isCurrent = comparison.data !== undefined && !comparison.isPlaceholderData;
  const baseSubject = subjects[base];
  const others = subjects.filter((_, at) => at !== base);
  const other = others.find((subject) => writeSubject(subject) === explained) ?? others[0];
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <SectionCard>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Autocomplete
            multiple
            size="small"
            slotProps={{ chip: { sx: { maxWidth: '100%' } } }}
            disableCloseOnSelect
            options={options}
            getOptionLabel={nameOf}
            value={keys}
            onChange={(_event, chosen) => onSubjects(chosen.slice(0, MOST_SUBJECTS))}
            renderInput={(parameters) => <TextField {...parameters} label="Compared are" placeholder={keys.length === 0 ? 'scenarios' : ''} slotProps={{ ...parameters.slotProps, inputLabel: { ...parameters.slotProps.inputLabel, shrink: true } }} />}
          />
          {subjects.length >= 2 && (
            <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
              <TextField select label="Against" value={keys[base] ?? ''} onChange={(event) => onBaseline(event.target.value)} sx={{ width: 300, maxWidth: '100%' }}>
                {keys.map((key) => (
                  <MenuItem key={key} value={key}>
                    {nameOf(key)}
                  </MenuItem>
                ))}
              </TextField>
              <ToggleButtonGroup exclusive size="small" value={choice.delta} aria-label="Differences" onChange={(_event, next: unknown) => next !== null && setChoice({ ...choice, delta: CompareChoice.shape.delta.parse(next) })}>
                <ToggleButton value="absolute">Absolute</ToggleButton>
                <ToggleButton value="percent">Per cent</ToggleButton>
              </ToggleButtonGroup>
              <Box sx={{ flexGrow: 1, minWidth: 280 }}>
                <NameList label="Measures" emptyAs="all" names={measures} value={choice.measures} nameOf={(name) => measureNames[Measure.parse(name)]} onChange={(names) => setChoice({ ...choice, measures: names.map((name) => Measure.parse(name)) })} />
              </Box>
            </Box>
          )}
        </Box>
      </SectionCard>
      {subjects.length < 2 && rows.length < 2 && <EmptyState fact="One scenario cannot be compared. Branch it, change the branch, compare the two." />}
      {subjects.length < 2 && rows.length >= 2 && <EmptyState fact={`${formatQuantity(rows.length, 'scenario')} to choose from. Choose 2 or more.`} action={{ label: 'Compare all', run: () => onSubjects(rows.slice(0, MOST_SUBJECTS).map(({ id }) => `s${id}`)) }} />}
      {comparison.isError && <ErrorPanel fault={toShownFault(comparison.error)} action={{ label: 'Ask again', run: () => void comparison.refetch() }} />}
      {subjects.length >= 2 && comparison.isFetching && !isCurrent && <DelayedSkeleton kind="grid" afterwards={<ProgressPanel phase={loadingCopy.processing} done={0} total={null} unit={`of ${formatQuantity(subjects.length, 'subject')} played`} />} />}
      {subjects.length >= 2 && comparison.data !== undefined && isCurrent && (
        <>
          <SectionCard title="Side by side" sentence="Mean and P5 to P95; below it the difference with its 95% interval. Gold is better, violet is worse, and the word says which.">
            <ComparisonTable comparison={comparison.data} shown={choice.measures.length === 0 ? measures : choice.measures} view={choice.delta} currency={currency} />
          </SectionCard>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))', alignItems: 'start' }}>
            <FrontCard comparison={comparison.data} currency={currency} />
            {baseSubject !== undefined && other !== undefined && (
              <Box sx={{ display: 'grid', gap: 1, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}>
                <DriversCard from={baseSubject} to={other} names={[nameOf(writeSubject(baseSubject)), nameOf(writeSubject(other))]} measure={choice.driven} currency={currency} />
                <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
                  <ChoiceField label="Driven measure" value={choice.driven} names={measureNames} onChoose={(driven) => setChoice({ ...choice, driven })} />
                  <TextField select label="Explained is" value={writeSubject(other)} onChange={(event) => setExplained(event.target.value)}>
                    {others.map((subject) => (
                      <MenuItem key={writeSubject(subject)} value={writeSubject(subject)}>
                        {nameOf(writeSubject(subject))}
                      </MenuItem>
                    ))}
                  </TextField>
                </Box>
              </Box>
            )}
          </Box>
          <ComparisonUsage comparison={comparison.data} />
        </>
      )}
    </Box>
  );
}
