import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** Writes the exact model of a plan's problem, for any solver that reads MPS. */
export function ModelExport({ plan, onClose }: { readonly plan: PlanSummary; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const write = useMutation(
    api.exports.writeModel.mutationOptions({
      onSuccess: (written) => {
        if (written === null) return;
        notify({ text: `Model of ${formatQuantity(written.rows, 'constraint')} written to ${written.path}.` });
        onClose();
      },
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        Its optimum is the largest value any plan has under these rules.
      </Typography>
      <Button variant="contained" disabled={write.isPending} onClick={() => write.mutate({ planId: plan.id })}>
        Export MPS
      </Button>
    </>
  );
}
