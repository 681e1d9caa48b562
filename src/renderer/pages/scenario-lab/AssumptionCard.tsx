import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ScenarioSetup } from '../../../contract/scenario.ts';
import type { Assumptions } from '../../../engine/model/scenario.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { nameKind } from '../../shared/format/rule-usage.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { countAssumptions, setAssumption, setCapacity, setFactor } from './draft-edit.ts';

interface AssumptionCardProps {
  readonly assumptions: Assumptions;
  readonly setup: ScenarioSetup;
  readonly isDisabled: boolean;
  readonly onChange: (assumptions: Assumptions) => void;
}

/** Rules whose limits a factor of capacity stretches. */
const stretched: readonly string[] = ['capacity', 'rep_capacity', 'concurrent', 'budget'];
const usualFatigue = { perTouch: 0.1, halfLifeDays: 14 } as const;

/** A factor on an estimate; empty = as estimated. */
const Factor = ({ label, value, isDisabled, onCommit }: { readonly label: string; readonly value: number | undefined; readonly isDisabled: boolean; readonly onCommit: (factor: number | null) => void }) => (
  <InlineNumberField label={label} isLabelHidden value={value ?? 1} unit="×" min={0} max={100} width={104} isDisabled={isDisabled} onCommit={onCommit} />
);

/** What is taken to be different from the estimates: shocks to response, cost and capacity, fatigue, opt-outs. */
export function AssumptionCard({ assumptions, setup, isDisabled, onChange }: AssumptionCardProps) {
  const { response, cost, capacity, fatigue, optOut, sharedUncertainty } = assumptions;
  const count = countAssumptions(assumptions);
  const rules = setup.rules.filter(({ kind }) => stretched.includes(kind));
  return (
    <SectionCard title="Assumptions" sentence={count === 0 ? 'As estimated.' : `${formatQuantity(count, 'assumption')} different from the estimates.`}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(300px, 1fr))', alignItems: 'start' }}>
        <TableContainer tabIndex={0} role="group" aria-label="Shocks by channel" sx={{ maxHeight: 360 }}>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>Shock</TableCell>
                <TableCell>Response</TableCell>
                <TableCell>Cost</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {[null, ...setup.channels.map(({ id }) => id)].map((channel) => (
                <TableRow key={channel ?? ''}>
                  <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                    {channel ?? 'All channels'}
                  </TableCell>
                  {(['response', 'cost'] as const).map((on) => {
                    const factors = on === 'response' ? response : cost;
                    return (
                      <TableCell key={on}>
                        <Factor label={`${on === 'response' ? 'Response' : 'Cost'} of ${channel ?? 'all channels'}`} value={channel === null ? factors?.all : factors?.byChannel?.[channel]} isDisabled={isDisabled} onCommit={(factor) => onChange(setFactor(assumptions, on, channel, factor))} />
                      </TableCell>
                    );
                  })}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <TableContainer tabIndex={0} role="group" aria-label="Shocks to limits" sx={{ maxHeight: 240 }}>
            <Table size="small">
              <TableHead>
                <TableRow>
                  <TableCell>Limit</TableCell>
                  <TableCell>Factor</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                <TableRow>
                  <TableCell component="th" scope="row">
                    All capacities and budgets
                  </TableCell>
                  <TableCell>
                    <Factor label="Limits of all rules" value={capacity?.all} isDisabled={isDisabled} onCommit={(factor) => onChange(setCapacity(assumptions, null, factor))} />
                  </TableCell>
                </TableRow>
                {rules.map(({ id, kind }) => (
                  <TableRow key={id}>
                    <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>{`${id} (${nameKind(kind)})`}</TableCell>
                    <TableCell>
                      <Factor label={`Limit of ${id}`} value={capacity?.byRule?.[id]} isDisabled={isDisabled} onCommit={(factor) => onChange(setCapacity(assumptions, id, factor))} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
          <Box>
            <FormControlLabel control={<Switch checked={fatigue !== undefined} disabled={isDisabled} onChange={(event) => onChange(setAssumption(assumptions, 'fatigue', event.target.checked ? { ...usualFatigue } : null))} />} label="Fatigue: earlier actions tire" />
            {fatigue !== undefined && (
              <Box sx={{ display: 'flex', gap: 2, mt: 1, flexWrap: 'wrap' }}>
                <InlineNumberField label="Per touch" value={fatigue.perTouch} min={0} max={100} width={140} isDisabled={isDisabled} onCommit={(perTouch) => perTouch !== null && onChange({ ...assumptions, fatigue: { ...fatigue, perTouch } })} />
                <InlineNumberField label="Half-life" unit="days" value={fatigue.halfLifeDays} min={0.01} max={3650} width={160} isDisabled={isDisabled} onCommit={(halfLifeDays) => halfLifeDays !== null && onChange({ ...assumptions, fatigue: { ...fatigue, halfLifeDays } })} />
              </Box>
            )}
          </Box>
          <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
            <InlineNumberField label="Chance to opt out" value={optOut ?? 0} isPercent min={0} max={100} width={170} isDisabled={isDisabled} onCommit={(chance) => onChange(setAssumption(assumptions, 'optOut', chance === 0 ? null : chance))} />
            <InlineNumberField label="Uncertainty in common" value={sharedUncertainty ?? 0} isPercent min={0} max={100} width={190} isDisabled={isDisabled} onCommit={(share) => onChange(setAssumption(assumptions, 'sharedUncertainty', share === 0 ? null : share))} />
          </Box>
        </Box>
      </Box>
    </SectionCard>
  );
}
