import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import type { PriceLedger, ProblemChange } from '../../../engine/model/what-if.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { AnalysisProgress } from '../../shared/doctor/AnalysisProgress.tsx';
import { useAnalysisJob } from '../../shared/doctor/use-analysis-job.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { FrontierCard } from './FrontierCard.tsx';
import { PriceTable } from './PriceTable.tsx';
import { whatIfHref } from './what-if-link.ts';

/** Time for each solve of an analysis, and points of the frontier. */
const SECONDS = 10;
const POINTS = 12;

function sayLedger({ rules, isComplete }: PriceLedger): string {
  const [first] = rules;
  const saturated = rules.filter(({ state }) => state === 'saturated').length;
  const top = first?.state === 'saturated' ? `Loosen ${first.rule} first.` : 'Nothing is scarce.';
  return `${top} ${formatCount(saturated)} of ${formatQuantity(rules.length, 'rule')} saturated.${isComplete ? '' : ' Stopped before all were checked.'}`;
}

/** What the rules of a plan cost, and what more budget would bring. */
export function PricesView({ detail, currency }: { readonly detail: z.infer<typeof PlanDetail>; readonly currency: string }) {
  const { api, client } = useCore();
  const planId = detail.summary.id;
  const prices = useAnalysisJob('prices');
  const frontier = useAnalysisJob('frontier');
  const [fault, setFault] = useState<ShownFault | null>(null);
  const analyses = useQuery(api.whatIf.list.queryOptions({ input: { planId } })).data ?? [];
  const priced = analyses.find(({ body }) => body.kind === 'prices');
  const ledger = priced?.body.kind === 'prices' ? priced.body.ledger : null;
  const traced = analyses.find(({ body }) => body.kind === 'frontier');
  const points = traced?.body.kind === 'frontier' ? traced.body.frontier : null;
  const hasActions = detail.summary.actions > 0;
  const tryChange = (change: ProblemChange): void => {
    client.whatIf.run({ planId, changes: [change], seconds: SECONDS }).then(
      () => goTo(whatIfHref(planId)),
      (error: unknown) => setFault(toShownFault(error)),
    );
  };
  const check = (rule: string): void => prices.start(() => client.whatIf.prices({ planId, rule, seconds: SECONDS }));
  const price = (
    <Button variant="outlined" size="small" disabled={prices.isRunning || !hasActions} onClick={() => prices.start(() => client.whatIf.prices({ planId, seconds: SECONDS }))}>
      {ledger === null ? 'Price the rules' : 'Price again'}
    </Button>
  );
  const trace = (
    <Button variant="outlined" size="small" disabled={frontier.isRunning || !hasActions} onClick={() => frontier.start(() => client.whatIf.frontier({ planId, points: POINTS, seconds: SECONDS }))}>
      {points === null ? 'Trace the frontier' : 'Trace again'}
    </Button>
  );
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {fault !== null && <ErrorPanel fault={fault} />}
      <SectionCard title="What to loosen first" sentence={ledger === null ? 'Price, range and gain of every rule, checked by solving again.' : `${sayLedger(ledger)} ${formatMoment(priced?.madeAt)}.`} actions={price}>
        {prices.isRunning || prices.fault !== null || ledger !== null ? (
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <AnalysisProgress work={prices} phase="Pricing rules..." unit="rules" cancelLabel="Cancel and keep what is known" />
            {prices.fault !== null && <ErrorPanel fault={prices.fault} />}
            {ledger !== null && <PriceTable rules={ledger.rules} currency={currency} onTry={tryChange} onCheck={prices.isRunning ? null : check} />}
          </Box>
        ) : undefined}
      </SectionCard>
      {(frontier.isRunning || frontier.fault !== null) && (
        <SectionCard>
          <AnalysisProgress work={frontier} phase="Tracing the frontier..." unit="points" cancelLabel="Cancel and keep the points" />
          {frontier.fault !== null && <ErrorPanel fault={frontier.fault} />}
        </SectionCard>
      )}
      {points === null ? <SectionCard title="Efficient frontier" sentence="The best objective at every budget, and what one more of it is worth there." actions={trace} /> : <FrontierCard frontier={points} currency={currency} actions={trace} />}
    </Box>
  );
}
