import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { PlanSummary } from '../../../contract/allocation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';

/** Approves a plan under a name, with a note; both stand in the decision log. */
export function ApproveInspector({ plan, contactNoun, onClose }: { readonly plan: PlanSummary; readonly contactNoun: string; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const [approver, setApprover] = useUiState('approver', z.string(), '');
  const [note, setNote] = useState('');
  const [isStaleAccepted, setIsStaleAccepted] = useState(false);
  const [isReplacing, setIsReplacing] = useState(false);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const approve = useMutation(
    api.allocation.approve.mutationOptions({
      onSuccess: (approved) => {
        notify({ text: `Plan ${approved.id} approved by ${approved.approver ?? ''}. ${formatQuantity(approved.actions, 'action')}.` });
        onClose();
      },
      onError: (error) => setFault(toShownFault(error)),
    }),
  );
  const isStale = plan.stale.length > 0;
  const isReady = approver.trim() !== '' && (!isStale || isStaleAccepted) && !approve.isPending;
  return (
    <Inspector title={`Approve plan ${plan.id}`} sentence={`${formatQuantity(plan.actions, 'action')} for ${formatQuantity(plan.reached, contactNoun)}.`} onClose={onClose}>
      <Box
        component="form"
        sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}
        onSubmit={(event) => {
          event.preventDefault();
          setFault(null);
          if (isReady) approve.mutate({ planId: plan.id, approver: approver.trim(), note, acceptStale: isStale, replace: isReplacing });
        }}
      >
        <TextField label="Your name" value={approver} required onChange={(event) => setApprover(event.target.value)} slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }} />
        <TextField label="Note" value={note} multiline minRows={3} onChange={(event) => setNote(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />
        {isStale && (
          <>
            <Typography variant="body2" color="secondary.light">{`Stale: ${plan.stale.join(', ')}.`}</Typography>
            <FormControlLabel control={<Checkbox checked={isStaleAccepted} onChange={(event) => setIsStaleAccepted(event.target.checked)} />} label="Approve it as it is" />
          </>
        )}
        {fault !== null && <ErrorPanel fault={fault} />}
        {(fault?.path === 'replace' || isReplacing) && <FormControlLabel control={<Checkbox checked={isReplacing} onChange={(event) => setIsReplacing(event.target.checked)} />} label="Replace the plans that hold these days" />}
        <Button type="submit" variant="contained" disabled={!isReady}>
          Approve
        </Button>
      </Box>
    </Inspector>
  );
}
