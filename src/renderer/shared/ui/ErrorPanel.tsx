import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { OctagonAlert } from 'lucide-react';
import { brand, tone } from '../../app/theme/tokens.ts';
import type { ShownFault } from '../messages/shown-fault.ts';
import type { NextStep } from './EmptyState.tsx';

/** What went wrong, where, and the way out. */
export const ErrorPanel = ({ fault, action }: { readonly fault: ShownFault; readonly action?: NextStep }) => (
  <Box role="alert" sx={{ display: 'flex', gap: 1.5, p: 2, border: `1px solid ${brand.processViolet}`, borderRadius: '8px', backgroundColor: tone.accentSurface, maxWidth: 840 }}>
    <OctagonAlert size={20} color={brand.processViolet} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
    <Box sx={{ minWidth: 0 }}>
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{fault.message}</Typography>
      {fault.path !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }}>
          {`At ${fault.path}`}
        </Typography>
      )}
      {fault.hint !== undefined && <Typography variant="body2">{fault.hint}</Typography>}
      <Typography variant="caption" color="textSecondary">
        {fault.code}
      </Typography>
      {action !== undefined && (
        <Box sx={{ mt: 1 }}>
          <Button size="small" variant="outlined" onClick={action.run}>
            {action.label}
          </Button>
        </Box>
      )}
    </Box>
  </Box>
);
