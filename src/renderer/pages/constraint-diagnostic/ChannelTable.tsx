import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel } from '../../../engine/model/channel.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { formatNumber } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { NumberCell } from './NumberCell.tsx';
import type { Rules } from './use-rules.ts';
import { WeekdayToggle } from './WeekdayToggle.tsx';

const everyDay = [1, 2, 3, 4, 5, 6, 7];

function withWeekdays(channel: Channel, chosen: readonly number[]): Channel {
  const { weekdays: _, ...others } = channel;
  return chosen.length === 7 ? others : { ...others, weekdays: [...chosen] };
}

type Changes = Pick<Rules, 'edit' | 'remove' | 'undo'>;

function ChannelRow({ channel, currency, measured, changes: { edit, remove, undo }, isLimitsOnly }: { readonly channel: Channel; readonly currency: string; readonly measured: number | undefined; readonly changes: Changes; readonly isLimitsOnly: boolean }) {
  const change = (next: Partial<Channel>): void => edit({ edit: 'channel', channel: { ...channel, ...next } });
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
        {channel.id}
      </TableCell>
      {!isLimitsOnly && (
        <TableCell align="right">
          <NumberCell label={`Cost of one ${channel.id} in ${currency}`} value={channel.unitCost} min={0} onCommit={(unitCost) => change({ unitCost })} />
        </TableCell>
      )}
      {!isLimitsOnly && (
        <TableCell align="right">
          <NumberCell label={`Saturation of ${channel.id}`} value={channel.saturation} min={0.01} max={1} onCommit={(saturation) => change({ saturation })} />
          {measured !== undefined && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', mt: 0.5 }}>{`history shows ${formatNumber(measured)}, used in plans`}</Box>}
        </TableCell>
      )}
      <TableCell align="right">
        <NumberCell label={`Most ${channel.id} per contact`} value={channel.maxPerContact} min={0} isWhole onCommit={(maxPerContact) => change({ maxPerContact })} width={90} />
      </TableCell>
      <TableCell align="right">
        <NumberCell label={`Days between two ${channel.id} on one contact`} value={channel.cooldownDays} min={0} isWhole onCommit={(cooldownDays) => change({ cooldownDays })} width={90} />
      </TableCell>
      <TableCell>
        <WeekdayToggle label={`Weekdays of ${channel.id}`} value={channel.weekdays ?? everyDay} onChange={(chosen) => edit({ edit: 'channel', channel: withWeekdays(channel, chosen) })} />
      </TableCell>
      {!isLimitsOnly && (
        <TableCell align="right">
          <RemoveButton name={`channel ${channel.id}`} remove={() => remove({ edit: 'remove_channel', id: channel.id })} undo={undo} />
        </TableCell>
      )}
    </TableRow>
  );
}

interface ChannelTableProps {
  readonly rules: PlanningRules;
  readonly currency: string;
  readonly changes: Changes;
  /** True shows only what a channel allows on one contact, and no way to add or remove one. */
  readonly isLimitsOnly?: boolean;
}

/** Channels with what they cost and allow, edited in place. */
export function ChannelTable({ rules, currency, changes, isLimitsOnly = false }: ChannelTableProps) {
  const { api } = useCore();
  const [newId, setNewId] = useState('');
  const response = useQuery(api.response.latest.queryOptions()).data ?? null;
  const measured = new Map((response?.channels ?? []).filter((channel) => channel.saturationSource === 'history').map((channel) => [channel.channel, channel.saturation]));
  const isTaken = rules.channels.some((channel) => channel.id === newId.trim());
  const add = (): void => {
    const id = newId.trim();
    if (id === '' || isTaken) return;
    changes.edit({ edit: 'channel', channel: { id, unitCost: 1, saturation: 0.7, maxPerContact: 4, cooldownDays: 7, weekdays: [1, 2, 3, 4, 5] } });
    setNewId('');
  };
  return (
    <>
      <TableContainer tabIndex={0} role="group" aria-label="Channels">
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>Channel</TableCell>
              {!isLimitsOnly && <TableCell align="right">{`Unit cost, ${currency}`}</TableCell>}
              {!isLimitsOnly && <TableCell align="right">Saturation, factor per repeat</TableCell>}
              <TableCell align="right">Most per contact</TableCell>
              <TableCell align="right">Cooldown, days</TableCell>
              <TableCell>Weekdays</TableCell>
              {!isLimitsOnly && <TableCell />}
            </TableRow>
          </TableHead>
          <TableBody>
            {rules.channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} currency={currency} measured={measured.get(channel.id)} changes={changes} isLimitsOnly={isLimitsOnly} />
            ))}
            {rules.channels.length === 0 && (
              <TableRow>
                <TableCell colSpan={7}>{`${emptyCopy.nothing} Add a channel, or import touches.`}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
      {!isLimitsOnly && (
        <Box component="form" sx={{ display: 'flex', gap: 1, mt: 2, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), add())}>
          <TextField label="New channel" value={newId} onChange={(event) => setNewId(event.target.value)} error={isTaken} helperText={isTaken ? `Channel ${newId.trim()} already exists.` : undefined} slotProps={{ htmlInput: { maxLength: 200 } }} />
          <Button type="submit" variant="outlined" size="small" disabled={newId.trim() === '' || isTaken}>
            Add channel
          </Button>
        </Box>
      )}
    </>
  );
}
