import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

const letters = ['M', 'T', 'W', 'T', 'F', 'S', 'S'] as const;
const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** ISO weekdays, of which at least one stays chosen. */
export const WeekdayToggle = ({ label, value, onChange }: { readonly label: string; readonly value: readonly number[]; readonly onChange: (weekdays: number[]) => void }) => (
  <ToggleButtonGroup
    size="small"
    value={value}
    onChange={(_event, chosen: number[]) => {
      if (chosen.length > 0) onChange(chosen.toSorted((a, b) => a - b));
    }}
    aria-label={label}
  >
    {letters.map((letter, at) => (
      <ToggleButton key={names[at]} value={at + 1} aria-label={names[at] ?? letter} sx={{ minWidth: 32, px: 0.5 }}>
        {letter}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
