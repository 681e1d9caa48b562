import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import { createIntake } from '../../../src/main/core/db/repositories/outcome-intake.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

let test: TestCore;
let sqlite: Sqlite;
const day = (date: string): number => parseDay(date) ?? 0;

beforeEach(async () => {
  test = createTestCore();
  await test.createWorkspace();
  const session = test.core.context.session;
  if (session === null) throw new Error('No workspace is open.');
  ({ sqlite } = session.database);
  sqlite.exec("INSERT INTO contacts (id, key) VALUES (1, 'A'), (2, 'B')");
  const touch = sqlite.prepare('INSERT INTO touches (contact_id, channel, day) VALUES (?, ?, ?)');
  for (const [contact, channel, date] of [[1, 'email', '2026-03-01'], [1, 'visit', '2026-03-05'], [1, 'email', '2026-03-20']] as const) touch.run(contact, channel, day(date));
  const intake = createIntake(sqlite, { sourceSystem: 'crm', sourceId: null, nowMs: Date.UTC(2026, 2, 7) });
  const events = [['e1', 'A', '', '2026-03-06', 3600, 2], ['e2', 'A', 'email', '2026-03-06', 7000, 3], ['e3', 'A', '', '2026-03-05', -1, null], ['e4', 'B', '', '2026-03-06', 0, 5]] as const;
  for (const [eventId, contact, channel, date, second, value] of events) intake.take({ eventId, contact, kind: 'open', channel, day: day(date), second, value, record: '{}' });
});
afterEach(() => test.dispose());

it('velocity counts per hour and day; what has no time of day stands apart by the hour', () => {
  const { outcomes } = test.core;
  const range = { from: '2026-03-05', to: '2026-03-06' };
  expect(unwrap(outcomes.velocity({ by: 'occurred', unit: 'day', ...range }))).toEqual({ buckets: [{ start: '2026-03-05T00:00', events: 1, value: 0 }, { start: '2026-03-06T00:00', events: 3, value: 10 }], withoutTime: 0, total: 4, perDay: 2 });
  expect(unwrap(outcomes.velocity({ by: 'occurred', unit: 'hour', ...range }))).toMatchObject({ buckets: [{ start: '2026-03-06T00:00', events: 1 }, { start: '2026-03-06T01:00', events: 2 }], withoutTime: 1, total: 4 });
  expect(unwrap(outcomes.velocity({ by: 'received', unit: 'hour', from: '2026-03-07', to: '2026-03-07' }))).toMatchObject({ buckets: [{ start: '2026-03-07T00:00', events: 4 }] });
  expect(outcomes.velocity({ by: 'occurred', unit: 'day', from: '2026-03-06', to: '2026-03-05' })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
});

it('latency is measured from the last touch before, of the outcome\'s own channel where it names one', () => {
  const latency = unwrap(test.core.outcomes.latency({ from: '2026-03-05', to: '2026-03-06' }));
  expect(latency.channels).toEqual([
    { channel: 'email', outcomes: 1, meanDays: 5, medianDays: 5, p90Days: 5 },
    { channel: 'visit', outcomes: 2, meanDays: 0.5, medianDays: 0, p90Days: 1 },
  ]);
  expect(latency.untouched).toBe(1);
  expect(latency.arrival).toEqual({ outcomes: 3, meanMs: 86_400_000 - ((3600 + 7000) * 1000) / 3 });
});
