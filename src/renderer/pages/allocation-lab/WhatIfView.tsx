import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import { ProblemChange } from '../../../engine/model/what-if.ts';
import { useCore } from '../../app/core-context.ts';
import { AnalysisProgress } from '../../shared/doctor/AnalysisProgress.tsx';
import { DoctorCard } from '../../shared/doctor/DoctorCard.tsx';
import { useAnalysisJob } from '../../shared/doctor/use-analysis-job.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { sayChange } from './change-words.ts';
import { ChangeEditor, type ChangeableRule } from './ChangeEditor.tsx';
import { WhatIfCard } from './WhatIfCard.tsx';

type Detail = z.infer<typeof PlanDetail>;

const Draft = z.array(ProblemChange);
const nothing: ProblemChange[] = [];
/** Time for each of the two solves of a what-if. */
const SECONDS = 20;

/** Rules of the plan, each once. */
function rulesOfPlan({ usage }: Detail): ChangeableRule[] {
  return [...new Map(usage.filter(({ enforced }) => enforced).map(({ constraint, kind }) => [constraint, { id: constraint, kind }])).values()];
}

/** Changes tried on a plan: solved again from it in a fraction of the time, with what differs. */
export function WhatIfView({ detail, currency }: { readonly detail: Detail; readonly currency: string }) {
  const { api, client } = useCore();
  const planId = detail.summary.id;
  const [draft, setDraft] = useUiState(`allocation.what-if.${planId}`, Draft, nothing);
  const work = useAnalysisJob('what_if');
  const rules = useQuery(api.rules.get.queryOptions()).data;
  const analyses = useQuery(api.whatIf.list.queryOptions({ input: { planId } })).data ?? [];
  const tried = analyses.flatMap((analysis) => (analysis.body.kind === 'what_if' ? [{ analysis, whatIf: analysis.body.whatIf }] : []));
  const channels = rules?.channels.map(({ id }) => id) ?? [];
  const run = (changes: readonly ProblemChange[]): void => work.start(() => client.whatIf.run({ planId, changes: [...changes], seconds: SECONDS }));
  const isBroken = detail.summary.conflicts.length > 0;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {isBroken && <DoctorCard planId={planId} onTry={(changes) => (setDraft([...changes]), run(changes))} />}
      <SectionCard
        title="What if"
        sentence="Several changes are tried together, from this plan."
        actions={
          <Button variant="outlined" disabled={draft.length === 0 || work.isRunning} onClick={() => run(draft)}>
            {draft.length === 0 ? 'Try' : `Try ${formatQuantity(draft.length, 'change')}`}
          </Button>
        }
      >
        <Box sx={{ display: 'grid', gap: 2 }}>
          <ChangeEditor rules={rulesOfPlan(detail)} channels={channels} onAdd={(change) => setDraft([...draft, change])} />
          {draft.length > 0 && (
            <Box component="ul" aria-label="Changes to try" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              {draft.map((change, at) => (
                <li key={`${sayChange(change)}|${at}`}>
                  <Chip label={sayChange(change)} onDelete={() => setDraft(draft.filter((_change, other) => other !== at))} sx={{ maxWidth: '100%' }} />
                </li>
              ))}
            </Box>
          )}
          <AnalysisProgress work={work} phase="Solving under the changes..." />
          {work.fault !== null && <ErrorPanel fault={work.fault} />}
        </Box>
      </SectionCard>
      {tried.map(({ analysis, whatIf }, at) => (
        <WhatIfCard key={analysis.id} analysis={analysis} whatIf={whatIf} currency={currency} isOpen={at === 0} />
      ))}
    </Box>
  );
}
