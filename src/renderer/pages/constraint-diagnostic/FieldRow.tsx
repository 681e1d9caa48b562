import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Fields of equal width beside each other. */
export const FieldRow = ({ children }: { readonly children: ReactNode }) => <Box sx={{ display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)', gap: 2, alignItems: 'start' }}>{children}</Box>;
