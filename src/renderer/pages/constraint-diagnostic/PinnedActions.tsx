import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useMemo } from 'react';
import { z } from 'zod';
import { ActionKey } from '../../../engine/model/allocation.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import type { Rules } from './use-rules.ts';

const effectNames = { fixed: 'must be in the plan', forbidden: 'must not be in the plan' } as const;

/** An action and what becomes of it. */
const Pin = ActionKey.extend({ effect: z.enum(['fixed', 'forbidden']) });

/** Actions that must, or must not, be in the plan. */
export function PinnedActions({ rules, changes: { edit, remove, undo } }: { readonly rules: PlanningRules; readonly changes: Pick<Rules, 'edit' | 'remove' | 'undo'> }) {
  const pins = [...(rules.fixed ?? []).map((action) => ({ ...action, effect: 'fixed' as const })), ...(rules.forbidden ?? []).map((action) => ({ ...action, effect: 'forbidden' as const }))];
  const fields = useMemo(
    (): Record<keyof z.input<typeof Pin>, FieldConfig> => ({
      contact: { label: 'Contact ID' },
      channel: { label: 'Channel', kind: 'choice', options: rules.channels.map(({ id }) => ({ value: id, label: id })) },
      date: { label: 'Date', kind: 'date' },
      effect: { label: 'Effect', options: Object.entries(effectNames).map(([value, label]) => ({ value, label })) },
    }),
    [rules.channels],
  );
  const start = useMemo(() => ({ contact: '', channel: rules.channels[0]?.id ?? '', date: rules.horizon.start, effect: 'fixed' as const }), [rules.channels, rules.horizon.start]);
  return (
    <>
      <Box sx={{ mb: 3, maxWidth: 720 }}>
        <SchemaForm schema={Pin} fields={fields} value={start} submitLabel="Pin" onSubmit={({ effect, ...action }) => edit({ edit: 'pin', effect, action })} />
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
            {pins.map(({ effect, ...action }) => (
              <TableRow key={`${action.contact}|${action.channel}|${action.date}`}>
                <TableCell>{action.contact}</TableCell>
                <TableCell>{action.channel}</TableCell>
                <TableCell>{formatDate(action.date)}</TableCell>
                <TableCell>{effectNames[effect]}</TableCell>
                <TableCell align="right">
                  <RemoveButton name={`pin of ${action.channel} for ${action.contact} on ${action.date}`} remove={() => remove({ edit: 'unpin', action: { contact: action.contact, channel: action.channel, date: action.date } })} undo={undo} />
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
