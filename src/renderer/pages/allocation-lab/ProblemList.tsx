import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import { useMutation, useQuery } from '@tanstack/react-query';
import { GitBranch, Plus, Trash2, Zap } from 'lucide-react';
import { Link as RouteLink } from 'wouter';
import type { ProblemRow } from '../../../contract/problem.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { metricNames } from './plan-words.ts';
import { methodNames } from './solve-options.ts';

/** Problems that were defined; each can be opened, branched, solved and removed (undo brings it back). */
export function ProblemList() {
  const { api } = useCore();
  const notify = useNotify();
  const asOf = usePlanningDay();
  const problems = useQuery(api.problems.list.queryOptions());
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data ?? [];
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const branch = useMutation(api.problems.branch.mutationOptions({ onError, onSuccess: (made) => notify({ text: `${made.draft.name} branched.` }) }));
  const remove = useMutation(api.problems.remove.mutationOptions({ onError }));
  const solve = useMutation(api.problems.solve.mutationOptions({ onError, onSuccess: () => goTo('/allocation-lab') }));
  const [define] = useCommands([{ id: 'problem.define', name: 'Define problem', group: 'Problem', icon: Plus, isPrimary: true, run: () => goTo('/allocation-lab?define=new') }]);
  if (problems.isError) return <ErrorPanel fault={toShownFault(problems.error)} />;
  const rows = problems.data ?? [];
  const forWhom = ({ draft: { audienceId, campaigns } }: ProblemRow): string => (campaigns.length > 0 ? formatQuantity(campaigns.length, 'campaign') : audienceId === null ? 'all contacts' : (audiences.find(({ id }) => id === audienceId)?.name ?? `audience ${audienceId}`));
  return (
    <>
      <PageHeader title="Allocation Lab" sentence={`${formatQuantity(rows.length, 'problem')} defined.`} primary={define} />
      <Box sx={{ mb: 2 }}>
        <Button variant="text" size="small" onClick={() => goTo('/allocation-lab')}>
          Back to the plans
        </Button>
      </Box>
      {problems.data === undefined && <DelayedSkeleton kind="page" />}
      {problems.data !== undefined && rows.length === 0 && <EmptyState fact="No problems defined. Define one to solve it again and again." action={{ label: 'Define problem', run: () => goTo('/allocation-lab?define=new') }} />}
      {rows.length > 0 && (
        <SectionCard title="Problems">
          <TableContainer tabIndex={0} role="group" aria-label="Problems" sx={{ maxHeight: '65vh' }}>
            <Table size="small" stickyHeader>
              <StickyHead titles={['Problem', 'For', 'Rules left out', 'Objective', 'Horizon', 'Method', 'Changed', 'Do']} />
              <TableBody>
                {rows.map((problem) => {
                  const { id, draft, parent, changedAt, issues } = problem;
                  return (
                    <TableRow key={id} hover>
                      <TableCell component="th" scope="row" sx={{ minWidth: 180, overflowWrap: 'anywhere' }}>
                        <Link component={RouteLink} href={`/allocation-lab?define=${id}`} color="inherit" underline="hover" sx={{ fontWeight: 600 }}>
                          {draft.name}
                        </Link>
                        {parent !== null && <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{`branch of ${rows.find((one) => one.id === parent)?.draft.name ?? `problem ${parent}`}`}</Box>}
                        {issues.map((issue) => (
                          <Box key={issue} sx={{ color: 'warning.main', fontSize: '0.8125rem' }}>
                            {issue}
                          </Box>
                        ))}
                      </TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere' }}>{forWhom(problem)}</TableCell>
                      <TableCell>{draft.withoutRules.length === 0 ? 'none' : formatCount(draft.withoutRules.length)}</TableCell>
                      <TableCell>{draft.objective === null ? 'as the workspace' : metricNames[draft.objective.metric]}</TableCell>
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>{draft.horizon === null ? 'as the workspace' : `${draft.horizon.start}, ${formatQuantity(draft.horizon.days, 'day')}`}</TableCell>
                      <TableCell>{methodNames[draft.method]}</TableCell>
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatMoment(changedAt)}</TableCell>
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>
                        <IconButton aria-label={`Optimize ${draft.name}`} disabled={issues.length > 0 || solve.isPending} onClick={() => solve.mutate({ id, ...(asOf === null ? {} : { asOf }) })}>
                          <Zap size={16} />
                        </IconButton>
                        <IconButton aria-label={`Branch ${draft.name}`} onClick={() => branch.mutate({ id })}>
                          <GitBranch size={16} />
                        </IconButton>
                        <IconButton aria-label={`Remove ${draft.name}`} onClick={() => remove.mutate({ id })}>
                          <Trash2 size={16} />
                        </IconButton>
                      </TableCell>
                    </TableRow>
                  );
                })}
              </TableBody>
            </Table>
          </TableContainer>
        </SectionCard>
      )}
    </>
  );
}
