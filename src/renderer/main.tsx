import './app/strict-content.ts';
import '@fontsource-variable/inter';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, BrandFrame } from './app/App.tsx';
import { connectWindow } from './app/connect.ts';
import { errorCopy } from './shared/messages/brand-copy.ts';
import { ErrorPanel } from './shared/ui/ErrorPanel.tsx';

const container = document.getElementById('root');
if (container === null) throw new Error('the page has no #root');
const root = createRoot(container);

const showLost = (code: string): void =>
  root.render(
    <BrandFrame>
      <main style={{ padding: 24 }}>
        <h1 className="visually-hidden">OMNIVOR Planner</h1>
        <ErrorPanel fault={{ code, message: errorCopy.connection, hint: 'Everything committed is in the workspace file. Start the program again to go on.' }} />
      </main>
    </BrandFrame>,
  );

window.omnivor.onCoreDied(() => showLost('WORKER_DIED'));
const { connection, queries, uiState } = await connectWindow(() => showLost('WORKER_DIED'));
root.render(
  <StrictMode>
    <BrandFrame>
      <App connection={connection} queries={queries} uiState={uiState} />
    </BrandFrame>
  </StrictMode>,
);
