import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatMoney, formatQuantity } from '../../shared/format/number.ts';
import { PAGE_SIZE } from '../../shared/grid/grid-types.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { formatObjective } from './plan-words.ts';

const signed = (value: number, format: (value: number) => string): string => (format(Math.abs(value)) === format(0) ? '±0' : `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`);

/** What solving again with feedback changed, what was asked for first; nothing for plans made without. */
export function FieldDifference({ planId, metric, currency }: { readonly planId: number; readonly metric: PlanSummary['metric']; readonly currency: string }) {
  const { api, client } = useCore();
  const pages = useInfiniteQuery({
    queryKey: [...api.feedback.difference.key(), planId],
    queryFn: ({ pageParam, signal }) => client.feedback.difference({ planId, offset: pageParam, limit: PAGE_SIZE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last !== null && all.length * PAGE_SIZE < last.total ? all.length * PAGE_SIZE : undefined),
  });
  const first = pages.data?.pages[0] ?? null;
  if (first === null) return null;
  const rows = pages.data?.pages.flatMap((page) => page?.rows ?? []) ?? [];
  const { before, after, kept, moved, added, dropped, met, asked, total } = first;
  return (
    <Box sx={{ mb: 2 }}>
      <SectionCard title={`Against plan ${before.planId}`}>
        <Typography role="status" variant="body2" sx={{ mb: 1 }}>
          {`${formatCount(met)} of ${formatQuantity(asked, 'challenge')} met. ${formatQuantity(kept, 'action')} kept, ${formatCount(moved)} moved to other days, ${formatCount(added)} added, ${formatCount(dropped)} dropped. ${signed(after.objective - before.objective, (value) => formatObjective(value, metric))} ${metric}, ${signed(after.cost - before.cost, (value) => formatMoney(value, currency, 0))} cost.`}
        </Typography>
        <TableContainer tabIndex={0} role="group" aria-label="What changed" sx={{ maxHeight: 260 }}>
          <Table size="small" stickyHeader>
            <TableHead>
              <TableRow>
                <TableCell>Contact</TableCell>
                <TableCell>Channel</TableCell>
                <TableCell align="right">Before</TableCell>
                <TableCell align="right">After</TableCell>
                <TableCell align="right">Asked</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={`${row.contact}|${row.channel}`}>
                  <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                    {row.name === null ? row.contact : `${row.name} (${row.contact})`}
                  </TableCell>
                  <TableCell>{row.channel}</TableCell>
                  <TableCell align="right">{formatCount(row.before)}</TableCell>
                  <TableCell align="right">{formatCount(row.after)}</TableCell>
                  <TableCell align="right">{row.asked === null ? '–' : formatCount(row.asked)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        {pages.hasNextPage && (
          <Button size="small" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {`Show more, ${formatCount(rows.length)} of ${formatCount(total)} shown`}
          </Button>
        )}
      </SectionCard>
    </Box>
  );
}
