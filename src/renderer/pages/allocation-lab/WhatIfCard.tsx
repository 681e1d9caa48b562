import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Analysis } from '../../../contract/what-if.ts';
import type { PlanComparison, WhatIf } from '../../../engine/model/what-if.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { useSaveChanges } from '../../shared/doctor/use-save-changes.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatMoney, formatNumber, formatQuantity, formatSigned } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { sayChange } from './change-words.ts';
import { listConflicts } from './plan-words.ts';

/** Rows of each table shown at most. */
const MOST_ROWS = 100;

function Figures({ name, titles, rows, note }: { readonly name: string; readonly titles: readonly string[]; readonly rows: readonly (readonly [string, ...ReactNode[]])[]; readonly note?: string | undefined }) {
  if (rows.length === 0) return null;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="body2" component="h3" sx={{ fontWeight: 600, mb: 0.5 }}>
        {name}
      </Typography>
      <TableContainer tabIndex={0} role="group" aria-label={name} sx={{ maxHeight: 320 }}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {titles.map((title, at) => (
                <TableCell key={title} align={at === 0 ? 'left' : 'right'} sx={{ whiteSpace: 'nowrap' }}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.slice(0, MOST_ROWS).map(([first, ...cells], row) => (
              <TableRow key={`${first}|${row}`} hover>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere', minWidth: 120 }}>
                  {first}
                </TableCell>
                {cells.map((cell, at) => (
                  <TableCell key={titles[at + 1] ?? at} align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {note !== undefined && (
        <Typography variant="caption" color="textSecondary">
          {note}
        </Typography>
      )}
    </Box>
  );
}

const more = (shown: number, all: number): string | undefined => (all > shown ? `${formatCount(shown)} of ${formatCount(all)} shown.` : undefined);

const nameRow = ({ constraint, rep, period }: PlanComparison['rules'][number]): string => [constraint, rep, period].filter((part) => part !== undefined).join(' · ');

function Comparison({ comparison, currency }: { readonly comparison: PlanComparison; readonly currency: string }) {
  const { before, after, channels, rules, contacts, actions } = comparison;
  const money = (value: number): string => formatMoney(value, currency, 0);
  const listed = actions.slice(0, MOST_ROWS);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))' }}>
      <Figures
        name="Plan"
        titles={['Figure', 'Before', 'After', 'Change']}
        rows={[
          ['Objective', formatNumber(before.objective, 1), formatNumber(after.objective, 1), formatSigned(after.objective - before.objective)],
          ['Lift', formatNumber(before.lift, 1), formatNumber(after.lift, 1), formatSigned(after.lift - before.lift)],
          ['Cost', money(before.cost), money(after.cost), `${after.cost > before.cost ? '+' : ''}${money(after.cost - before.cost)}`],
          ['Actions', formatCount(before.actions), formatCount(after.actions), formatSigned(after.actions - before.actions)],
          ['Contacts reached', formatCount(before.reached), formatCount(after.reached), formatSigned(after.reached - before.reached)],
        ]}
      />
      <Figures name="Channels" titles={['Channel', 'Before', 'After', 'Lift']} rows={channels.map((row) => [row.channel, formatCount(row.before), formatCount(row.after), formatSigned(row.liftAfter - row.liftBefore)])} />
      <Figures name="Rules" titles={['Rule', 'Used before', 'Used after', 'Limit']} rows={rules.map((row) => [nameRow(row), formatNumber(row.before?.used), formatNumber(row.after?.used), formatNumber((row.after ?? row.before)?.limit)])} note={more(MOST_ROWS, rules.length)} />
      <Figures name="Contacts" titles={['Contact', 'Lift before', 'Lift after', 'Change']} rows={contacts.map((row) => [row.contact, formatNumber(row.liftBefore, 1), formatNumber(row.liftAfter, 1), formatSigned(row.liftAfter - row.liftBefore)])} note={more(MOST_ROWS, contacts.length)} />
      <Figures
        name="Actions"
        titles={['Contact', 'What', 'Channel', 'Day', 'Lift']}
        rows={listed.map((row) => [row.contact, row.what, row.channel, row.what === 'moved' ? `${row.from} to ${row.date}` : row.date, formatNumber(row.lift, 1)])}
        note={more(listed.length, comparison.added + comparison.removed + comparison.moved)}
      />
    </Box>
  );
}

/** What differs, in a sentence that leads with numbers. */
function sayWhatIf({ comparison: { added, removed, moved, kept, after }, unchanged, conflicts }: WhatIf): string {
  if (after.status === 'infeasible') return `No plan keeps the rules under these changes. ${listConflicts(conflicts)}`;
  const lacks = conflicts.length === 0 ? '' : ` Missed: ${listConflicts(conflicts)}`;
  return `${formatSigned(after.objective - unchanged)} objective from the changes. ${formatQuantity(added, 'action')} added, ${formatCount(removed)} removed, ${formatCount(moved)} moved, ${formatCount(kept)} kept.${lacks}`;
}

interface WhatIfCardProps {
  readonly analysis: Analysis;
  readonly whatIf: WhatIf;
  readonly currency: string;
  readonly isOpen: boolean;
}

/** One what-if: what was changed, what came of it, and how to keep it. */
export function WhatIfCard({ analysis, whatIf, currency, isOpen }: WhatIfCardProps) {
  const { api } = useCore();
  const notify = useNotify();
  const { save, isSaving } = useSaveChanges();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const keep = useMutation(api.whatIf.keep.mutationOptions({ onError, onSuccess: ({ planId }) => goTo(`/allocation-lab?plan=${planId}`) }));
  const remove = useMutation(api.whatIf.remove.mutationOptions({ onError }));
  const isPlan = whatIf.comparison.after.actions > 0 && whatIf.conflicts.length === 0;
  const controls = (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      <Button size="small" variant="outlined" disabled={!isPlan || analysis.keptAs !== null || keep.isPending} onClick={() => keep.mutate({ analysisId: analysis.id })}>
        {analysis.keptAs === null ? 'Keep as a plan' : `Kept as plan ${analysis.keptAs}`}
      </Button>
      <Button size="small" variant="outlined" disabled={isSaving || whatIf.changes.some(({ kind }) => kind === 'reps')} onClick={() => save(whatIf.changes)}>
        Save the rule change
      </Button>
      <Button size="small" disabled={remove.isPending} onClick={() => remove.mutate({ analysisId: analysis.id })}>
        Remove
      </Button>
    </Box>
  );
  return (
    <SectionCard title={whatIf.changes.map(sayChange).join(', ')} sentence={`${sayWhatIf(whatIf)} ${formatMoment(analysis.madeAt)}.`} actions={controls}>
      {isOpen ? <Comparison comparison={whatIf.comparison} currency={currency} /> : undefined}
    </SectionCard>
  );
}
