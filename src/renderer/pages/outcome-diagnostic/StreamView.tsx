import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { OutcomeCounts } from '../../../contract/outcome.ts';
import { useLocationParameter } from '../../app/location.ts';
import { EventGrid } from './EventGrid.tsx';
import { VelocityView } from './VelocityView.tsx';

interface StreamViewProps {
  readonly counts: OutcomeCounts;
  readonly lastDate: string | null;
}

/** Events one by one, or how fast they come. */
export function StreamView({ counts, lastDate }: StreamViewProps) {
  const [parameter, setShow] = useLocationParameter('show');
  const shown = parameter === 'velocity' ? 'velocity' : 'events';
  return (
    <>
      <Box sx={{ mb: 2, flexShrink: 0 }}>
        <ToggleButtonGroup exclusive size="small" value={shown} aria-label="View of the stream" onChange={(_event, next: unknown) => next !== null && setShow(next === 'velocity' ? 'velocity' : null)}>
          <ToggleButton value="events" sx={{ textTransform: 'none' }}>
            Events
          </ToggleButton>
          <ToggleButton value="velocity" sx={{ textTransform: 'none' }}>
            Velocity and latency
          </ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {shown === 'events' ? <EventGrid counts={counts} /> : <VelocityView counts={counts} lastDate={lastDate} />}
    </>
  );
}
