import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { Identifier } from '../../../engine/model/text.ts';
import { describeLength } from './rule-words.ts';

/** A name to choose, and a word or two about it. */
export interface Suggestion {
  readonly name: string;
  readonly detail: string;
}

interface NamesFieldProps {
  readonly label: string;
  /** Chosen names; null or absent = all. */
  readonly value: readonly string[] | null | undefined;
  readonly onChange: (value: string[] | null) => void;
  /** Typed and not yet chosen. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly suggestions: readonly Suggestion[];
  /** Said of the names that are chosen, such as that nobody carries one of them. */
  readonly remark?: string | null;
  /** False where nothing but a suggestion can be chosen. */
  readonly isFree?: boolean;
}

/** Most chosen names shown while the field is not being edited. */
const SHOWN_NAMES = 12;

/** Several names, of those that are suggested or typed in full; none = all. A typed name counts on Enter and on leaving, in the spelling that is known. */
export function NamesField({ label, value, onChange, text, onText, suggestions, remark = null, isFree = true }: NamesFieldProps) {
  const chosen = value ?? [];
  const detailOf = new Map(suggestions.map(({ name, detail }) => [name, detail]));
  const problem = isFree ? describeLength(text.trim(), Identifier.maxLength) : null;
  const spell = (typed: string): string => suggestions.find(({ name }) => name.toLowerCase() === typed.toLowerCase())?.name ?? typed;
  const choose = (names: readonly string[]): void => {
    const kept = [...new Set(names.map((name) => (chosen.includes(name) ? name : spell(name.trim()))))].filter((name) => name !== '' && describeLength(name, Identifier.maxLength) === null);
    onText('');
    onChange(kept.length === 0 ? null : kept);
  };
  const settle = (): void => {
    if (isFree && text.trim() !== '' && problem === null && !chosen.includes(text.trim())) choose([...chosen, text]);
    else onText('');
  };
  return (
    <Autocomplete
      multiple
      freeSolo={isFree}
      size="small"
      limitTags={SHOWN_NAMES}
      options={suggestions.map(({ name }) => name)}
      {...(isFree ? { filterOptions: (names: string[]) => names } : {})}
      filterSelectedOptions
      value={[...chosen]}
      inputValue={text}
      onInputChange={(_event, typed, reason) => {
        if (reason === 'input') onText(typed);
      }}
      onChange={(_event, names) => {
        if (problem === null) choose(names);
      }}
      onBlur={settle}
      renderOption={({ key, ...properties }, name) => (
        <Box component="li" key={key} {...properties} sx={{ display: 'flex', gap: 2, justifyContent: 'space-between !important' }}>
          <Box component="span" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            {name}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', textAlign: 'right' }}>
            {detailOf.get(name)}
          </Box>
        </Box>
      )}
      renderInput={(parameters) => (
        <TextField
          {...parameters}
          label={label}
          placeholder={chosen.length === 0 ? 'all' : ''}
          error={problem !== null}
          helperText={problem ?? remark}
          slotProps={{ ...parameters.slotProps, inputLabel: { ...parameters.slotProps.inputLabel, shrink: true } }}
        />
      )}
    />
  );
}
