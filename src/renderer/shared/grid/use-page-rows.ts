import { keepPreviousData, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { PAGE_SIZE, type GridAnswer, type GridRequest, type GridSort } from './grid-types.ts';

interface PageSource<Row> {
  readonly queryKey: QueryKey;
  readonly fetchPage: (request: GridRequest, signal: AbortSignal) => Promise<GridAnswer<Row>>;
  readonly sort: readonly GridSort[];
  readonly search: string;
  readonly page: number;
  readonly isEnabled: boolean;
}

export const lastPageOf = (total: number): number => Math.max(0, Math.ceil(total / PAGE_SIZE) - 1);

/** Rows of one page; the pages before and after are fetched ahead, so that going on is immediate. */
export function usePageRows<Row>({ queryKey, fetchPage, sort, search, page, isEnabled }: PageSource<Row>) {
  const queries = useQueryClient();
  const optionsOf = (wanted: number) => ({
    queryKey: [...queryKey, { sort, search }, wanted],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage({ offset: wanted * PAGE_SIZE, limit: PAGE_SIZE, sort, search }, signal),
  });
  const answer = useQuery({ ...optionsOf(page), placeholderData: keepPreviousData, enabled: isEnabled });
  const isSettled = answer.isSuccess && !answer.isPlaceholderData;
  const total = answer.data?.total ?? 0;
  const keyText = JSON.stringify([queryKey, sort, search]);
  const prefetch = useEffectEvent((wanted: number) => void queries.prefetchQuery(optionsOf(wanted)));
  // What the neighbours are follows from the key, the page and the total alone.
  useEffect(() => {
    if (!isSettled) return;
    for (const neighbour of [page + 1, page - 1]) {
      if (neighbour >= 0 && neighbour <= lastPageOf(total)) prefetch(neighbour);
    }
  }, [isSettled, page, total, keyText]);
  return answer;
}
