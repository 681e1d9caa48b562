import { useEffect, useRef } from 'react';

/** How far the wheel has to turn beyond the edge before the page turns, in px. */
const TURN_AFTER_PX = 240;
const REST_MS = 350;

/** Scrolling on past the end of a page turns to the next one, as if the list went on. */
export function useEdgePaging(element: HTMLElement | null, page: number, lastPage: number, onPage: (page: number) => void): void {
  const newest = useRef({ page, lastPage, onPage });
  useEffect(() => {
    newest.current = { page, lastPage, onPage };
  });
  useEffect(() => {
    if (element === null) return undefined;
    let beyond = 0;
    let restUntil = 0;
    const turn = (event: WheelEvent): void => {
      const scroller = element.querySelector<HTMLElement>('.MuiDataGrid-virtualScroller');
      if (scroller === null || event.timeStamp < restUntil) return;
      const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      const isAtStart = scroller.scrollTop <= 0;
      const { page: shown, lastPage: last, onPage: go } = newest.current;
      const canTurn = (event.deltaY > 0 && isAtEnd && shown < last) || (event.deltaY < 0 && isAtStart && shown > 0);
      beyond = canTurn ? beyond + event.deltaY : 0;
      if (Math.abs(beyond) < TURN_AFTER_PX) return;
      const isForward = beyond > 0;
      beyond = 0;
      restUntil = event.timeStamp + REST_MS;
      go(shown + (isForward ? 1 : -1));
      requestAnimationFrame(() => {
        scroller.scrollTop = isForward ? 0 : scroller.scrollHeight;
      });
    };
    element.addEventListener('wheel', turn, { passive: true });
    return () => element.removeEventListener('wheel', turn);
  }, [element]);
}
