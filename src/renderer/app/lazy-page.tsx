import { lazy, useState, type ComponentType } from 'react';

/** A page whose code is fetched when it is first needed, or ahead of that by `preload`. */
export interface LazyPage {
  (): React.ReactNode;
  preload(): Promise<void>;
}

/** Makes a page of its module. Once the module is there the page is drawn at once, without a moment of nothing. */
export function lazyPage(load: () => Promise<{ readonly default: ComponentType }>): LazyPage {
  let loaded: ComponentType | null = null;
  let asked: Promise<{ readonly default: ComponentType }> | null = null;
  const fetchModule = (): Promise<{ readonly default: ComponentType }> => {
    asked ??= load().then(
      (module) => {
        loaded = module.default;
        return module;
      },
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  const Waiting = lazy(fetchModule);
  function Page(): React.ReactNode {
    const [Content] = useState<ComponentType>(() => loaded ?? Waiting);
    return <Content />;
  }
  return Object.assign(Page, { preload: () => fetchModule().then(() => undefined) });
}

/** Fetches the pages one by one while the window has nothing else to do. Answers how to stop. */
export function preloadWhenIdle(pages: readonly LazyPage[]): () => void {
  let isStopped = false;
  const fetchAll = async (): Promise<void> => {
    for (const page of pages) {
      await new Promise<void>((resolve) => requestIdleCallback(() => resolve()));
      if (isStopped) return;
      // A module that cannot be read now is asked for again, and its error shown, when the page is opened.
      await page.preload().catch(() => undefined);
    }
  };
  void fetchAll();
  return () => {
    isStopped = true;
  };
}
