import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { useJob } from '../../app/use-job.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';

/** No recommendations without a response model: fits it here, or leads to where the history comes in. */
export function FitFirst({ contacts }: { readonly contacts: number }) {
  const { api } = useCore();
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const { job, pace, cancel } = useJob(jobId, (ended) => {
    setJobId(null);
    setFault(ended.fault);
  });
  const fit = useMutation(api.response.fit.mutationOptions({ onSuccess: (started) => setJobId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  if (contacts === 0) return <EmptyState fact="No contacts yet. Import a CRM export." action={{ label: 'Go to Import', run: () => goTo('/import') }} />;
  if (jobId !== null || fit.isPending) {
    return <ProgressPanel phase={loadingCopy.consuming} done={job?.progress?.done ?? 0} total={job?.progress?.total ?? null} rate={pace.perSecond} remainingMs={pace.remainingMs} {...(jobId === null ? {} : { onCancel: cancel })} />;
  }
  return (
    <>
      {fault !== null && <ErrorPanel fault={fault} />}
      <EmptyState fact="No response estimates yet. The queue ranks by them." action={{ label: 'Fit the response model', run: () => fit.mutate(undefined) }} />
    </>
  );
}
