import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { formatDate } from '../../shared/format/date.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import type { Rules } from './use-rules.ts';

const effects = [
  ['fixed', 'must be in the plan'],
  ['forbidden', 'must not be in the plan'],
] as const;
type Effect = (typeof effects)[number][0];

/** Actions that must, or must not, be in the plan. */
export function PinnedActions({ rules, edit }: { readonly rules: PlanningRules; readonly edit: Rules['edit'] }) {
  const [effect, setEffect] = useState<Effect>('fixed');
  const [contact, setContact] = useState('');
  const [channel, setChannel] = useState('');
  const [date, setDate] = useState(rules.horizon.start);
  const pins = [...(rules.fixed ?? []).map((action) => ({ ...action, effect: 'fixed' as const })), ...(rules.forbidden ?? []).map((action) => ({ ...action, effect: 'forbidden' as const }))];
  const chosenChannel = channel === '' ? (rules.channels[0]?.id ?? '') : channel;
  const isReady = contact.trim() !== '' && chosenChannel !== '' && date !== '';
  return (
    <>
      <Box
        component="form"
        sx={{ display: 'flex', gap: 1, mb: 2, flexWrap: 'wrap', alignItems: 'center' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          edit({ edit: 'pin', effect, action: { contact: contact.trim(), channel: chosenChannel, date } });
          setContact('');
        }}
      >
        <TextField label="Contact ID" value={contact} onChange={(event) => setContact(event.target.value)} slotProps={{ htmlInput: { maxLength: 200 } }} />
        <TextField select label="Channel" value={chosenChannel} onChange={(event) => setChannel(event.target.value)} sx={{ width: 160 }}>
          {rules.channels.map((option) => (
            <MenuItem key={option.id} value={option.id}>
              {option.id}
            </MenuItem>
          ))}
        </TextField>
        <TextField type="date" label="Date" value={date} onChange={(event) => setDate(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} />
        <TextField select label="Effect" value={effect} onChange={(event) => setEffect(event.target.value as Effect)} sx={{ width: 230 }}>
          {effects.map(([option, name]) => (
            <MenuItem key={option} value={option}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <Button type="submit" variant="outlined" size="small" disabled={!isReady}>
          Pin
        </Button>
      </Box>
      <TableContainer tabIndex={0} role="group" aria-label="Pinned actions">
        <Table size="small">
          <TableHead>
            <TableRow>
              {['Contact', 'Channel', 'Date', 'Effect', ''].map((title) => (
                <TableCell key={title}>{title}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {pins.map((pin) => (
              <TableRow key={`${pin.contact}|${pin.channel}|${pin.date}`}>
                <TableCell>{pin.contact}</TableCell>
                <TableCell>{pin.channel}</TableCell>
                <TableCell>{formatDate(pin.date)}</TableCell>
                <TableCell>{effects.find(([name]) => name === pin.effect)?.[1]}</TableCell>
                <TableCell align="right">
                  <IconButton aria-label={`Free ${pin.channel} for ${pin.contact} on ${pin.date}`} onClick={() => edit({ edit: 'unpin', action: { contact: pin.contact, channel: pin.channel, date: pin.date } })}>
                    <Trash2 size={16} />
                  </IconButton>
                </TableCell>
              </TableRow>
            ))}
            {pins.length === 0 && (
              <TableRow>
                <TableCell colSpan={5}>{emptyCopy.nothing}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
    </>
  );
}
