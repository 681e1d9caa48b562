import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { SettledRow } from '../../../contract/allocation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount } from '../../shared/format/number.ts';
import { PAGE_SIZE } from '../../shared/grid/grid-types.ts';

type Row = z.infer<typeof SettledRow>;

const reasonNames: Record<Row['because'], string> = { rank: 'holds it more firmly', priority: 'has the higher priority', id: 'is equal and comes first', budget: 'has budget left', plan: 'fits the plan as a whole' };
const columns = ['Contact', 'Channel', 'Acts', 'Does not', 'Over', 'Because the first'] as const;

/** Every decision between the campaigns of a plan, contact by contact, a page at a time. */
export function SettledList({ planId }: { readonly planId: number }) {
  const { api, client } = useCore();
  const pages = useInfiniteQuery({
    queryKey: [...api.allocation.settled.key(), planId],
    queryFn: ({ pageParam, signal }) => client.allocation.settled({ planId, offset: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * PAGE_SIZE < last.total ? all.length * PAGE_SIZE : undefined),
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <>
      <TableContainer tabIndex={0} role="group" aria-label="Decided between campaigns" sx={{ maxHeight: '50vh' }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {columns.map((title) => (
                <TableCell key={title}>{title}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ contact, contactName, channel, winner, loser, over, because }) => (
              <TableRow key={`${contact}|${channel ?? ''}|${loser}|${over}`}>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                  {contactName === null ? contact : `${contactName} (${contact})`}
                </TableCell>
                <TableCell>{channel ?? 'all'}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{winner}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{loser}</TableCell>
                <TableCell>{over}</TableCell>
                <TableCell>{reasonNames[because]}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {pages.hasNextPage && (
        <Button size="small" sx={{ mt: 1 }} disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {`Show more, ${formatCount(rows.length)} of ${formatCount(total)} shown`}
        </Button>
      )}
    </>
  );
}
