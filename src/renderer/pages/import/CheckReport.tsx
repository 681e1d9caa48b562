import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ImportCounts, ImportReport } from '../../../engine/model/import.ts';
import type { z } from 'zod';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { targetPlurals } from './import-words.ts';

type Counts = z.infer<typeof ImportCounts>;

const countColumns = [
  ['rows', 'Rows'],
  ['created', 'Created'],
  ['updated', 'Updated'],
  ['unchanged', 'Unchanged'],
  ['duplicates', 'Duplicates'],
  ['rejected', 'Rejected'],
] as const satisfies readonly (readonly [keyof Counts, string])[];

const SHOWN_REJECTS = 200;

/** Counts of the file and of each target; every line adds up to its rows. */
function CountTable({ report }: { readonly report: ImportReport }) {
  const lines: readonly (readonly [string, Counts])[] = [['File', report.total], ...(report.targets.length > 1 ? report.targets.map(({ target, counts }) => [targetPlurals[target], counts] as const) : [])];
  return (
    <Table size="small" aria-label="Counts" sx={{ maxWidth: 840 }}>
      <TableHead>
        <TableRow>
          <TableCell />
          {countColumns.map(([key, title]) => (
            <TableCell key={key} align="right">
              {title}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map(([name, counts], at) => (
          <TableRow key={`${name}${at}`}>
            <TableCell component="th" scope="row">
              {name}
            </TableCell>
            {countColumns.map(([key]) => (
              <TableCell key={key} align="right" sx={{ fontVariantNumeric: 'tabular-nums', ...(key === 'rejected' && counts.rejected > 0 ? { color: 'secondary.light', fontWeight: 600 } : {}) }}>
                {formatCount(counts[key])}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Every rejected row with its reason and original cells. */
function Rejects({ checkId, rejected }: { readonly checkId: string; readonly rejected: number }) {
  const { api } = useCore();
  const notify = useNotify();
  const rejects = useQuery(api.imports.rejects.queryOptions({ input: { checkId, offset: 0, limit: SHOWN_REJECTS } }));
  const save = useMutation(
    api.imports.saveRejects.mutationOptions({
      onSuccess: (saved) => saved !== null && notify({ text: `${formatQuantity(saved.rows, 'rejected row')} written to ${saved.path}.` }),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1 }}>
        <Typography sx={{ fontWeight: 600 }}>{`${formatQuantity(rejected, 'rejected row')}${rejected > SHOWN_REJECTS ? `, the first ${SHOWN_REJECTS} below` : ''}`}</Typography>
        <Button size="small" variant="outlined" onClick={() => save.mutate({ checkId })}>
          Save rejected rows
        </Button>
      </Box>
      <TableContainer tabIndex={0} role="group" aria-label="Rejected rows" sx={{ maxHeight: 280 }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {['Row', 'Reason', ...(rejects.data?.headers ?? [])].map((title, at) => (
                <TableCell key={`${title}${at}`} sx={{ backgroundColor: 'background.default', whiteSpace: 'nowrap' }}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {(rejects.data?.rows ?? []).map((reject, at) => (
              <TableRow key={`${reject.row}.${at}`}>
                <TableCell sx={{ fontVariantNumeric: 'tabular-nums' }}>{formatCount(reject.row)}</TableCell>
                <TableCell sx={{ minWidth: 280 }}>{reject.reason}</TableCell>
                {reject.cells.map((cell, place) => (
                  <TableCell key={place} sx={{ maxWidth: 200, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: 'text.secondary' }}>
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Box>
  );
}

/** What reading ALL rows found, before anything is written; afterwards what was written. The rejected rows stand there until then. */
export function CheckReport({ checkId, report, isWritten }: { readonly checkId: string; readonly report: ImportReport; readonly isWritten: boolean }) {
  const { skipped, contactsCreatedFromReferences, channelsCreated, reasons, total } = report;
  const notes = [
    skipped.blank > 0 ? `${formatQuantity(skipped.blank, 'blank line')} skipped.` : null,
    skipped.footer > 0 ? `${formatQuantity(skipped.footer, 'footer line')} skipped.` : null,
    contactsCreatedFromReferences > 0 ? `${formatQuantity(contactsCreatedFromReferences, 'contact')} created with ID only.` : null,
    ...(report.notes ?? []),
    channelsCreated.length > 0 ? `${formatQuantity(channelsCreated.length, 'channel')} created: ${channelsCreated.join(', ')}.` : null,
  ].filter((note) => note !== null);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <CountTable report={report} />
      {notes.length > 0 && <Typography variant="body2">{notes.join(' ')}</Typography>}
      {reasons.length > 0 && (
        <Box component="ul" aria-label="Reasons" sx={{ m: 0, pl: 2.5, fontSize: '0.875rem' }}>
          {reasons.map(({ reason, column, count }) => (
            <li key={`${reason}${column ?? ''}`}>{`${formatCount(count)} × ${column === null ? '' : `${column}: `}${reason}`}</li>
          ))}
        </Box>
      )}
      {total.rejected > 0 && !isWritten && <Rejects checkId={checkId} rejected={total.rejected} />}
    </Box>
  );
}
