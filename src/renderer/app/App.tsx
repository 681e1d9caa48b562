import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Router } from 'wouter';
import { UiStateContext } from '../shared/state/use-ui-state.ts';
import type { UiStateStore } from '../shared/state/ui-state-store.ts';
import { createNoticeStore, NoticeContext } from '../shared/ui/notices.ts';
import { createCommandStore } from './commands/command-store.ts';
import { CommandContext } from './commands/use-commands.ts';
import { CoreContext, type CoreConnection } from './core-context.ts';
import { useHashPath, useHashSearch } from './location.ts';
import { styleNonce } from './nonce.ts';
import { createDroppedFilesStore, DroppedFilesContext } from './shell/dropped-files.ts';
import { AppShell } from './shell/AppShell.tsx';
import { BrandStyles } from './theme/BrandStyles.tsx';
import { theme } from './theme/theme.ts';

const styleCache = createCache({ key: 'mui', prepend: true, ...(styleNonce === '' ? {} : { nonce: styleNonce }) });

/** The brand around whatever stands inside. */
export const BrandFrame = ({ children }: { readonly children: ReactNode }) => (
  <CacheProvider value={styleCache}>
    <ThemeProvider theme={theme}>
      <BrandStyles />
      {children}
    </ThemeProvider>
  </CacheProvider>
);

interface AppProps {
  readonly connection: CoreConnection;
  readonly queries: QueryClient;
  readonly uiState: UiStateStore;
}

/** The program's window on a connection to the core. */
export function App({ connection, queries, uiState }: AppProps) {
  const [stores] = useState(() => ({ commands: createCommandStore(), notices: createNoticeStore(), dropped: createDroppedFilesStore() }));
  return (
    <QueryClientProvider client={queries}>
      <CoreContext value={connection}>
        <UiStateContext value={uiState}>
          <CommandContext value={stores.commands}>
            <NoticeContext value={stores.notices}>
              <DroppedFilesContext value={stores.dropped}>
                <Router hook={useHashPath} searchHook={useHashSearch}>
                  <AppShell />
                </Router>
              </DroppedFilesContext>
            </NoticeContext>
          </CommandContext>
        </UiStateContext>
      </CoreContext>
    </QueryClientProvider>
  );
}
