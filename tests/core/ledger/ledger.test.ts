import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerMove, type LedgerMoveInput } from '../../../src/engine/model/ledger-move.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

const DATES = ['2027-01-04', '2027-01-05', '2027-01-06'] as const;
const CHANNELS = ['visit', 'call'] as const;

const place = { date: fc.constantFrom(...DATES), channel: fc.constantFrom(...CHANNELS), rep: fc.constantFrom('R1', null) };
const moves: fc.Arbitrary<LedgerMoveInput> = fc.oneof(
  fc.record({ kind: fc.constant('consume' as const), ...place, actions: fc.integer({ min: 1, max: 5 }), from: fc.constantFrom('open' as const, 'booked' as const) }),
  fc.record({ kind: fc.constant('commit' as const), ...place, amount: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('spend' as const), ...place, amount: fc.integer({ min: 1, max: 50 }), from: fc.constantFrom('open' as const, 'booked' as const) }),
  fc.record({ kind: fc.constant('release' as const), ...place, actions: fc.constant(0), amount: fc.integer({ min: 1, max: 50 }) }),
);
type Step = { step: 'move'; move: LedgerMoveInput } | { step: 'reverse'; which: number } | { step: 'restart' } | { step: 'wait' };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: moves.map((move): Step => ({ step: 'move', move })) },
  { weight: 3, arbitrary: fc.nat(30).map((which): Step => ({ step: 'reverse', which })) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'restart' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ step: 'wait' }) },
);

interface Kept {
  at: number;
  posting: number;
  key: string;
  date: string;
  channel: string;
  /** Change of booked and used, actions and money. */
  delta: readonly [number, number, number, number];
  isReversal: boolean;
  isReversed: boolean;
}

const deltaOf = (move: LedgerMove): Kept['delta'] => {
  switch (move.kind) {
    case 'consume':
      return [move.from === 'booked' ? -move.actions : 0, move.actions, 0, 0];
    case 'commit':
      return [0, 0, move.amount, 0];
    case 'spend':
      return [0, 0, move.from === 'booked' ? -move.amount : 0, move.amount];
    case 'release':
      return [-move.actions, 0, -move.amount, 0];
  }
};
const sum = (rows: readonly Kept[]): [number, number, number, number] => rows.reduce<[number, number, number, number]>((total, { delta }) => [total[0] + delta[0], total[1] + delta[1], total[2] + delta[2], total[3] + delta[3]], [0, 0, 0, 0]);
const isPossible = (kept: readonly Kept[], key: string, delta: Kept['delta']): boolean => sum(kept.filter((row) => row.key === key)).every((value, at) => value + (delta[at] ?? 0) >= 0);

describe('the ledger', () => {
  it('answers like a naive recount after any moves, reversals and restarts, as of any instant', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60 }), async (script) => {
        const folder = mkdtempSync(join(tmpdir(), 'omnivor-ledger-'));
        let test: TestCore = createTestCore({ folder });
        try {
          const path = await test.createWorkspace('Ledger');
          const kept: Kept[] = [];
          let elapsedMs = 0;
          for (const entry of script) {
            if (entry.step === 'wait') {
              test.clock.advance(1000);
              elapsedMs += 1000;
            } else if (entry.step === 'restart') {
              await test.dispose();
              test = createTestCore({ folder });
              test.clock.advance(elapsedMs);
              unwrap(await test.core.workspaces.openPath(path));
            } else if (entry.step === 'move') {
              const move = LedgerMove.parse(entry.move);
              const key = JSON.stringify([move.date, move.channel, move.rep]);
              const delta = deltaOf(move);
              const posted = await test.core.ledger.record(move);
              expect(posted.ok, JSON.stringify(move)).toBe(isPossible(kept, key, delta));
              if (posted.ok) kept.push({ at: test.clock.nowMs(), posting: posted.value.posting, key, date: move.date, channel: move.channel, delta, isReversal: false, isReversed: false });
            } else {
              const target = kept[entry.which];
              const posting = target?.posting ?? 9999;
              const delta = (target?.delta ?? [0, 0, 0, 0]).map((value) => -value) as unknown as Kept['delta'];
              const isAllowed = target !== undefined && !target.isReversed && isPossible(kept, target.key, delta);
              const posted = await test.core.ledger.reverse(posting);
              expect(posted.ok).toBe(isAllowed);
              if (posted.ok && target !== undefined) {
                target.isReversed = true;
                kept.push({ ...target, at: test.clock.nowMs(), posting: posted.value.posting, delta, isReversal: true, isReversed: false });
              }
            }
          }
          const asOf = test.clock.nowMs() - 2000;
          for (const query of [{}, { channel: 'visit' }, { from: DATES[1] }, { to: DATES[1] }, { from: DATES[1], to: DATES[1], channel: 'call' }, { asOf }]) {
            const [bookedActions, usedActions, bookedAmount, usedAmount] = sum(
              kept.filter((row) => (query.channel === undefined || row.channel === query.channel) && (query.from === undefined || row.date >= query.from) && (query.to === undefined || row.date <= query.to) && (query.asOf === undefined || row.at <= query.asOf)),
            );
            expect(unwrap(test.core.ledger.balance(query))).toEqual({ bookedActions, usedActions, bookedAmount, usedAmount });
          }
          expect(unwrap(test.core.ledger.entries({ offset: 0, limit: 5 })).total).toBe(kept.length);
        } finally {
          await test.dispose();
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 40, seed: 20_270_107 },
    );
  });

  it('names what was asked and what stands there when an account does not cover a move', async () => {
    const test = createTestCore();
    try {
      await test.createWorkspace();
      const refused = await test.core.ledger.record(LedgerMove.parse({ kind: 'consume', date: '2027-01-04', channel: 'visit', actions: 3, from: 'booked' }));
      expect(refused).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: '3 actions of visit on 2027-01-04 asked, 0 booked.', path: 'actions' } });
      expect(unwrap(test.core.ledger.entries({ offset: 0, limit: 10 })).total).toBe(0);
    } finally {
      await test.dispose();
    }
  });

  it('cannot be changed or emptied behind the back of the service', async () => {
    const test = createTestCore();
    try {
      await test.createWorkspace();
      unwrap(await test.core.ledger.record(LedgerMove.parse({ kind: 'commit', date: '2027-01-04', channel: 'visit', amount: 5 })));
      const sqlite = test.core.context.session?.database.sqlite;
      expect(() => sqlite?.exec('UPDATE ledger_entries SET amount = 1')).toThrow(/append-only/);
      expect(() => sqlite?.exec('DELETE FROM ledger_entries')).toThrow(/append-only/);
    } finally {
      await test.dispose();
    }
  });
});
