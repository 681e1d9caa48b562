import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { use, useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { InspectorOutletContext } from '../../shared/ui/inspector-outlet.ts';
import { NoticeBar } from '../../shared/ui/NoticeBar.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { Palette } from '../commands/Palette.tsx';
import { ShortcutList } from '../commands/ShortcutList.tsx';
import { reachCommand } from '../commands/reach-command.ts';
import { useAllCommands, useCommands, useCommandStore } from '../commands/use-commands.ts';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { useCore } from '../core-context.ts';
import { goTo } from '../location.ts';
import { preloadWhenIdle } from '../lazy-page.tsx';
import { PagesContext } from '../page-definition.ts';
import { findPage, goToIfPresent, pages } from '../pages.ts';
import { useWorkspaceActions } from '../use-workspace-actions.ts';
import { DroppedFilesContext } from './dropped-files.ts';
import { DropVeil } from './DropVeil.tsx';
import { PageArea } from './PageArea.tsx';
import { Rail } from './Rail.tsx';
import { createShellCommands } from './shell-commands.ts';
import { SkipLink } from './SkipLink.tsx';
import { TopBar } from './TopBar.tsx';
import { useEditCommands } from './use-edit-commands.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useReturnToLocation } from './use-return-to-location.ts';

const IsCollapsed = z.boolean();

/** The frame around every page: rail, top bar, content, inspector, palette, keys, dropped files, notices. */
export function AppShell() {
  const { api, client } = useCore();
  const notify = useNotify();
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const hasWorkspace = workspace !== null;
  const [isCollapsed, setIsCollapsed] = useUiState('shell.rail', IsCollapsed, false);
  const [openDialog, setOpenDialog] = useState<'palette' | 'keys' | null>(null);
  const [outlet, setOutlet] = useState<HTMLElement | null>(null);
  const dropped = use(DroppedFilesContext);
  const reachable = useMemo(() => pages.filter((page) => hasWorkspace || !page.needsWorkspace), [hasWorkspace]);
  const providers = useMemo(() => reachable.flatMap((page) => (page.records === undefined ? [] : [page.records(client)])), [reachable, client]);
  const actions = useWorkspaceActions(hasWorkspace);
  const { undo, redo } = useEditCommands(hasWorkspace);
  const store = useCommandStore();
  const toggleRail = (): void => setIsCollapsed((previous) => !previous);
  useCommands([
    ...createShellCommands({ pages: reachable, onPalette: () => setOpenDialog((shown) => (shown === 'palette' ? null : 'palette')), onKeys: () => setOpenDialog('keys'), onRail: toggleRail }),
    ...reachable.flatMap((page) => (page.reach ?? []).map((command) => reachCommand(store, page, command, goTo))),
    undo,
    redo,
    ...Object.values(actions.commands),
  ]);
  const commands = useAllCommands();
  const fail = useMemo(() => (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }), [notify]);
  useShortcuts(commands, fail);
  useReturnToLocation(workspace?.path ?? null);
  useEffect(() => preloadWhenIdle(pages.map((page) => page.component)), []);
  useEffect(() => {
    if (hasWorkspace && (dropped?.getState().files.length ?? 0) > 0) goToIfPresent('/import');
  }, [hasWorkspace, dropped]);
  const isFileOver = useFileDrop({
    onFiles(files) {
      const file = files.find((candidate) => candidate.name.endsWith('.omnivor'));
      if (file !== undefined) return actions.openFile(file.token);
      dropped?.getState().add(files);
      if (hasWorkspace) goToIfPresent('/import');
      else notify({ text: `${formatQuantity(files.length, 'file waits', 'files wait')}. Make or open a workspace to import.`, action: { label: 'New workspace', run: () => actions.commands.create.run() } });
    },
    onFault: fail,
  });
  return (
    <InspectorOutletContext value={outlet}>
      <SkipLink />
      <Box sx={{ display: 'flex', height: '100%' }}>
        <Rail pages={reachable} isCollapsed={isCollapsed} onToggle={toggleRail} />
        <Box sx={{ flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <TopBar workspace={workspace} undo={undo} redo={redo} onSearch={() => setOpenDialog('palette')} />
          <Box sx={{ flexGrow: 1, minHeight: 0, display: 'flex', position: 'relative' }}>
            <PagesContext value={pages}>
              <PageArea hasWorkspace={hasWorkspace} />
            </PagesContext>
            <Box ref={setOutlet} sx={{ flexShrink: 0, height: '100%', position: { xs: 'absolute', lg: 'static' }, right: 0, top: 0, zIndex: 2 }} />
          </Box>
        </Box>
      </Box>
      <Palette isOpen={openDialog === 'palette'} onClose={() => setOpenDialog(null)} commands={commands} providers={providers} onFailure={fail} />
      <ShortcutList isOpen={openDialog === 'keys'} onClose={() => setOpenDialog(null)} commands={commands} />
      <NoticeBar />
      {isFileOver && findPage('/import') !== null && <DropVeil />}
    </InspectorOutletContext>
  );
}
