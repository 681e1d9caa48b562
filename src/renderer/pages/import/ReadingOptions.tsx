import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Checkbox from '@mui/material/Checkbox';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { FileInspection, ImportSettings, ImportTarget } from '../../../engine/model/import.ts';
import { nameField, targetNames, targetPlurals } from './import-words.ts';
import { setFieldSource } from './mapping-edit.ts';

interface ReadingOptionsProps {
  readonly inspection: FileInspection;
  readonly settings: ImportSettings;
  readonly onChange: (settings: ImportSettings) => void;
  readonly onTarget: (target: ImportTarget, isWanted: boolean) => void;
  /** A change of these needs another look at the file. */
  readonly onDialect: (dialect: Partial<ImportSettings['dialect']>) => void;
}

const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
] as const;

const modes = [
  ['upsert', 'create and update'],
  ['create', 'create only'],
  ['update', 'update only'],
] as const;

/** Choice with its name above it. */
function Choice<Value extends string>({ label, value, options, onPick, width = 180 }: { readonly label: string; readonly value: Value; readonly options: readonly (readonly [Value, string])[]; readonly onPick: (value: Value) => void; readonly width?: number }) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onPick(event.target.value as Value)} sx={{ width }}>
      {options.map(([option, name]) => (
        <MenuItem key={option} value={option}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** What the rows become, and how the file is read. */
export function ReadingOptions({ inspection, settings, onChange, onTarget, onDialect }: ReadingOptionsProps) {
  const { dialect } = settings;
  const isWorkbook = settings.encoding === 'xlsx';
  const isJson = settings.encoding === 'jsonl';
  const hasReferences = settings.targets.some((mapping) => mapping.target !== 'contacts');
  const constants = settings.targets.flatMap((mapping, targetIndex) => Object.entries(mapping.fields).flatMap(([field, source]) => (source.column === undefined ? [{ mapping, targetIndex, field, source }] : [])));
  const knownDelimiters = delimiters.some(([character]) => character === dialect.delimiter) ? delimiters : [...delimiters, [dialect.delimiter, dialect.delimiter] as const];
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, mb: 2 }}>
      <Box role="group" aria-label="What the rows become" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        {(Object.keys(targetPlurals) as ImportTarget[]).map((target) => (
          <FormControlLabel
            key={target}
            control={<Checkbox checked={settings.targets.some((mapping) => mapping.target === target)} onChange={(event) => onTarget(target, event.target.checked)} />}
            label={targetPlurals[target]}
          />
        ))}
        <Choice label="Mode" value={settings.mode} options={modes} onPick={(mode) => onChange({ ...settings, mode })} />
        <Choice
          label="Contacts matched on"
          value={settings.matchOn}
          options={[
            ['key', 'ID'],
            ['email', 'e-mail'],
            ['npi', 'NPI'],
          ]}
          onPick={(matchOn) => onChange({ ...settings, matchOn })}
        />
        {hasReferences && (
          <Choice
            label="Unknown contacts"
            value={settings.unknownContact}
            options={[
              ['create', 'create with ID only'],
              ['reject', 'reject the row'],
            ]}
            onPick={(unknownContact) => onChange({ ...settings, unknownContact })}
            width={200}
          />
        )}
      </Box>
      <Box role="group" aria-label="How the file is read" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField label="Encoding" value={settings.encoding} slotProps={{ input: { readOnly: true } }} sx={{ width: 150 }} />
        {isWorkbook && (
          <Choice label="Sheet" value={dialect.sheet ?? inspection.sheets[0] ?? ''} options={inspection.sheets.map((sheet) => [sheet, sheet] as const)} onPick={(sheet) => onDialect({ sheet })} width={220} />
        )}
        {!isWorkbook && !isJson && (
          <Choice label="Cells are separated by" value={dialect.delimiter} options={knownDelimiters} onPick={(delimiter) => onDialect({ delimiter })} />
        )}
        <Choice
          label="Decimal sign"
          value={dialect.decimal}
          options={[
            ['.', 'point'],
            [',', 'comma'],
          ]}
          onPick={(decimal) => onChange({ ...settings, dialect: { ...dialect, decimal } })}
          width={140}
        />
        {!isJson && <FormControlLabel control={<Checkbox checked={dialect.hasHeader} onChange={(event) => onDialect({ hasHeader: event.target.checked })} />} label="First row holds the names" />}
      </Box>
      {constants.length > 0 && (
        <Box role="group" aria-label="Fields without a column" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {constants.map(({ mapping, targetIndex, field, source }) => (
            <TextField
              key={`${targetIndex}.${field}`}
              label={`${targetNames[mapping.target]} · ${nameField(field)}`}
              value={source.rowNumber === true ? 'row number' : (source.constant ?? '')}
              slotProps={{ input: { readOnly: source.rowNumber === true } }}
              helperText={source.rowNumber === true ? 'The file has no ID.' : 'The same for every row.'}
              onChange={(event) => onChange(setFieldSource(settings, { targetIndex, field }, { ...source, constant: event.target.value }))}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}
