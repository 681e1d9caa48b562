import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { Sigma } from 'lucide-react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { countEvents, describeStream } from './outcome-words.ts';
import { StreamView } from './StreamView.tsx';
import { useAttribution } from './use-attribution.ts';
import { WorkProgress } from './WorkProgress.tsx';

const tabs = [['stream', 'Stream']] as const;
type TabId = (typeof tabs)[number][0];

/** Outcomes as they come in, what they are credited to, and what the model learned from them. */
export default function OutcomeDiagnosticPage() {
  const { api } = useCore();
  const [tabParameter] = useLocationParameter('tab');
  const attribution = useAttribution();
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const counts = useQuery(api.outcomes.counts.queryOptions());
  const events = counts.data === undefined ? 0 : countEvents(counts.data);
  const group = 'Outcomes';
  const commands: readonly Command[] = [{ id: 'outcomes.attribute', name: 'Attribute', group, icon: Sigma, isPrimary: true, keywords: ['attribution', 'credit', 'models'], isEnabled: () => events > 0 && !attribution.isRunning, run: attribution.start }];
  const [attribute] = useCommands(commands);
  if (counts.isError) return <ErrorPanel fault={toShownFault(counts.error)} />;
  if (counts.data === undefined) return <DelayedSkeleton kind="page" />;
  const tab: TabId = tabs.find(([id]) => id === tabParameter)?.[0] ?? 'stream';
  return (
    <>
      <PageHeader title="Outcome Diagnostic" sentence={describeStream(counts.data)} primary={attribute}>
        <Tabs value={tab} onChange={(_event, next: TabId) => goTo(`/outcome-diagnostic?tab=${next}`)} variant="scrollable" scrollButtons="auto" aria-label="Views of the outcomes" sx={{ mt: 2, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
          {tabs.map(([id, name]) => (
            <Tab key={id} value={id} label={name} id={`tab-${id}`} aria-controls="outcome-panel" />
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
        {tab === 'stream' && (events === 0 ? <EmptyState fact="No outcomes yet. What came of the touches is read from files and from sources." action={{ label: 'Go to Import', run: () => goTo('/import') }} /> : <StreamView counts={counts.data} lastDate={workspace?.lastDate ?? null} />)}
      </Box>
    </>
  );
}
