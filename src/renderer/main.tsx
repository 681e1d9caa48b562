import './app/strict-content.ts';
import '@fontsource-variable/inter';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, BrandFrame } from './app/App.tsx';
import { connectWindow } from './app/connect.ts';
import { errorCopy, loadingCopy } from './shared/messages/brand-copy.ts';
import { DelayedSkeleton } from './shared/ui/DelayedSkeleton.tsx';
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
root.render(
  <BrandFrame>
    <main style={{ padding: 24 }} aria-busy>
      <DelayedSkeleton kind="page" afterwards={<p>{loadingCopy.consuming}</p>} />
    </main>
  </BrandFrame>,
);
const connected = await connectWindow(() => showLost('WORKER_DIED'));
root.render(
  <StrictMode>
    <BrandFrame>
      <App {...connected} />
    </BrandFrame>
  </StrictMode>,
);
