import { createContext, use } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Something that happened, said once: on screen for a while and to screen readers. */
export interface Notice {
  readonly text: string;
  readonly tone?: 'done' | 'warning';
  /** A way back or on, such as Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface NoticeState {
  /** The newest notice; `serial` tells two equal ones apart. */
  readonly current: (Notice & { readonly serial: number }) | null;
  show(notice: Notice): void;
  dismiss(): void;
}
export type NoticeStore = StoreApi<NoticeState>;

export function createNoticeStore(): NoticeStore {
  let serial = 0;
  return createStore<NoticeState>((setState) => ({
    current: null,
    show(notice) {
      serial += 1;
      setState({ current: { ...notice, serial } });
    },
    dismiss: () => setState({ current: null }),
  }));
}

export const NoticeContext = createContext<NoticeStore | null>(null);

export function useNoticeStore(): NoticeStore {
  const store = use(NoticeContext);
  if (store === null) throw new Error('notices need a NoticeContext above them');
  return store;
}

/** Function that says something once, on screen and to screen readers. */
export const useNotify = (): ((notice: Notice) => void) => useNoticeStore().getState().show;
