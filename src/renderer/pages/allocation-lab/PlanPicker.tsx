import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { CompareField } from './CompareField.tsx';
import { sayJudged } from './lead-goal.ts';

/** The plans of this workspace, newest first, and the state of the chosen one. */
export function PlanPicker({ plans, chosen, currency, onChoose }: { readonly currency: string; readonly plans: readonly PlanSummary[]; readonly chosen: PlanSummary; readonly onChoose: (planId: number) => void }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 2 }}>
      <TextField select label="Plan" value={chosen.id} onChange={(event) => onChoose(Number(event.target.value))} sx={{ width: 600, maxWidth: '100%' }}>
        {plans.map((plan) => (
          <MenuItem key={plan.id} value={plan.id}>
            {`${plan.id} · ${plan.problem} · ${sayJudged(plan, currency)} · ${formatMoment(plan.madeAt)}`}
          </MenuItem>
        ))}
      </TextField>
      <CompareField plans={plans} chosen={chosen} currency={currency} />
      <Chip label={chosen.state === 'draft' ? 'draft' : `${chosen.state} · ${chosen.approver ?? ''}`} color={chosen.state === 'draft' ? 'default' : 'primary'} />
      {chosen.stale.length > 0 && <Chip color="warning" label={`stale: ${chosen.stale.join(', ')}`} />}
    </Box>
  );
}
