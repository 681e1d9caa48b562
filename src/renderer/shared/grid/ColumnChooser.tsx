import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import { Columns3 } from 'lucide-react';
import { useState } from 'react';

interface ColumnChooserProps {
  readonly columns: readonly { readonly field: string; readonly label: string }[];
  readonly isShown: (field: string) => boolean;
  readonly onChange: (field: string, isShown: boolean) => void;
}

/** Which columns a grid shows. */
export function ColumnChooser({ columns, isShown, onChange }: ColumnChooserProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [search, setSearch] = useState('');
  const shownCount = columns.filter((column) => isShown(column.field)).length;
  const found = columns.filter((column) => column.label.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <>
      <Tooltip title={`${shownCount} of ${columns.length} columns`}>
        <IconButton aria-label="Choose columns" aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
          <Columns3 size={18} />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        transitionDuration={100}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Columns', sx: { p: 1.5, width: 280, maxHeight: 420 } } }}
      >
        <TextField fullWidth autoFocus label="Find a column" value={search} onChange={(event) => setSearch(event.target.value)} />
        <Box sx={{ mt: 1, display: 'flex', flexDirection: 'column' }}>
          {found.map((column) => (
            <FormControlLabel
              key={column.field}
              sx={{ ml: 0, '& .MuiFormControlLabel-label': { fontSize: '0.875rem' } }}
              control={<Checkbox size="small" checked={isShown(column.field)} disabled={shownCount === 1 && isShown(column.field)} onChange={(event) => onChange(column.field, event.target.checked)} />}
              label={column.label}
            />
          ))}
        </Box>
      </Popover>
    </>
  );
}
