import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { z } from 'zod';
import type { FileInspection, ImportSettings } from '../../../engine/model/import.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatCount, formatPercent } from '../../shared/format/number.ts';
import { dateOrderNames, kindNames, namePlace } from './import-words.ts';
import { fieldsOf, isIgnored, parsePlaceKey, placeKey, placesOfColumn, setColumnPlaces, setDateOrder, setIgnored } from './mapping-edit.ts';

type Column = z.infer<typeof FileInspection>['columns'][number];

const ATTRIBUTE = 'attribute';
const IGNORE = 'ignore';

interface ColumnTableProps {
  readonly columns: readonly Column[];
  readonly settings: ImportSettings;
  readonly onChange: (settings: ImportSettings) => void;
}

/** Value of the select of a column: its places, or what becomes of it without one. */
function selectedKeys(settings: ImportSettings, column: string): string[] {
  const places = placesOfColumn(settings, column).map(placeKey);
  return places.length > 0 ? places : [isIgnored(settings, column) || !settings.targets.some((mapping) => mapping.target === 'contacts') ? IGNORE : ATTRIBUTE];
}

function applySelection(settings: ImportSettings, column: string, before: readonly string[], after: readonly string[]): ImportSettings {
  const added = after.find((key) => !before.includes(key));
  if (added === IGNORE) return setIgnored(setColumnPlaces(settings, column, []), column, true);
  if (added === ATTRIBUTE) return setIgnored(setColumnPlaces(settings, column, []), column, false);
  const places = after.filter((key) => key !== IGNORE && key !== ATTRIBUTE).map(parsePlaceKey);
  return setIgnored(setColumnPlaces(settings, column, places), column, false);
}

function TakenFor({ column, settings, onChange }: { readonly column: Column } & Omit<ColumnTableProps, 'columns'>) {
  const selected = selectedKeys(settings, column.name);
  const hasContacts = settings.targets.some((mapping) => mapping.target === 'contacts');
  const describe = (key: string): string => {
    if (key === ATTRIBUTE) return 'Attribute of the contact';
    if (key === IGNORE) return 'Not imported';
    const place = parsePlaceKey(key);
    const mapping = settings.targets[place.targetIndex];
    return mapping === undefined ? key : namePlace(mapping.target, place.field);
  };
  return (
    <Select<string[]>
      multiple
      fullWidth
      value={selected}
      renderValue={(keys) => keys.map(describe).join(', ')}
      onChange={(event) => onChange(applySelection(settings, column.name, selected, event.target.value as string[]))}
      inputProps={{ 'aria-label': `${column.name} is taken for` }}
    >
      {hasContacts && <MenuItem value={ATTRIBUTE}>{describe(ATTRIBUTE)}</MenuItem>}
      <MenuItem value={IGNORE}>{describe(IGNORE)}</MenuItem>
      {settings.targets.flatMap((mapping, targetIndex) =>
        fieldsOf(mapping.target).map((field) => (
          <MenuItem key={placeKey({ targetIndex, field })} value={placeKey({ targetIndex, field })}>
            {namePlace(mapping.target, field)}
          </MenuItem>
        )),
      )}
    </Select>
  );
}

function DateOrderChoice({ column, settings, onChange }: { readonly column: Column } & Omit<ColumnTableProps, 'columns'>) {
  const chosen = placesOfColumn(settings, column.name).map((place) => settings.targets[place.targetIndex]?.fields[place.field]?.dateOrder)[0] ?? column.dateOrder ?? 'unknown';
  return (
    <Select
      fullWidth
      value={chosen}
      error={chosen === 'unknown'}
      onChange={(event) => {
        if (event.target.value !== 'unknown') onChange(setDateOrder(settings, column.name, event.target.value));
      }}
      inputProps={{ 'aria-label': `Order of day and month in ${column.name}` }}
    >
      {(['ymd', 'dmy', 'mdy'] as const).map((order) => (
        <MenuItem key={order} value={order}>
          {dateOrderNames[order]}
        </MenuItem>
      ))}
      {chosen === 'unknown' && (
        <MenuItem value="unknown" disabled>
          {dateOrderNames.unknown}
        </MenuItem>
      )}
    </Select>
  );
}

/** Every column of the file: what it holds and what it is taken for. */
export function ColumnTable({ columns, settings, onChange }: ColumnTableProps) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Columns of the file" sx={{ maxHeight: '46vh' }}>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            {['Column', 'Taken for', 'Holds', 'Filled', 'Distinct', 'Examples'].map((title) => (
              <TableCell key={title} align={title === 'Filled' || title === 'Distinct' ? 'right' : 'left'} sx={{ backgroundColor: 'background.default' }}>
                {title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {columns.map((column) => {
            const isDate = (column.kind === 'date' || column.kind === 'date_time') && placesOfColumn(settings, column.name).length > 0;
            return (
              <TableRow key={column.name}>
                <TableCell sx={{ fontWeight: 600, maxWidth: 220, overflowWrap: 'anywhere' }}>{column.name}</TableCell>
                <TableCell sx={{ width: 260 }}>
                  <TakenFor column={column} settings={settings} onChange={onChange} />
                </TableCell>
                <TableCell sx={{ width: 190 }}>{isDate ? <DateOrderChoice column={column} settings={settings} onChange={onChange} /> : kindNames[column.kind]}</TableCell>
                <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {formatPercent(column.filled, 0)}
                </TableCell>
                <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {formatCount(column.distinct)}
                </TableCell>
                <TableCell>
                  <Box sx={{ maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: tone.secondaryText }}>{column.examples.slice(0, 4).join(' · ')}</Box>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
