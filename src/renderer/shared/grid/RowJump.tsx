import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { formatCount } from '../format/number.ts';

/** Goes to a row by its number. */
export function RowJump({ total, onRow }: { readonly total: number; readonly onRow: (position: number) => void }) {
  const [text, setText] = useState('');
  const position = Number(text.replaceAll(/[,\s]/g, ''));
  const isWrong = text !== '' && (!Number.isInteger(position) || position < 1 || position > total);
  return (
    <TextField
      value={text}
      error={isWrong}
      placeholder="Go to row"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        // The keys belong to the field, not to the rows.
        event.stopPropagation();
        if (event.key === 'Escape') setText('');
        if (event.key !== 'Enter' || isWrong || text === '') return;
        onRow(position - 1);
        setText('');
      }}
      slotProps={{ htmlInput: { 'aria-label': `Go to row, 1 to ${formatCount(total)}`, inputMode: 'numeric', style: { width: 72, padding: '4px 8px' } } }}
    />
  );
}
