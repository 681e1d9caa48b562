import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';

const SEARCH_DELAY_MS = 40;

interface SearchFieldProps {
  readonly label: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** What is searched for, told once a short while passes without a key. It holds what is typed itself: a letter draws the field and nothing else. */
export function SearchField({ label, field, search, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  const emit = useEffectEvent(onSearch);
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => emit(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, search]);
  return (
    <TextField
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.preventDefault();
          setTyped('');
          onSearch('');
        }
      }}
      placeholder={label}
      sx={{ width: 260 }}
      slotProps={{
        htmlInput: { 'aria-label': label, 'aria-keyshortcuts': '/', ref: field, style: { paddingBlock: 6 } },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
