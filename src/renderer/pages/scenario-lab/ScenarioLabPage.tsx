import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { Download, FilePlus2, GitBranch, Lock, Play, Plus, Scale, Upload, WandSparkles } from 'lucide-react';
import type { ScenarioRow } from '../../../contract/scenario.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { BuildView } from './BuildView.tsx';
import { readSubjects } from './compare-subjects.ts';
import { CompareView } from './CompareView.tsx';
import { JobProgressPanel } from './JobProgressPanel.tsx';
import { PlanInspector } from './PlanInspector.tsx';
import { ResultView } from './ResultView.tsx';
import { linkTo, views, type View } from './scenario-lab-link.ts';
import { describeScenarios, pageFacts } from './scenario-words.ts';
import { ScenarioGrid } from './ScenarioGrid.tsx';
import { ScenarioInspector } from './ScenarioInspector.tsx';
import { ScenarioPicker } from './ScenarioPicker.tsx';
import { SearchView } from './SearchView.tsx';
import { SensitivityView } from './SensitivityView.tsx';
import { useBatchActions } from './use-batch-actions.ts';
import { useScenarioActions } from './use-scenario-actions.ts';
import { useSimulation } from './use-simulation.ts';

const FROM_PLAN = 'plan';

/** Scenarios: build, play, search, compare, and promote what wins to the Allocation Lab. */
export default function ScenarioLabPage() {
  const { api } = useCore();
  const [viewParameter] = useLocationParameter('view');
  const [scenarioParameter, setScenario] = useLocationParameter('scenario');
  const [batchParameter] = useLocationParameter('batch');
  const [subjectsParameter, setSubjects] = useLocationParameter('of');
  const [baselineParameter, setBaseline] = useLocationParameter('against');
  const [panel, setPanel] = useLocationParameter('panel');
  const view: View = views.find(([id]) => id === viewParameter)?.[0] ?? 'scenarios';
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const list = useQuery(api.scenarios.list.queryOptions());
  const setup = useQuery(api.scenarios.setup.queryOptions());
  const rows = list.data ?? [];
  const chosen = rows.find(({ id }) => id === Number(scenarioParameter)) ?? null;
  const worked = chosen ?? rows[0] ?? null;
  const show = (next: View, scenarioId: number | null = chosen?.id ?? null): void => goTo(linkTo(next, { scenario: scenarioId }));
  const simulation = useSimulation((runId) => {
    const played = rows.find(({ latest }) => latest?.runId === runId) ?? worked;
    if (view === 'build' || view === 'result') show('result', played?.id ?? null);
  });
  const actions = useScenarioActions((id) => show(view === 'scenarios' ? 'scenarios' : 'build', id));
  const batches = useBatchActions();
  const currency = workspace?.currency ?? 'EUR';
  const contactNoun = workspace?.contactNoun ?? 'contact';
  const draft = setup.data?.draft ?? null;
  const create = (): void => {
    if (draft !== null) actions.create(rows.some(({ name }) => name === draft.name) ? { ...draft, name: `${draft.name} ${rows.length + 1}`.slice(0, 200) } : draft);
  };
  const compare = (subjects: readonly string[]): void => goTo(linkTo('compare', { scenario: chosen?.id ?? null, of: subjects.join(',') }));
  const isReady = (setup.data?.contacts ?? 0) > 0;
  const group = 'Scenarios';
  const target = view === 'scenarios' ? chosen : worked;
  const withTarget = (act: (scenario: ScenarioRow) => void) => (): void => {
    if (target !== null) act(target);
  };
  const commands: readonly Command[] = [
    { id: 'scenarios.run', name: 'Run', group, icon: Play, isPrimary: rows.length > 0, keywords: ['simulate', 'play'], isEnabled: () => target !== null && isReady && !simulation.isRunning, run: withTarget(({ id }) => simulation.start(id)) },
    { id: 'scenarios.new', name: 'New scenario', group, icon: Plus, shortcut: 'n', isPrimary: rows.length === 0, isEnabled: () => draft !== null, run: create },
    { id: 'scenarios.branch', name: 'Branch', group, icon: GitBranch, shortcut: 'b', keywords: ['copy', 'fork'], isEnabled: () => target !== null, run: withTarget(({ id }) => actions.branch(id)) },
    { id: 'scenarios.optimal', name: 'Find optimal', group, icon: WandSparkles, keywords: ['optimize', 'search', 'batch'], isEnabled: () => target !== null && isReady && !batches.isStarting, run: withTarget(({ id }) => batches.findOptimal(id)) },
    { id: 'scenarios.lock', name: target?.locked === true ? 'Unlock scenario' : 'Lock scenario', group, icon: Lock, isEnabled: () => target !== null, run: withTarget(({ id, locked }) => actions.setLocked(id, !locked)) },
    { id: 'scenarios.compare', name: 'Compare all', group, icon: Scale, isEnabled: () => rows.length >= 2, run: () => compare(rows.slice(0, 50).map(({ id }) => `s${id}`)) },
    { id: 'scenarios.plan', name: 'From a plan', group, icon: FilePlus2, keywords: ['allocation'], isEnabled: () => setup.data !== undefined, run: () => setPanel(FROM_PLAN) },
    { id: 'scenarios.import', name: 'Import file', group, icon: Upload, keywords: ['json', 'omnivor.scenario'], run: actions.importFile },
    { id: 'scenarios.export', name: 'Export scenario file', group, icon: Download, isEnabled: () => target !== null, run: withTarget(({ id }) => actions.exportFile(id)) },
  ];
  const [run, fresh, branch, optimal, , , fromPlan, importFile] = useCommands(commands);
  if (list.isError || setup.isError) return <ErrorPanel fault={toShownFault(list.error ?? setup.error)} />;
  if (list.data === undefined || setup.data === undefined) return <DelayedSkeleton kind="page" />;
  const beside: Readonly<Record<View, readonly (Command | undefined)[]>> = { scenarios: [fresh, fromPlan, importFile], build: [branch, optimal], result: [branch, optimal], search: [branch, optimal], compare: [], sensitivity: [branch] };
  const isEmpty = rows.length === 0;
  return (
    <>
      <PageHeader title="Scenario Lab" sentence={describeScenarios(rows, currency)} primary={isEmpty ? fresh : run} secondary={(isEmpty ? [fromPlan, importFile] : beside[view]).filter((command) => command !== undefined)}>
        {!isEmpty && (
          <Tabs value={view} onChange={(_event, next: View) => show(next)} variant="scrollable" scrollButtons="auto" aria-label="Views of the scenarios" sx={{ mt: 2, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
            {views.map(([id, name]) => (
              <Tab key={id} value={id} label={name} id={`scenario-tab-${id}`} aria-controls="scenario-panel" />
            ))}
          </Tabs>
        )}
      </PageHeader>
      {simulation.isRunning && (
        <Box sx={{ mb: 2 }}>
          <SectionCard>
            <JobProgressPanel job={simulation.job} phase={loadingCopy.metabolizing} unit="replications" />
          </SectionCard>
        </Box>
      )}
      {simulation.fault !== null && (
        <Box sx={{ mb: 2 }}>
          <ErrorPanel fault={simulation.fault} />
        </Box>
      )}
      {isEmpty || worked === null ? (
        <EmptyState
          fact={!isReady ? pageFacts.noContacts : draft === null ? pageFacts.noChannels : pageFacts.empty}
          action={!isReady ? { label: 'Go to Import', run: () => goTo('/import') } : draft === null ? { label: 'Define constraints', run: () => goTo('/constraint-diagnostic') } : { label: 'Make the first scenario', run: create }}
        />
      ) : (
        <Box role="tabpanel" id="scenario-panel" aria-labelledby={`scenario-tab-${view}`} sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 }}>
          {(view === 'build' || view === 'result' || view === 'search' || view === 'sensitivity') && <ScenarioPicker rows={rows} chosen={worked} onChoose={(id) => show(view, id)} />}
          {view === 'scenarios' && <ScenarioGrid currency={currency} openId={chosen?.id ?? null} onOpen={(id) => setScenario(String(id))} onCompare={(ids) => compare(ids.map((id) => `s${id}`))} />}
          {view === 'build' && <BuildView key={worked.id} scenarioId={worked.id} currency={currency} contactNoun={contactNoun} onSave={(next) => actions.save(worked.id, next)} />}
          {view === 'result' && <ResultView key={worked.id} scenarioId={worked.id} currency={currency} contactNoun={contactNoun} onRun={() => simulation.start(worked.id)} />}
          {view === 'search' && <SearchView scenario={worked} batchId={batchParameter === null ? null : Number(batchParameter)} currency={currency} actions={batches} onCompare={compare} />}
          {view === 'compare' && <CompareView rows={rows} subjects={readSubjects(subjectsParameter)} baseline={baselineParameter} currency={currency} onSubjects={(subjects) => setSubjects(subjects.length === 0 ? null : subjects.join(','))} onBaseline={setBaseline} />}
          {view === 'sensitivity' && <SensitivityView key={worked.id} scenario={worked} currency={currency} />}
        </Box>
      )}
      {view === 'scenarios' && chosen !== null && panel !== FROM_PLAN && (
        <ScenarioInspector key={chosen.id} id={chosen.id} rows={rows} currency={currency} isRunning={simulation.isRunning} actions={actions} onRun={simulation.start} onFindOptimal={batches.findOptimal} onClose={() => setScenario(null)} />
      )}
      {panel === FROM_PLAN && (
        <PlanInspector
          plans={setup.data.plans}
          onChoose={(planId) => {
            setPanel(null);
            actions.fromPlan(planId);
          }}
          onClose={() => setPanel(null)}
        />
      )}
    </>
  );
}
