import Autocomplete from '@mui/material/Autocomplete';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useController, type Control } from 'react-hook-form';
import { DateField } from './DateField.tsx';
import type { FieldConfig, FieldKind, FieldOption, OptionValue, RawValue, RawValues } from './form-field.ts';

interface FormFieldProps<Output> {
  readonly name: string;
  readonly control: Control<RawValues, unknown, Output>;
  readonly kind: FieldKind;
  readonly config: FieldConfig;
  readonly options: readonly FieldOption[];
}

const NO_CHOICE = '';

/** One field of a form with its message beside it. */
export function FormField<Output>({ name, control, kind, config, options }: FormFieldProps<Output>) {
  const { field, fieldState } = useController({ name, control });
  const message = fieldState.error?.message;
  const value: RawValue | undefined = field.value;
  const common = { label: config.label, error: message !== undefined, onBlur: field.onBlur, inputRef: field.ref, fullWidth: true } as const;

  if (kind === 'switch') {
    return (
      <>
        <FormControlLabel control={<Switch checked={value === true} onChange={(event) => field.onChange(event.target.checked)} onBlur={field.onBlur} />} label={config.label} />
        <FormHelperText error={message !== undefined}>{message ?? config.help}</FormHelperText>
      </>
    );
  }
  if (kind === 'many') {
    const chosen: readonly OptionValue[] = Array.isArray(value) ? value : [];
    const labelOf = (option: OptionValue): string => options.find((candidate) => candidate.value === option)?.label ?? String(option);
    return (
      <Autocomplete
        multiple
        freeSolo={options.length === 0}
        disableCloseOnSelect
        options={options.map((option) => option.value)}
        getOptionLabel={labelOf}
        value={[...chosen]}
        onChange={(_event, next) => field.onChange(next)}
        renderInput={(parameters) => <TextField {...parameters} label={config.label} error={message !== undefined} helperText={message ?? config.help} inputRef={field.ref} onBlur={field.onBlur} />}
      />
    );
  }
  const text = typeof value === 'string' ? value : '';
  const onChange = (event: { readonly target: { readonly value: string } }): void => field.onChange(event.target.value);
  switch (kind) {
    case 'choice':
      return (
        <TextField {...common} select value={text} onChange={onChange} helperText={message ?? config.help}>
          {config.emptyAs !== undefined && <MenuItem value={NO_CHOICE}>–</MenuItem>}
          {options.map((option) => (
            <MenuItem key={option.value} value={String(option.value)}>
              {option.label}
            </MenuItem>
          ))}
        </TextField>
      );
    case 'date':
      return <DateField {...common} text={text} onText={field.onChange} message={message ?? config.help} />;
    case 'number': {
      const unit = config.isPercent === true ? '%' : config.unit;
      return (
        <TextField
          {...common}
          value={text}
          onChange={onChange}
          helperText={message ?? config.help}
          slotProps={{ htmlInput: { inputMode: 'decimal' }, input: { endAdornment: unit === undefined ? undefined : <InputAdornment position="end">{unit}</InputAdornment> } }}
        />
      );
    }
    case 'text':
    case 'longText':
      return <TextField {...common} value={text} onChange={onChange} helperText={message ?? config.help} multiline={kind === 'longText'} minRows={kind === 'longText' ? 3 : 1} />;
  }
}
