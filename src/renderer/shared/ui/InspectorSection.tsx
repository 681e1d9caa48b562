import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { tone } from '../../app/theme/tokens.ts';

/** A part of an inspector under its own heading. */
export const InspectorSection = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Box component="section" sx={{ mb: 3 }}>
    <Typography variant="metricLabel" component="h3" sx={{ color: tone.secondaryText, mb: 1 }}>
      {title}
    </Typography>
    {children}
  </Box>
);
