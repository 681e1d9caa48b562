import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { describeReport } from './field-words.ts';

/** What sheets that came back ask for, line by line, before anything is kept. */
export function FieldImportInspector({ files, onClose }: { readonly files: readonly string[]; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const report = useQuery(api.feedback.check.queryOptions({ input: { files: [...files] }, gcTime: 0 }));
  const commit = useMutation(
    api.feedback.commit.mutationOptions({
      onSuccess: (taken) => {
        notify({ text: `${formatQuantity(taken.challenges, 'challenge')} taken: ${formatCount(taken.accepted)} accepted by rule, ${formatCount(taken.pending)} waiting.` });
        onClose();
        goTo(`/allocation-lab?plan=${taken.planId}&view=field`);
      },
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  if (report.isError) {
    return (
      <Inspector title="Import sheets" onClose={onClose}>
        <ErrorPanel fault={toShownFault(report.error)} />
      </Inspector>
    );
  }
  if (report.data === undefined) {
    return (
      <Inspector title="Import sheets" onClose={onClose}>
        <DelayedSkeleton kind="page" />
      </Inspector>
    );
  }
  const { planId, newerPlan, files: names, challenges, accepted, pending, kept, rejected, replaced, rejectedLines } = report.data;
  return (
    <Inspector title="Import sheets" sentence={describeReport(report.data)} onClose={onClose}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
        {newerPlan !== null && <ErrorPanel fault={{ code: 'STALE', message: `The sheets are about plan ${planId}. Plan ${newerPlan} is newer.`, hint: 'Send sheets of the newer plan, or take these all the same.' }} />}
        <Button variant="contained" disabled={challenges === 0 || commit.isPending} onClick={() => commit.mutate({ files: [...files], acceptStale: newerPlan !== null })}>
          {newerPlan === null ? `Take ${formatQuantity(challenges, 'challenge')}` : `Take ${formatQuantity(challenges, 'challenge')} all the same`}
        </Button>
        <FactList
          facts={[
            ['Plan', formatCount(planId)],
            ['Sheets', names.join(', ')],
            ['Accepted by rule', formatCount(accepted)],
            ['Wait', formatCount(pending)],
            ['Kept as planned', formatCount(kept)],
            ['Replace earlier ones', formatCount(replaced)],
          ]}
        />
        {rejected > 0 && (
          <InspectorSection title={`Rejected, ${formatCount(rejected)}`}>
            <TableContainer tabIndex={0} role="group" aria-label="Rejected lines" sx={{ maxHeight: '45vh' }}>
              <Table size="small" stickyHeader>
                <TableHead>
                  <TableRow>
                    <TableCell align="right">Line</TableCell>
                    <TableCell>Contact</TableCell>
                    <TableCell>Reason</TableCell>
                  </TableRow>
                </TableHead>
                <TableBody>
                  {rejectedLines.map(({ file, line, contact, channel, reason }) => (
                    <TableRow key={`${file} ${line}`}>
                      <TableCell align="right">{formatCount(line)}</TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere' }}>{`${contact} ${channel}`}</TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere' }}>{reason}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </TableContainer>
          </InspectorSection>
        )}
      </Box>
    </Inspector>
  );
}
