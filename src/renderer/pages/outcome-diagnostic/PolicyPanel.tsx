import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatNumber } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { describeEvaluation, policyNames, sayEstimate, sayWarnings } from './policy-words.ts';

const TITLE = 'Other exploration policies';

/** What other policies of the Catalyst Queue would have earned on the choices that were logged. */
export function PolicyPanel() {
  const { api } = useCore();
  const found = useQuery(api.queue.evaluate.queryOptions());
  if (found.isError) {
    const { message, hint } = toShownFault(found.error);
    return (
      <SectionCard title={TITLE} sentence={message}>
        <Typography variant="body2">{hint}</Typography>
      </SectionCard>
    );
  }
  if (found.data === undefined) {
    return (
      <SectionCard title={TITLE}>
        <Typography variant="body2">Reading the logged choices...</Typography>
      </SectionCard>
    );
  }
  return (
    <SectionCard title={TITLE} sentence={describeEvaluation(found.data)}>
      <TableContainer tabIndex={0} role="group" aria-label={TITLE}>
        <Table size="small" aria-label={TITLE}>
          <TableHead>
            <TableRow>
              <TableCell>Policy</TableCell>
              <TableCell align="right">Earned per action</TableCell>
              <TableCell align="right">By weights alone</TableCell>
              <TableCell align="right">Effective choices</TableCell>
              <TableCell>Caution</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {found.data.policies.map(({ policy, estimate, weighted, effectiveChoices, warnings }) => (
              <TableRow key={policy}>
                <TableCell component="th" scope="row">
                  {policyNames[policy]}
                </TableCell>
                <TableCell align="right">{sayEstimate(estimate)}</TableCell>
                <TableCell align="right">{sayEstimate(weighted)}</TableCell>
                <TableCell align="right">{formatNumber(effectiveChoices, 1)}</TableCell>
                <TableCell>{sayWarnings(warnings)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
