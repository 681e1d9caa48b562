import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { brand, tone } from '../theme/tokens.ts';

/** Covers the window while files hover over it. */
export const DropVeil = () => (
  <Box sx={{ position: 'fixed', inset: 12, zIndex: 'modal', border: `2px dashed ${brand.processViolet}`, borderRadius: '16px', backgroundColor: tone.scrim, display: 'grid', placeItems: 'center', pointerEvents: 'none' }}>
    <Typography variant="h2" component="p">
      Drop CRM exports to import them.
    </Typography>
  </Box>
);
