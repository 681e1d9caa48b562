import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatBytes } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

/** Pages, references, documents and the decision chain of the workspace file, on request. */
export function IntegrityCheck() {
  const { api } = useCore();
  const check = useMutation(api.data.check.mutationOptions());
  const report = check.data;
  return (
    <SectionCard
      title="Integrity"
      sentence="Pages, references, documents and the decision chain."
      actions={
        <Button size="small" variant="outlined" disabled={check.isPending} onClick={() => check.mutate(undefined)}>
          Check the file
        </Button>
      }
    >
      <div role="status">
        {check.isPending && <Typography variant="body2">{loadingCopy.processing}</Typography>}
        {report !== undefined && (
          <Typography variant="body2">
            {report.ok ? `0 problems. ${formatBytes(report.sizeBytes)}. ${formatQuantity(report.decisions.entries, 'decision')} verified.` : `${formatQuantity(report.problems.length, 'problem')}. Restore a backup.`}
          </Typography>
        )}
      </div>
      {check.isError && <ErrorPanel fault={toShownFault(check.error)} />}
      {report !== undefined && (
        <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, fontSize: '0.875rem', columns: 2 }}>
          {report.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {report.tables.map(({ table, rows }) => (
            <li key={table}>{`${table} ${formatCount(rows)}`}</li>
          ))}
        </Box>
      )}
    </SectionCard>
  );
}
