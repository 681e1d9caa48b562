import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, type RenderResult } from '@testing-library/react';
import { useEffect, type ReactNode } from 'react';
import { afterEach } from 'vitest';
import { Router } from 'wouter';
import { createCommandStore } from '../../../src/renderer/app/commands/command-store.ts';
import { bindShortcuts } from '../../../src/renderer/app/commands/shortcut.ts';
import { CommandContext, useAllCommands } from '../../../src/renderer/app/commands/use-commands.ts';
import { useHashPath, useHashSearch } from '../../../src/renderer/app/location.ts';
import { createQueryClient } from '../../../src/renderer/app/query-client.ts';
import { BrandFrame } from '../../../src/renderer/app/App.tsx';
import { createUiStateStore, type UiStateStore } from '../../../src/renderer/shared/state/ui-state-store.ts';
import { UiStateContext } from '../../../src/renderer/shared/state/use-ui-state.ts';
import { createNoticeStore, NoticeContext, type NoticeStore } from '../../../src/renderer/shared/ui/notices.ts';

afterEach(cleanup);

// What the simulated page lacks: nothing has a size there, and nothing scrolls.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
Element.prototype.scrollIntoView ??= (): void => undefined;

/** Store of the window's state that keeps everything in a map. */
export function createMemoryUiState(kept = new Map<string, unknown>()): { readonly store: UiStateStore; readonly kept: Map<string, unknown> } {
  const store = createUiStateStore({ read: async (key) => kept.get(key) ?? null, write: async (key, value) => void kept.set(key, value) }, 0);
  return { store, kept };
}

function Shortcuts() {
  const commands = useAllCommands();
  useEffect(
    () =>
      bindShortcuts(window, commands, (error) => {
        throw error;
      }),
    [commands],
  );
  return null;
}

interface Frame extends RenderResult {
  readonly notices: NoticeStore;
  readonly uiState: UiStateStore;
}

/** Renders inside everything that pieces of the window expect around them. */
export function renderInFrame(content: ReactNode, uiState: UiStateStore = createMemoryUiState().store): Frame {
  const notices = createNoticeStore();
  const commands = createCommandStore();
  const queries = createQueryClient();
  const result = render(content, {
    wrapper: ({ children }) => (
      <BrandFrame>
        <QueryClientProvider client={queries}>
          <UiStateContext value={uiState}>
            <CommandContext value={commands}>
              <NoticeContext value={notices}>
                <Router hook={useHashPath} searchHook={useHashSearch}>
                  <Shortcuts />
                  {children}
                </Router>
              </NoticeContext>
            </CommandContext>
          </UiStateContext>
        </QueryClientProvider>
      </BrandFrame>
    ),
  });
  return { ...result, notices, uiState };
}
