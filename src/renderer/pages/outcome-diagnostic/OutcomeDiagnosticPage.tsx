import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { Download, Plus, RefreshCcwDot, RefreshCw, Sigma, SlidersHorizontal } from 'lucide-react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { formatCount } from '../../shared/format/number.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { AttributionInspector } from './AttributionInspector.tsx';
import { AttributionView } from './AttributionView.tsx';
import { countEvents, describeStream } from './outcome-words.ts';
import { PolicyPanel } from './PolicyPanel.tsx';
import { QualityView } from './QualityView.tsx';
import { isRefitDue, RefitOffer, usualOffer } from './refit-words.ts';
import { RefitPanel } from './RefitPanel.tsx';
import { NewSourceInspector, SourceInspector } from './SourceInspector.tsx';
import { SourcesView } from './SourcesView.tsx';
import { StalenessView } from './StalenessView.tsx';
import { StreamView } from './StreamView.tsx';
import { useAttribution } from './use-attribution.ts';
import { useFit } from './use-fit.ts';
import { useStartSync } from './use-sync.ts';
import { WorkProgress } from './WorkProgress.tsx';

const tabs = [
  ['stream', 'Stream'],
  ['attribution', 'Attribution'],
  ['quality', 'Model quality'],
  ['staleness', 'Staleness'],
  ['sources', 'Sync sources'],
] as const;
type TabId = (typeof tabs)[number][0];

/** A source that is being written down, and the settings of attribution, have these ids in the location. */
const NEW = 'new';
const SETTINGS = 'settings';

/** Outcomes as they come in, what they are credited to, and what the model learned from them. */
export default function OutcomeDiagnosticPage() {
  const { api, client } = useCore();
  const notify = useNotify();
  const [tabParameter] = useLocationParameter('tab');
  const [sourceId, openSource] = useLocationParameter('source');
  const [panel, openPanel] = useLocationParameter('panel');
  const [offer] = useUiState('outcomes.refit', RefitOffer, usualOffer);
  const startSync = useStartSync();
  const attribution = useAttribution();
  const fit = useFit();
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const counts = useQuery(api.outcomes.counts.queryOptions());
  const sources = useQuery(api.sync.list.queryOptions());
  const response = useQuery(api.response.latest.queryOptions());
  const uncertainty = useQuery({ ...api.uncertainty.summary.queryOptions(), enabled: tabParameter === 'staleness' });
  const latest = useQuery(api.attribution.latest.queryOptions()).data ?? null;
  const events = counts.data === undefined ? 0 : countEvents(counts.data);
  const tab: TabId = tabs.find(([id]) => id === tabParameter)?.[0] ?? 'stream';
  const show = (next: TabId, rest = ''): void => goTo(`/outcome-diagnostic?tab=${next}${rest}`);
  const exportReport = (): void => {
    client.attribution.exportReport().then(
      (written) => written !== null && notify({ text: `Comparison written to ${written.path}.` }),
      (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }),
    );
  };
  const group = 'Outcomes';
  const commands: readonly Command[] = [
    { id: 'outcomes.attribute', name: 'Attribute', group, icon: Sigma, isPrimary: true, keywords: ['attribution', 'credit', 'models'], isEnabled: () => events > 0 && !attribution.isRunning, run: attribution.start },
    { id: 'outcomes.settings', name: 'Attribution settings', group, icon: SlidersHorizontal, keywords: ['window', 'decay', 'experiment'], run: () => show('attribution', `&panel=${SETTINGS}`) },
    { id: 'outcomes.export', name: 'Export comparison', group, icon: Download, isEnabled: () => latest !== null, run: exportReport },
    { id: 'outcomes.refit', name: 'Refit the response model', group, icon: RefreshCw, keywords: ['feedback', 'model', 'candidate'], isEnabled: () => response.data?.stale === true && !fit.isRunning, run: () => (show('quality'), fit.refit()) },
    { id: 'outcomes.sync', name: 'Sync all', group, icon: RefreshCcwDot, keywords: ['sources', 'outcomes'], isEnabled: () => (sources.data?.length ?? 0) > 0, run: () => (show('sources'), startSync(sources.data ?? [])) },
    { id: 'outcomes.source', name: 'New source', group, icon: Plus, shortcut: 'n', keywords: ['sync', 'connector'], run: () => show('sources', `&source=${NEW}`) },
  ];
  const [attribute, settings, exportCommand, , syncAll, newSource] = useCommands(commands);
  if (counts.isError) return <ErrorPanel fault={toShownFault(counts.error)} />;
  if (counts.data === undefined) return <DelayedSkeleton kind="page" />;
  const beside: Readonly<Record<TabId, readonly (Command | undefined)[]>> = { stream: [], attribution: [settings, exportCommand], quality: [], staleness: [], sources: [newSource, syncAll] };
  const isDue = response.data !== undefined && response.data !== null && isRefitDue(response.data, offer);
  const open = sources.data?.find((source) => source.id === sourceId) ?? null;
  return (
    <>
      <PageHeader title="Outcome Diagnostic" sentence={isDue ? `${describeStream(counts.data)} Refit recommended.` : describeStream(counts.data)} primary={attribute} secondary={beside[tab].filter((command) => command !== undefined)}>
        <Tabs value={tab} onChange={(_event, next: TabId) => show(next)} variant="scrollable" scrollButtons="auto" aria-label="Views of the outcomes" sx={{ mt: 2, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
          {tabs.map(([id, name]) => (
            <Tab key={id} value={id} label={id === 'sources' && sources.data !== undefined ? `${name} ${formatCount(sources.data.length)}` : name} id={`tab-${id}`} aria-controls="outcome-panel" />
          ))}
        </Tabs>
      </PageHeader>
      {attribution.isRunning && (
        <Box sx={{ mb: 2 }}>
          <SectionCard>
            <WorkProgress job={attribution.job} cancelLabel="Cancel and keep the last run" />
          </SectionCard>
        </Box>
      )}
      {attribution.fault !== null && (
        <Box sx={{ mb: 2 }}>
          <ErrorPanel fault={attribution.fault} />
        </Box>
      )}
      <Box role="tabpanel" id="outcome-panel" aria-labelledby={`tab-${tab}`} sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 }}>
        {tab === 'stream' &&
          (events === 0 ? (
            <EmptyState fact="No outcomes yet. What came of the touches is read from files and from sources." action={{ label: 'Go to Import', run: () => goTo('/import') }} />
          ) : (
            <StreamView counts={counts.data} lastDate={workspace?.lastDate ?? null} />
          ))}
        {tab === 'attribution' && <AttributionView isRunning={attribution.isRunning} hasEvents={events > 0} onRun={attribution.start} />}
        {tab === 'quality' && (
          <>
            {response.isError && <ErrorPanel fault={toShownFault(response.error)} />}
            {response.data === null && !fit.isRunning && <EmptyState fact="No response model yet. It is fitted on touches and outcomes, and tested on those it has not seen." action={{ label: 'Fit the model', run: fit.start }} />}
            {fit.isRunning && (
              <Box sx={{ mb: 2 }}>
                <SectionCard>
                  <WorkProgress job={fit.job} />
                </SectionCard>
              </Box>
            )}
            {fit.fault !== null && <ErrorPanel fault={fit.fault} />}
            {response.data !== undefined && response.data !== null && (
              <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
                <RefitPanel response={response.data} isRunning={fit.isRunning} onRefit={fit.refit} />
                <QualityView response={response.data} />
                <PolicyPanel />
              </Box>
            )}
          </>
        )}
        {tab === 'staleness' && (
          <>
            {uncertainty.isError && <ErrorPanel fault={toShownFault(uncertainty.error)} />}
            {uncertainty.isPending && <DelayedSkeleton kind="page" />}
            {uncertainty.data === null && <EmptyState fact="No predictions yet. They are made when the response model is fitted." action={{ label: 'Fit the model', run: () => (show('quality'), fit.start()) }} />}
            {uncertainty.data != null && <StalenessView summary={uncertainty.data} />}
          </>
        )}
        {tab === 'sources' && (
          <>
            {sources.isError && <ErrorPanel fault={toShownFault(sources.error)} />}
            {sources.data !== undefined && <SourcesView sources={sources.data} openId={open?.id ?? null} onOpen={openSource} onNew={() => openSource(NEW)} />}
          </>
        )}
      </Box>
      {tab === 'attribution' && panel === SETTINGS && <AttributionInspector onClose={() => openPanel(null)} />}
      {tab === 'sources' && sourceId === NEW && <NewSourceInspector onMade={openSource} onClose={() => openSource(null)} />}
      {tab === 'sources' && open !== null && <SourceInspector key={open.id} source={open} onClose={() => openSource(null)} />}
    </>
  );
}
