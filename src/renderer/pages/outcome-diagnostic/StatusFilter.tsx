import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { OutcomeCounts } from '../../../contract/outcome.ts';
import { OutcomeStatus } from '../../../engine/model/outcome.ts';
import { formatCount } from '../../shared/format/number.ts';
import { countEvents, statusNames } from './outcome-words.ts';

interface StatusFilterProps {
  readonly counts: OutcomeCounts;
  readonly status: OutcomeStatus | null;
  readonly onChange: (status: OutcomeStatus | null) => void;
}

const ALL = 'all';

/** Events by status; the parts add up to all. */
export const StatusFilter = ({ counts, status, onChange }: StatusFilterProps) => (
  <ToggleButtonGroup exclusive size="small" value={status ?? ALL} aria-label="Status" onChange={(_event, next: unknown) => onChange(OutcomeStatus.safeParse(next).data ?? null)} sx={{ flexWrap: 'wrap' }}>
    {[ALL, ...OutcomeStatus.options].map((one) => {
      const known = OutcomeStatus.safeParse(one).data;
      return (
        <ToggleButton key={one} value={one} sx={{ textTransform: 'none', gap: 1, fontVariantNumeric: 'tabular-nums' }}>
          {`${known === undefined ? 'All' : statusNames[known]} ${formatCount(known === undefined ? countEvents(counts) : counts[known])}`}
        </ToggleButton>
      );
    })}
  </ToggleButtonGroup>
);
