import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

interface NameListProps {
  readonly label: string;
  /** What no choice means: "all channels". */
  readonly emptyAs: string;
  readonly names: readonly string[];
  readonly value: readonly string[];
  readonly isDisabled?: boolean;
  readonly onChange: (names: string[]) => void;
  readonly nameOf?: (name: string) => string;
}

/** Several of a few names. */
export const NameList = ({ label, emptyAs, names, value, isDisabled = false, onChange, nameOf = (name) => name }: NameListProps) => (
  <Autocomplete
    multiple
    size="small"
    slotProps={{ chip: { sx: { maxWidth: '100%' } } }}
    disableCloseOnSelect
    disabled={isDisabled}
    options={[...new Set([...names, ...value])]}
    getOptionLabel={nameOf}
    value={[...value]}
    onChange={(_event, chosen) => onChange(chosen)}
    renderInput={(parameters) => <TextField {...parameters} label={label} placeholder={value.length === 0 ? emptyAs : ''} slotProps={{ ...parameters.slotProps, inputLabel: { ...parameters.slotProps.inputLabel, shrink: true } }} />}
  />
);
