import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, Download, ListTree, Trash2, Zap } from 'lucide-react';
import { useState } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { emptyCopy, loadingCopy, pageCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { ActionGrid } from './ActionGrid.tsx';
import { ApproveInspector } from './ApproveInspector.tsx';
import { FunnelView } from './FunnelView.tsx';
import { DiffView } from './DiffView.tsx';
import { ExecutionView } from './execution/ExecutionView.tsx';
import { ExportInspector } from './ExportInspector.tsx';
import { LiveConvergence } from './LiveConvergence.tsx';
import { FieldView } from './FieldView.tsx';
import { PlanCampaigns } from './PlanCampaigns.tsx';
import { PlanCharts } from './PlanCharts.tsx';
import { GoalCard } from './GoalCard.tsx';
import { PlanMapView } from './PlanMapView.tsx';
import { PlanMetrics } from './PlanMetrics.tsx';
import { PlanRangeCard } from './PlanRangeCard.tsx';
import { PlanPicker } from './PlanPicker.tsx';
import { formatQuantity } from '../../shared/format/number.ts';
import { countBinding } from '../../shared/format/rule-usage.ts';
import { countConflicts, listConflicts, describePlan, formatObjective, namePhase } from './plan-words.ts';
import { ProblemList } from './ProblemList.tsx';
import { ProblemWizard } from './ProblemWizard.tsx';
import { PromotedProblem } from './PromotedProblem.tsx';
import { PricesView } from './PricesView.tsx';
import { ResponseView } from './ResponseView.tsx';
import { RuleUsageTable } from './RuleUsageTable.tsx';
import { defaultSolveOptions, SolveOptions } from './solve-options.ts';
import { SolvePanel } from './SolvePanel.tsx';
import { useSolve } from './use-solve.ts';
import { whatIfHref } from './what-if-link.ts';
import { WhatIfView } from './WhatIfView.tsx';
import { WhyView } from './WhyView.tsx';

const views = [
  ['overview', 'Overview'],
  ['actions', 'Actions'],
  ['rules', 'Rules'],
  ['why', 'Why'],
  ['map', 'Who gets what'],
  ['funnel', 'Funnel'],
  ['diff', 'Compare'],
  ['campaigns', 'Campaigns'],
  ['prices', 'Prices'],
  ['what-if', 'What-if'],
  ['response', 'Response'],
  ['field', 'Field'],
  ['execution', 'Execution'],
] as const;
type View = (typeof views)[number][0];

/** Plans, or with `define` in the location the problems they are solved from. */
export default function AllocationLabPage() {
  const [define] = useLocationParameter('define');
  if (define === null) return <PlanPage />;
  return define === 'list' ? <ProblemList /> : <ProblemWizard define={define} />;
}

/** Optimize, read the result, approve it, export it. */
function PlanPage() {
  const { api } = useCore();
  const notify = useNotify();
  const [options, setOptions] = useUiState('allocation.solve', SolveOptions, defaultSolveOptions);
  const [planParameter, setPlan] = useLocationParameter('plan');
  const [viewParameter] = useLocationParameter('view');
  const [problemParameter] = useLocationParameter('problem');
  const [scenarioParameter] = useLocationParameter('scenario');
  const [panel, setPanel] = useState<'approve' | 'export' | null>(null);
  const solve = useSolve((planId) => goTo(`/allocation-lab?plan=${planId}${viewParameter === 'field' ? '&view=field' : ''}`));
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const plans = useQuery(api.allocation.list.queryOptions());
  const hasApproved = plans.data?.some(({ state }) => state !== 'draft') ?? false;
  const problemId = problemParameter === null ? null : Number(problemParameter);
  const chosen = problemId !== null ? null : (plans.data?.find((plan) => plan.id === Number(planParameter)) ?? plans.data?.[0] ?? null);
  const detail = useQuery(api.allocation.get.queryOptions({ input: { planId: chosen?.id ?? 0 }, enabled: chosen !== null }));
  const response = useQuery(api.response.latest.queryOptions()).data ?? null;
  const remove = useMutation(
    api.allocation.remove.mutationOptions({
      onSuccess: () => setPlan(null),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const currency = workspace?.currency ?? 'EUR';
  const contactNoun = workspace?.contactNoun ?? 'contact';
  const contacts = workspace?.contacts ?? 0;
  const group = 'Allocation';
  const commands: readonly Command[] = [
    { id: 'allocation.optimize', name: 'Optimize', group, icon: Zap, isPrimary: true, isEnabled: () => contacts > 0 && !solve.isRunning, run: () => solve.start({ ...options, replace: options.replace && hasApproved }, problemId) },
    { id: 'allocation.approve', name: 'Approve', group, icon: CircleCheck, isEnabled: () => chosen !== null && chosen.state === 'draft' && chosen.actions > 0 && chosen.status !== 'infeasible' && chosen.conflicts.length === 0, run: () => setPanel('approve') },
    { id: 'allocation.export', name: 'Export', group, icon: Download, isEnabled: () => chosen !== null, run: () => setPanel('export') },
    { id: 'allocation.problems', name: 'Problems', group, icon: ListTree, isEnabled: () => contacts > 0, run: () => goTo('/allocation-lab?define=list') },
    { id: 'allocation.remove', name: 'Remove plan', group, icon: Trash2, isEnabled: () => chosen !== null && chosen.state === 'draft', run: () => chosen !== null && remove.mutate({ planId: chosen.id }) },
  ];
  const [optimize, approve, exportPlan, problems] = useCommands(commands);
  const view: View = views.find(([id]) => id === viewParameter)?.[0] ?? 'overview';
  const binding = detail.data === undefined ? 0 : countBinding(detail.data.usage);
  const sentence = chosen === null ? pageCopy.problem : describePlan(chosen, binding, currency, contactNoun);
  const progress = solve.job?.job?.progress ?? null;

  if (plans.isError) return <ErrorPanel fault={toShownFault(plans.error)} />;
  return (
    <>
      <PageHeader title="Allocation Lab" sentence={sentence} primary={optimize} secondary={(chosen === null ? [problems] : [problems, approve, exportPlan]).filter((command) => command !== undefined)} />
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, flexGrow: 1, minHeight: 0 }}>
        {problemId !== null && <PromotedProblem problemId={problemId} scenarioId={scenarioParameter === null ? null : Number(scenarioParameter)} onLeave={() => goTo('/allocation-lab')} />}
        {(view === 'overview' || chosen === null || solve.isRunning) && (
          <SectionCard>
            <SolvePanel options={options} hasApproved={hasApproved} onChange={setOptions} />
            {solve.isRunning && (
              <Box sx={{ mt: 2 }}>
                <ProgressPanel
                  phase={progress === null ? loadingCopy.processing : namePhase(progress.phase)}
                  done={progress?.done ?? 0}
                  total={progress?.total ?? null}
                  rate={solve.job?.pace.perSecond ?? null}
                  remainingMs={solve.job?.pace.remainingMs ?? null}
                  best={progress?.best}
                  bound={progress?.bound}
                  formatBest={(value) => formatObjective(value, chosen?.metric ?? 'lift')}
                  {...(solve.job === null ? {} : { onCancel: solve.job.cancel })}
                  cancelLabel="Cancel and keep the best"
                />
                {solve.job?.job != null && (
                  <Box sx={{ mt: 2 }}>
                    <LiveConvergence jobId={solve.job.job.id} />
                  </Box>
                )}
              </Box>
            )}
          </SectionCard>
        )}
        {solve.fault !== null && <ErrorPanel fault={solve.fault} />}
        {plans.data !== undefined && chosen === null && problemId === null && !solve.isRunning && (
          <EmptyState
            fact={contacts === 0 ? `No ${contactNoun}s to plan for. Import a CRM export.` : emptyCopy.allocations}
            action={contacts === 0 ? { label: 'Go to Import', run: () => goTo('/import') } : { label: 'Define constraints', run: () => goTo('/constraint-diagnostic') }}
          />
        )}
        {chosen !== null && plans.data !== undefined && detail.data === undefined && !detail.isError && <DelayedSkeleton kind="page" />}
        {detail.isError && <ErrorPanel fault={toShownFault(detail.error)} />}
        {chosen !== null && plans.data !== undefined && detail.data !== undefined && (
          <Box data-plan-ready sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 }}>
            <PlanPicker plans={plans.data} chosen={chosen} currency={currency} onChoose={(planId) => goTo(`/allocation-lab?plan=${planId}&view=${view}`)} />
            {chosen.state === 'draft' && chosen.actions === 0 && chosen.conflicts.length === 0 && hasApproved && (
              <EmptyState fact="0 actions fit beside the approved plans." action={{ label: 'Plan in their place', run: () => (setOptions({ ...options, replace: true }), solve.start({ ...options, replace: true })) }} />
            )}
            {chosen.conflicts.length > 0 && (
              <Box sx={{ mb: 2 }}>
                <ErrorPanel fault={{ code: 'INFEASIBLE', message: chosen.status === 'infeasible' ? countConflicts(chosen.conflicts.length) : `${formatQuantity(chosen.conflicts.length, 'target')} missed.`, hint: listConflicts(chosen.conflicts) }} action={view === 'what-if' ? { label: 'Loosen a rule', run: () => goTo('/constraint-diagnostic') } : { label: 'Diagnose', run: () => goTo(whatIfHref(chosen.id)) }} />
              </Box>
            )}
            {view === 'overview' && <PlanMetrics detail={detail.data} currency={currency} contactNoun={contactNoun} />}
            <Tabs value={view === 'campaigns' && detail.data.campaigns.length === 0 ? false : view} onChange={(_event, next: View) => goTo(`/allocation-lab?plan=${chosen.id}&view=${next}`)} variant="scrollable" scrollButtons="auto" aria-label="Views of the plan" sx={{ mb: 2, flexShrink: 0, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
              {views.filter(([id]) => id !== 'campaigns' || detail.data.campaigns.length > 0).map(([id, name]) => (
                <Tab key={id} value={id} label={name} id={`plan-tab-${id}`} aria-controls="plan-panel" />
              ))}
            </Tabs>
            <Box role="tabpanel" id="plan-panel" aria-labelledby={`plan-tab-${view}`} sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: view === 'actions' ? 480 : 0 }}>
              {view === 'overview' && (
                <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
                  <GoalCard detail={detail.data} currency={currency} />
                  {chosen.actions > 0 && <PlanRangeCard key={chosen.id} planId={chosen.id} currency={currency} />}
                  <PlanCharts detail={detail.data} currency={currency} />
                </Box>
              )}
              {view === 'actions' && <ActionGrid planId={chosen.id} currency={currency} isForCampaigns={detail.data.campaigns.length > 0} />}
              {view === 'rules' && <RuleUsageTable detail={detail.data} currency={currency} />}
              {view === 'why' && <WhyView plan={chosen} contactNoun={contactNoun} />}
              {view === 'map' && <PlanMapView plan={chosen} currency={currency} contactNoun={contactNoun} />}
              {view === 'funnel' && <FunnelView planId={chosen.id} contactNoun={contactNoun} />}
              {view === 'diff' && <DiffView plans={plans.data} chosen={chosen} currency={currency} contactNoun={contactNoun} />}
              {view === 'campaigns' && <PlanCampaigns detail={detail.data} currency={currency} contactNoun={contactNoun} />}
              {view === 'prices' && <PricesView key={chosen.id} detail={detail.data} currency={currency} />}
              {view === 'what-if' && <WhatIfView key={chosen.id} detail={detail.data} currency={currency} />}
              {view === 'field' && <FieldView key={chosen.id} plan={chosen} currency={currency} isSolving={solve.isRunning} onSolve={() => solve.start({ ...options, replace: options.replace && hasApproved }, null, chosen.id)} />}
              {view === 'execution' && <ExecutionView key={chosen.id} plan={chosen} currency={currency} />}
              {view === 'response' && response !== null && <ResponseView response={response} />}
            </Box>
          </Box>
        )}
      </Box>
      {panel === 'approve' && chosen !== null && <ApproveInspector plan={chosen} contactNoun={contactNoun} onClose={() => setPanel(null)} />}
      {panel === 'export' && chosen !== null && <ExportInspector plan={chosen} isForCampaigns={(detail.data?.campaigns.length ?? 0) > 0} onClose={() => setPanel(null)} />}
    </>
  );
}
