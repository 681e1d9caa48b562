import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FindingGroup, PreviewProfile } from '../../../contract/export.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { PAGE_SIZE } from '../../shared/grid/grid-types.ts';
import { sayGroup } from './export-words.ts';

interface ExportFindingsProps {
  readonly planId: number;
  readonly profile: PreviewProfile;
  readonly groups: readonly FindingGroup[];
}

const keyOf = ({ table, column, expected }: FindingGroup): string => JSON.stringify([table, column, expected]);

/** Faults of an export by what was expected; each opens the rows that have it. */
export function ExportFindings({ planId, profile, groups }: ExportFindingsProps) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  return (
    <Box role="group" aria-label="What would be refused" sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      {groups.map((group) => {
        const isOpen = keyOf(group) === openKey;
        return (
          <Box key={keyOf(group)}>
            <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
              {sayGroup(group)}
            </Typography>
            <Button size="small" aria-expanded={isOpen} onClick={() => setOpenKey(isOpen ? null : keyOf(group))}>
              {isOpen ? 'Hide the rows' : `Show ${formatQuantity(group.rows, 'row')}`}
            </Button>
            {isOpen && <FindingRows planId={planId} profile={profile} group={group} />}
          </Box>
        );
      })}
    </Box>
  );
}

function FindingRows({ planId, profile, group }: Omit<ExportFindingsProps, 'groups'> & { readonly group: FindingGroup }) {
  const { api, client } = useCore();
  const { table, column, expected } = group;
  const pages = useInfiniteQuery({
    queryKey: [...api.exports.findings.key(), planId, profile, keyOf(group)],
    queryFn: ({ pageParam, signal }) => client.exports.findings({ planId, profile, group: { table, column, expected }, offset: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * PAGE_SIZE < last.total ? all.length * PAGE_SIZE : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <TableContainer tabIndex={0} role="group" aria-label="Refused rows" sx={{ maxHeight: 280 }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              <TableCell align="right">Row</TableCell>
              <TableCell>Contact</TableCell>
              <TableCell>Value</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ row, contact, value, detail }) => (
              <TableRow key={row}>
                <TableCell align="right">{formatCount(row)}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{contact ?? '–'}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{[value === '' ? '–' : value, detail ?? ''].join(' ').trim()}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {pages.hasNextPage && (
        <Button size="small" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {`Show more, ${formatCount(rows.length)} of ${formatCount(group.rows)} shown`}
        </Button>
      )}
    </>
  );
}
