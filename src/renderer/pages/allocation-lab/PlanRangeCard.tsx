import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { z } from 'zod';
import { RangeSettings, RangeTarget, type PlanRange, type TargetChance } from '../../../engine/model/plan-range.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { formatCount, formatNumber, formatPercent } from '../../shared/format/number.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { formatTarget, listBins, measureWords, nameTarget, sayRange, targetSources, usualRange } from './range-words.ts';
import { usePlanRange } from './use-plan-range.ts';

const Targets = z.array(RangeTarget);
const noTargets: RangeTarget[] = [];
const firstDraft: RangeTarget = { measure: 'lift', value: 0 };
const MOST_TARGETS = 12;
const spreads = ['lift', 'net', 'roi', 'responses'] as const;

/** How often the plan is played, and how far its estimates are off together. */
function SettingFields({ settings, onChange }: { readonly settings: RangeSettings; readonly onChange: (settings: RangeSettings) => void }) {
  return (
    <Box role="group" aria-label="How the plan is played" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', mb: 2 }}>
      <InlineNumberField label="Plays" value={settings.replications} isWhole min={100} max={10_000} width={120} onCommit={(replications) => replications !== null && onChange({ ...settings, replications })} />
      <InlineNumberField label="Uncertainty shared by a channel" value={settings.shared} isPercent min={0} max={100} width={260} onCommit={(shared) => shared !== null && onChange({ ...settings, shared })} />
      <InlineNumberField label="Seed of the plays" value={settings.seed} isWhole min={0} max={2_147_483_647} width={160} onCommit={(seed) => seed !== null && onChange({ ...settings, seed })} />
    </Box>
  );
}

function SpreadTable({ range, currency }: { readonly range: PlanRange; readonly currency: string }) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="P10, P50 and P90 of the plan">
      <Table size="small">
        <StickyHead titles={['Measure', 'P10', 'P50', 'P90', 'Mean']} />
        <TableBody>
          {spreads.map((measure) => (
            <TableRow key={measure}>
              <TableCell component="th" scope="row">{measureWords[measure]}</TableCell>
              {(['p10', 'p50', 'p90', 'mean'] as const).map((part) => (
                <TableCell key={part} sx={{ fontVariantNumeric: 'tabular-nums' }}>{formatTarget(measure, range[measure][part], currency)}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function ChanceTable({ chances, asked, currency, onRemove }: { readonly chances: readonly TargetChance[]; readonly asked: number; readonly currency: string; readonly onRemove: (at: number) => void }) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Chance of each target" sx={{ maxHeight: 320 }}>
      <Table size="small" stickyHeader>
        <StickyHead titles={['Target', 'From', 'Chance, 95% interval', '']} />
        <TableBody>
          {chances.map((chance, at) => (
            <TableRow key={at}>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>{nameTarget(chance, currency)}</TableCell>
              <TableCell>{targetSources[chance.kind]}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <IntervalBar mean={chance.probability} low={chance.low} high={chance.high} {...(chance.low === chance.high ? { text: formatPercent(chance.probability) } : {})} />
              </TableCell>
              <TableCell padding="none" align="right">
                {at < asked && (
                  <Tooltip title="Remove target">
                    <IconButton aria-label={`Remove target ${nameTarget(chance, currency)}`} onClick={() => onRemove(at)}>
                      <Trash2 size={18} />
                    </IconButton>
                  </Tooltip>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** What may come of a plan: played many times, with the chance of everything asked of it. */
export function PlanRangeCard({ planId, currency }: { readonly planId: number; readonly currency: string }) {
  const [settings, setSettings] = useUiState('allocation.range', RangeSettings, usualRange);
  const [targets, setTargets] = useUiState('allocation.targets', Targets, noTargets);
  const [draft, setDraft] = useUiState('allocation.target', RangeTarget, firstDraft);
  const { answer, job, fault, play } = usePlanRange(planId, targets);
  const range = answer?.range ?? null;
  const bins = useMemo(() => (range === null ? [] : listBins(range)), [range]);
  const progress = job?.job?.progress ?? null;
  const button = (
    <Button size="small" variant="outlined" disabled={job !== null || answer === undefined} onClick={() => play(settings)}>
      {range === null ? 'Play the plan' : 'Play again'}
    </Button>
  );
  const controls = (
    <>
      <SettingFields settings={settings} onChange={setSettings} />
      {job !== null && <ProgressPanel phase="Playing the plan..." done={progress?.done ?? 0} total={progress?.total ?? null} unit="plays" rate={job.pace.perSecond} remainingMs={job.pace.remainingMs} onCancel={job.cancel} cancelLabel="Cancel and keep the plays" />}
      {fault !== null && <ErrorPanel fault={fault} />}
    </>
  );
  if (range === null) {
    return (
      <SectionCard title="Range of the plan" sentence="Not played yet. Playing it shows P10, P50 and P90 of lift, return and responses, and the chance of each target." actions={button}>
        {controls}
      </SectionCard>
    );
  }
  return (
    <ChartCard
      id="plan.range"
      title="Range of the plan"
      sentence={sayRange(range)}
      actions={button}
      columns={[
        { key: 'from', label: 'Lift from', format: (value) => formatNumber(value, 1) },
        { key: 'to', label: 'to', format: (value) => formatNumber(value, 1) },
        { key: 'count', label: 'Plays', format: formatCount },
      ]}
      data={bins}
    >
      {controls}
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', alignItems: 'start' }}>
        <Box sx={{ minWidth: 0 }}>
          <BarChart label="Plays by lift" data={bins} categoryKey="lift" series={[{ key: 'count', label: 'Plays', hue: 'value' }]} format={formatCount} height={220} />
          <SpreadTable range={range} currency={currency} />
        </Box>
        <Box sx={{ minWidth: 0, display: 'flex', flexDirection: 'column', gap: 2 }}>
          <Typography variant="body2">{`Cost ${formatTarget('cost', range.cost, currency)} and ${formatCount(range.reach)} contacts reached are the same in every play.`}</Typography>
          <ChanceTable chances={answer?.targets ?? []} asked={targets.length} currency={currency} onRemove={(at) => setTargets(targets.filter((_target, place) => place !== at))} />
          <Box role="group" aria-label="Another target" sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', flexWrap: 'wrap' }}>
            <Box sx={{ width: 180 }}>
              <ChoiceField label="Measure" value={draft.measure} names={measureWords} onChoose={(measure) => setDraft({ ...draft, measure })} />
            </Box>
            <InlineNumberField label={draft.measure === 'cost' ? 'At most' : 'At least'} value={draft.value} isPercent={draft.measure === 'roi'} width={150} onCommit={(value) => value !== null && setDraft({ ...draft, value })} />
            <Button size="small" variant="text" startIcon={<Plus size={16} />} disabled={targets.length >= MOST_TARGETS} onClick={() => setTargets([...targets, draft])}>
              Add target
            </Button>
          </Box>
        </Box>
      </Box>
    </ChartCard>
  );
}
