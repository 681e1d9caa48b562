import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Words of every value, in the order they are offered. */
  readonly names: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
  /** What is wrong with the choice, or null. */
  readonly problem?: string | null;
}

/** One of a few words; committed when chosen. */
export function ChoiceField<Value extends string>({ label, value, names, onChoose, problem = null }: ChoiceFieldProps<Value>) {
  const isValue = (text: string): text is Value => Object.hasOwn(names, text);
  return (
    <TextField
      select
      fullWidth
      label={label}
      value={value}
      error={problem !== null}
      helperText={problem}
      onChange={({ target }) => {
        if (isValue(target.value)) onChoose(target.value);
      }}
    >
      {Object.entries<string>(names).map(([choice, name]) => (
        <MenuItem key={choice} value={choice}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
