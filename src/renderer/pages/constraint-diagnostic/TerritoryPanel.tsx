import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RepLoad } from '../../../contract/territory.ts';
import type { Rep } from '../../../engine/model/territory.ts';
import { useCore } from '../../app/core-context.ts';
import { useLocationParameter } from '../../app/location.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { RepInspector } from './RepInspector.tsx';
import { WeekdayToggle } from './WeekdayToggle.tsx';

const numeric = { fontVariantNumeric: 'tabular-nums' } as const;

/** The part of a load that is the rep itself. */
const repOf = ({ id, name, weekdays, daysOff }: RepLoad): Rep => ({ id, name, weekdays, daysOff });

/** Reps × contacts: who carries what, how evenly, and on which days. */
export function TerritoryPanel() {
  const { api, client } = useCore();
  const notify = useNotify();
  const [chosen, choose] = useLocationParameter('rep');
  const [newId, setNewId] = useState('');
  const territories = useQuery(api.territories.get.queryOptions());
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const save = useMutation(api.territories.saveRep.mutationOptions({ onError }));
  if (territories.isError) return <ErrorPanel fault={toShownFault(territories.error)} />;
  if (territories.data === undefined) return <DelayedSkeleton kind="grid" />;
  const { reps, unassigned, fairness, date } = territories.data;
  const most = Math.max(0, ...reps.map((rep) => rep.value));
  const mean = reps.length === 0 ? 0 : reps.reduce((sum, rep) => sum + rep.value, 0) / reps.length;
  const selected = reps.find((rep) => rep.id === chosen);
  const isTaken = reps.some((rep) => rep.id === newId.trim() && rep.hasCalendar);
  const add = (): void => {
    const id = newId.trim();
    if (id === '' || isTaken) return;
    save.mutate({ id, name: '', weekdays: [1, 2, 3, 4, 5], daysOff: [] }, { onSuccess: () => (setNewId(''), choose(id)) });
  };
  return (
    <>
      <MetricRow>
        <MetricCard label="Reps" value={formatCount(reps.length)} detail={`on ${formatDate(date)}`} />
        <MetricCard label="Without rep" value={formatCount(unassigned)} detail={unassigned === 1 ? 'contact' : 'contacts'} meaning={unassigned === 0 ? 'value' : 'limit'} />
        <MetricCard label="Fairness" value={formatNumber(fairness, 3)} detail={`Jain's index of value; mean ${formatNumber(mean, 0)}, highest ${formatNumber(most, 0)}`} />
      </MetricRow>
      <TableContainer tabIndex={0} role="group" aria-label="Reps" sx={{ maxHeight: '56vh' }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {['Rep', 'Primary', 'Secondary', 'Backup', 'Value carried, of the highest', 'Booked', 'Works on', 'Days off', 'Working days', ''].map((title) => (
                <TableCell key={title} align={['Primary', 'Secondary', 'Backup', 'Booked', 'Days off', 'Working days'].includes(title) ? 'right' : 'left'} sx={{ backgroundColor: 'background.default' }}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {reps.map((rep) => (
              <TableRow key={rep.id} hover selected={rep.id === selected?.id}>
                <TableCell component="th" scope="row" sx={{ maxWidth: 240, overflowWrap: 'anywhere' }}>
                  <Button variant="text" size="small" onClick={() => choose(rep.id)} sx={{ justifyContent: 'flex-start', textAlign: 'left', minWidth: 0 }}>
                    {rep.name === '' ? rep.id : `${rep.id} · ${rep.name}`}
                  </Button>
                </TableCell>
                {[rep.primary, rep.secondary, rep.backup].map((count, at) => (
                  <TableCell key={['primary', 'secondary', 'backup'][at]} align="right" sx={numeric}>
                    {formatCount(count)}
                  </TableCell>
                ))}
                <TableCell sx={{ minWidth: 200 }}>
                  <UsageBar used={rep.value} limit={most} label={`Value carried by ${rep.id}`} format={(value) => formatNumber(value, 0)} isShare />
                </TableCell>
                <TableCell align="right" sx={numeric}>
                  {formatCount(rep.booked)}
                </TableCell>
                <TableCell>
                  <WeekdayToggle label={`Working days of ${rep.id}`} value={rep.weekdays} onChange={(weekdays) => save.mutate({ ...repOf(rep), weekdays })} />
                </TableCell>
                <TableCell align="right" sx={numeric}>
                  {formatCount(rep.daysOff.length)}
                </TableCell>
                <TableCell align="right" sx={numeric}>
                  {formatCount(rep.workingDays)}
                </TableCell>
                <TableCell align="right">
                  {(rep.hasCalendar || rep.secondary + rep.backup > 0) && <RemoveButton name={`rep ${rep.id}`} remove={() => client.territories.removeRep({ id: rep.id })} undo={() => client.edits.undo()} />}
                </TableCell>
              </TableRow>
            ))}
            {reps.length === 0 && (
              <TableRow>
                <TableCell colSpan={10}>{`${emptyCopy.nothing} Add a rep, or import contacts with a rep column.`}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
      <Box component="form" sx={{ display: 'flex', gap: 1, mt: 2, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), add())}>
        <TextField label="New rep" value={newId} onChange={(event) => setNewId(event.target.value)} error={isTaken} helperText={isTaken ? `Rep ${newId.trim()} already exists.` : undefined} slotProps={{ htmlInput: { maxLength: 200 } }} />
        <Button type="submit" variant="outlined" size="small" disabled={newId.trim() === '' || isTaken}>
          Add rep
        </Button>
      </Box>
      {selected !== undefined && (
        <RepInspector
          key={selected.id}
          rep={repOf(selected)}
          sentence={`${formatQuantity(selected.primary, 'primary contact')}, ${formatCount(selected.secondary)} secondary, ${formatCount(selected.backup)} backup.`}
          start={date}
          onSave={(rep) => save.mutate(rep)}
          onClose={() => choose(null)}
        />
      )}
    </>
  );
}
