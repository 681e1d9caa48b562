import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { diffHref } from './diff-words.ts';
import { sayJudged } from './lead-goal.ts';

/** Puts another plan beside the chosen one. */
export function CompareField({ plans, chosen, currency }: { readonly currency: string; readonly plans: readonly PlanSummary[]; readonly chosen: PlanSummary }) {
  const [compare] = useLocationParameter('compare');
  const others = plans.filter(({ id }) => id !== chosen.id);
  if (others.length === 0) return null;
  const shown = others.some(({ id }) => id === Number(compare)) ? Number(compare) : '';
  const choose = (value: string): void => goTo(value === '' ? `/allocation-lab?plan=${chosen.id}` : diffHref(chosen.id, Number(value)));
  return (
    <TextField select label="Compare with" value={shown} onChange={({ target }) => choose(target.value)} sx={{ width: 260 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
      <MenuItem value="">no other plan</MenuItem>
      {others.map((plan) => (
        <MenuItem key={plan.id} value={plan.id}>
          {`${plan.id} · ${plan.problem} · ${sayJudged(plan, currency)}`}
        </MenuItem>
      ))}
    </TextField>
  );
}
