import Box from '@mui/material/Box';
import { Suspense, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { goTo } from '../location.ts';
import { findPage } from '../pages.ts';
import { PageBoundary } from './PageBoundary.tsx';

const scrollByPath = new Map<string, number>();

/** The page of the present path. Each page finds its scroll position again. */
export function PageArea({ hasWorkspace }: { readonly hasWorkspace: boolean }) {
  const [path] = useLocation();
  const area = useRef<HTMLElement>(null);
  const page = findPage(path);
  const isOutOfReach = page === null || (page.needsWorkspace && !hasWorkspace);
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.scrollTop = scrollByPath.get(path) ?? 0;
    const remember = (): void => void scrollByPath.set(path, element.scrollTop);
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [path]);
  useEffect(() => {
    document.title = page === null ? 'OMNIVOR Planner' : `${page.name} · OMNIVOR Planner`;
  }, [page]);
  const Page = page?.component;
  return (
    <Box component="main" id="content" ref={area} tabIndex={-1} sx={{ flexGrow: 1, minWidth: 0, overflow: 'auto', outline: 'none', p: 3, display: 'flex', flexDirection: 'column' }}>
      {isOutOfReach || Page === undefined ? (
        <EmptyState fact={page === null ? 'No page at this address.' : 'No workspace is open.'} action={{ label: 'Go to the start', run: () => goTo('/', { replace: true }) }} />
      ) : (
        <PageBoundary key={path}>
          <Suspense fallback={<DelayedSkeleton kind="page" />}>
            <Page />
          </Suspense>
        </PageBoundary>
      )}
    </Box>
  );
}
