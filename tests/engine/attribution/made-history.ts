import fc from 'fast-check';
import { compareText } from '../../../src/engine/attribution/path-table.ts';
import type { TouchHistory } from '../../../src/engine/attribution/touch-history.ts';

export interface MadeTouch {
  readonly contact: number;
  readonly channel: string;
  readonly day: number;
  readonly second: number;
}

export interface MadeOutcome {
  readonly contact: number;
  readonly kind: string;
  readonly day: number;
  readonly second: number;
  readonly value: number;
}

/** Columns of rows written out; `ids` ranks rows whatever order they stand in. */
export function historyOf(touches: readonly MadeTouch[], outcomes: readonly MadeOutcome[], ids?: { readonly touches: readonly number[]; readonly outcomes: readonly number[] }): TouchHistory {
  const channels = [...new Set(touches.map(({ channel }) => channel))].sort(compareText);
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort(compareText);
  const times = (rows: readonly { day: number; second: number; contact: number }[]) => ({
    contact: Int32Array.from(rows, ({ contact }) => contact),
    day: Int32Array.from(rows, ({ day }) => day),
    second: Int32Array.from(rows, ({ second }) => second),
  });
  return {
    contactCount: Math.max(0, ...touches.map(({ contact }) => contact + 1), ...outcomes.map(({ contact }) => contact + 1)),
    channels,
    kinds,
    touches: { ...times(touches), channel: Int32Array.from(touches, ({ channel }) => channels.indexOf(channel)), ...(ids === undefined ? {} : { rank: Int32Array.from(ids.touches) }) },
    outcomes: {
      ...times(outcomes),
      kind: Int32Array.from(outcomes, ({ kind }) => kinds.indexOf(kind)),
      value: Float64Array.from(outcomes, ({ value }) => value),
      ...(ids === undefined ? {} : { rank: Int32Array.from(ids.outcomes) }),
    },
  };
}

const second = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 3 }).map((quarter) => quarter * 21_600));

export const anyTouch: fc.Arbitrary<MadeTouch> = fc.record({ contact: fc.integer({ min: 0, max: 3 }), channel: fc.constantFrom('call', 'direct', 'email', 'visit'), day: fc.integer({ min: 0, max: 40 }), second });
export const anyOutcome: fc.Arbitrary<MadeOutcome> = fc.record({ contact: fc.integer({ min: 0, max: 4 }), kind: fc.constantFrom('order', 'reply'), day: fc.integer({ min: 0, max: 50 }), second, value: fc.constantFrom(0, 1, 0.1, 12.34, 1e7 / 3) });
