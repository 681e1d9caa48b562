import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, GitMerge, Hourglass, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { AutoResolveInspector } from './AutoResolveInspector.tsx';
import { CampaignGrid } from './CampaignGrid.tsx';
import { CampaignInspector, NewCampaignInspector } from './CampaignInspector.tsx';
import { describeCampaigns } from './campaign-words.ts';
import { ConflictPanel } from './ConflictPanel.tsx';
import { ExecuteInspector } from './ExecuteInspector.tsx';
import { ReservationGrid } from './ReservationGrid.tsx';
import { ResolvedGrid } from './ResolvedGrid.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';

const ReservationCalendar = lazy(() => import('./ReservationCalendar.tsx'));

const tabs = [
  ['campaigns', 'Campaigns'],
  ['conflicts', 'Conflicts'],
  ['calendar', 'Calendar'],
  ['reservations', 'Reservations'],
  ['resolved', 'Resolved'],
] as const;
type TabId = (typeof tabs)[number][0];

/** A campaign that is being written down has this id in the location. */
const NEW = 'new';

/** Campaigns in competition: who holds whom, who collides, who wins. */
export default function CampaignCoordinatorPage() {
  const { api } = useCore();
  const asOf = usePlanningDay();
  const rules = useQuery(api.rules.get.queryOptions());
  if (rules.isError) return <ErrorPanel fault={toShownFault(rules.error)} />;
  if (asOf === null || rules.data === undefined) return <DelayedSkeleton kind="page" />;
  return <Coordinator asOf={asOf} />;
}

function Coordinator({ asOf }: { readonly asOf: string }) {
  const { api, client } = useCore();
  const { done, onError } = useCampaignActions(asOf);
  const [tabParameter] = useLocationParameter('tab');
  const [campaignParameter, openCampaign] = useLocationParameter('campaign');
  const [of, narrow] = useLocationParameter('of');
  const [panel, setPanel] = useState<'resolve' | 'execute' | null>(null);
  const rules = useQuery(api.rules.get.queryOptions()).data;
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { asOf } }));
  const conflicts = useQuery(api.campaigns.conflicts.queryOptions({ input: { asOf, offset: 0, limit: 1 } })).data?.total;
  const rows = campaigns.data;
  const expire = async (): Promise<void> => {
    try {
      const { expired } = await client.campaigns.expire({ asOf });
      done(`${formatQuantity(expired, 'reservation')} expired.`);
    } catch (error) {
      onError(error);
    }
  };
  const open = (id: string): void => {
    setPanel(null);
    openCampaign(id);
  };
  const openPanel = (next: 'resolve' | 'execute'): void => {
    openCampaign(null);
    setPanel(next);
  };
  const group = 'Campaigns';
  const commands: readonly Command[] = [
    { id: 'campaigns.new', name: 'New campaign', group, icon: Plus, shortcut: 'n', isPrimary: true, run: () => open(NEW) },
    { id: 'campaigns.resolve', name: 'Resolve by priority', group, icon: GitMerge, isEnabled: () => (conflicts ?? 0) > 0, run: () => openPanel('resolve') },
    { id: 'campaigns.execute', name: 'Execute from touches', group, icon: CircleCheck, keywords: ['imported', 'reservations', 'done'], isEnabled: () => (rows?.length ?? 0) > 0, run: () => openPanel('execute') },
    { id: 'campaigns.expire', name: 'Expire what is stale', group, icon: Hourglass, keywords: ['reservations', 'release'], isEnabled: () => (rows?.length ?? 0) > 0, run: expire },
  ];
  const [newCampaign, resolve, execute] = useCommands(commands);
  if (campaigns.isError) return <ErrorPanel fault={toShownFault(campaigns.error)} />;
  if (rows === undefined || rules === undefined) return <DelayedSkeleton kind="page" />;
  const currency = workspace?.currency ?? 'EUR';
  const noun = workspace?.contactNoun ?? 'contact';
  const plural = `${noun}s`;
  const tab: TabId = tabs.find(([id]) => id === tabParameter)?.[0] ?? 'campaigns';
  const narrowed = rows.find((row) => row.campaign.id === of)?.campaign ?? null;
  const show = (next: TabId): void => goTo(`/campaign-coordinator?tab=${next}`);
  const sentence = rows.length === 0 ? 'No campaigns. Nothing is reserved.' : describeCampaigns(rows, conflicts, [noun, plural]);
  const selected = rows.some((row) => row.campaign.id === campaignParameter) ? campaignParameter : null;
  return (
    <>
      <PageHeader title="Campaign Coordinator" sentence={sentence} primary={newCampaign} secondary={rows.length === 0 || resolve === undefined || execute === undefined ? [] : [resolve, execute]}>
        {rows.length > 0 && (
          <Tabs value={tab} onChange={(_event, next: TabId) => show(next)} variant="scrollable" scrollButtons="auto" aria-label="Views of the campaigns" sx={{ mt: 2, '& .MuiTabs-scrollButtons.Mui-disabled': { display: 'none' } }}>
            {tabs.map(([id, name]) => (
              <Tab key={id} value={id} label={id === 'conflicts' && conflicts !== undefined ? `${name} ${formatCount(conflicts)}` : name} id={`tab-${id}`} aria-controls="campaign-panel" />
            ))}
          </Tabs>
        )}
      </PageHeader>
      {rows.length === 0 && <EmptyState fact={`No campaigns yet. Where two want the same ${plural}, it shows here before it hurts.`} action={{ label: 'New campaign', run: () => open(NEW) }} />}
      {rows.length > 0 && (
        <Box role="tabpanel" id="campaign-panel" aria-labelledby={`tab-${tab}`} sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 }}>
          {tab === 'campaigns' && <CampaignGrid asOf={asOf} currency={currency} contacts={plural === 'contacts' ? 'Contacts' : plural} openId={selected} onOpen={open} />}
          {tab === 'conflicts' && (
            <SectionCard>
              <ConflictPanel key={narrowed?.id ?? ''} asOf={asOf} campaign={narrowed} onWiden={() => narrow(null)} activeCampaigns={rows.filter((row) => row.campaign.status === 'active').length} contacts={plural} />
            </SectionCard>
          )}
          {tab === 'calendar' && (
            <SectionCard>
              <Suspense fallback={<DelayedSkeleton kind="chart" />}>
                <ReservationCalendar asOf={asOf} start={rules.horizon.start} campaign={narrowed?.id ?? null} onOpen={open} />
              </Suspense>
            </SectionCard>
          )}
          {tab === 'reservations' && <ReservationGrid key={narrowed?.id ?? ''} asOf={asOf} campaign={narrowed} onWiden={() => narrow(null)} />}
          {tab === 'resolved' && <ResolvedGrid />}
        </Box>
      )}
      {panel === 'resolve' && <AutoResolveInspector asOf={asOf} onClose={() => setPanel(null)} />}
      {panel === 'execute' && <ExecuteInspector asOf={asOf} onClose={() => setPanel(null)} />}
      {panel === null && campaignParameter === NEW && <NewCampaignInspector rules={rules} currency={currency} onMade={openCampaign} onClose={() => openCampaign(null)} />}
      {panel === null && selected !== null && <CampaignInspector key={selected} id={selected} rules={rules} asOf={asOf} currency={currency} contacts={plural} onClose={() => openCampaign(null)} />}
    </>
  );
}
