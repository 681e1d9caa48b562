import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { useWorkspaceActions } from '../../app/use-workspace-actions.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { PlanningLoop } from './PlanningLoop.tsx';
import { RecentList, type RecentWorkspace } from './RecentList.tsx';

export type WorkspaceActions = ReturnType<typeof useWorkspaceActions>;

/** No workspace is open: make one, open one, or look at the sample. */
export function WelcomeView({ recent, actions, notice }: { readonly recent: readonly RecentWorkspace[]; readonly actions: WorkspaceActions; readonly notice: ReactNode }) {
  const { commands } = actions;
  const sentence = recent.length === 0 ? 'Define the problem. OMNIVOR will find the optimal allocation.' : `${formatQuantity(recent.length, 'recent workspace')}.`;
  return (
    <>
      <PageHeader title="OMNIVOR Planner" sentence={sentence} primary={recent.length === 0 ? commands.sample : commands.open} secondary={recent.length === 0 ? [commands.open, commands.create] : [commands.sample, commands.create]} />
      {notice}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {recent.length > 0 && (
          <SectionCard title="Recent">
            <RecentList recent={recent} isBusy={actions.isBusy} onOpen={actions.openRecent} />
          </SectionCard>
        )}
        <PlanningLoop />
      </Box>
    </>
  );
}
