import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { WorkspaceInfo } from '../../../contract/workspace.ts';
import type { Command } from '../../app/commands/command.ts';
import { goTo } from '../../app/location.ts';
import { usePages, type PageDefinition } from '../../app/page-definition.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { RecentList, type RecentWorkspace } from './RecentList.tsx';
import type { WorkspaceActions } from './WelcomeView.tsx';

/** Where the loop goes on from here: signals first, then the plan. */
function nextStep(workspace: WorkspaceInfo, pages: readonly PageDefinition[]): Command | undefined {
  const path = workspace.contacts === 0 ? '/import' : '/allocation-lab';
  const page = pages.find((candidate) => candidate.path === path);
  return page === undefined ? undefined : { id: 'start.next', name: workspace.contacts === 0 ? 'Import signals' : `Open ${page.name}`, group: 'Workspace', icon: page.icon, isPrimary: true, run: () => goTo(page.path) };
}

interface OpenWorkspaceViewProps {
  readonly workspace: WorkspaceInfo;
  readonly recent: readonly RecentWorkspace[];
  readonly actions: WorkspaceActions;
  /** Stands between the header and the numbers. */
  readonly notice: ReactNode;
}

/** The open workspace in numbers, with the way to every page. */
export function OpenWorkspaceView({ workspace, recent, actions, notice }: OpenWorkspaceViewProps) {
  const pages = usePages();
  const next = nextStep(workspace, pages);
  useCommands(next === undefined ? [] : [next]);
  const others = recent.filter((candidate) => candidate.path !== workspace.path);
  const loop = pages.filter((page) => page.needsWorkspace);
  const contactNoun = workspace.contactNoun;
  return (
    <>
      <PageHeader
        title={workspace.name}
        sentence={`${formatQuantity(workspace.contacts, contactNoun)}. ${formatQuantity(workspace.touches, 'touch', 'touches')}. ${formatQuantity(workspace.outcomes, 'outcome')}.`}
        primary={next}
        secondary={[actions.commands.open, actions.commands.close]}
      />
      {notice}
      <MetricRow>
        <MetricCard label={`${contactNoun}s`} value={formatCount(workspace.contacts)} detail="people to engage" href="/signal-index" />
        <MetricCard label="Touches" value={formatCount(workspace.touches)} detail="actions that took place" />
        <MetricCard label="Outcomes" value={formatCount(workspace.outcomes)} detail={workspace.lastDate === null ? 'no history' : `until ${formatDate(workspace.lastDate)}`} />
      </MetricRow>
      {loop.length > 0 && (
        <Box component="nav" aria-label="Planning loop" sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))', gap: 2, mb: 3 }}>
          {loop.map((page) => (
            <Box
              key={page.id}
              component={Link}
              href={page.path}
              sx={{ display: 'flex', gap: 1.5, alignItems: 'center', p: 2, borderRadius: '16px', border: `1px solid ${tone.cardBorder}`, color: brand.signalWhite, textDecoration: 'none', '&:hover': { backgroundColor: tone.hoverSurface } }}
            >
              <page.icon size={20} strokeWidth={2} style={{ flexShrink: 0 }} aria-hidden />
              <Typography component="span" sx={{ fontWeight: 600 }}>
                {page.name}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
      {others.length > 0 && (
        <SectionCard title="Other workspaces">
          <RecentList recent={others} isBusy={actions.isBusy} onOpen={actions.openRecent} />
        </SectionCard>
      )}
    </>
  );
}
