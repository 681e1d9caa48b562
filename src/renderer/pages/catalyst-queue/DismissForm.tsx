import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';

const REASONS = ['Asked to wait', 'Already in contact', 'Wrong channel', 'On leave'] as const;
const LONGEST_REASON = 500;

/** Why recommendations are dismissed; Enter commits, and so does a reason that is offered. */
export function DismissForm({ label, onDismiss }: { readonly label: string; readonly onDismiss: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <Box component="form" sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }} onSubmit={(event) => (event.preventDefault(), onDismiss(reason.trim()))}>
      <TextField autoFocus fullWidth label="Reason" value={reason} onChange={({ target }) => setReason(target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_REASON } }} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {REASONS.map((offered) => (
          <Chip key={offered} label={offered} onClick={() => onDismiss(offered)} />
        ))}
      </Box>
      <Button type="submit" size="small" variant="outlined">
        {label}
      </Button>
    </Box>
  );
}
