import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatDay, isoWeekday, parseDay } from '../../../src/engine/base/day.ts';
import type { ContactFilter } from '../../../src/engine/model/filter.ts';
import type { AssignmentRole } from '../../../src/engine/model/territory.ts';
import { readActingReps } from '../../../src/main/core/services/acting-reps.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';
import { runs } from '../../support/runs.ts';

const KEYS = ['C1', 'C2', 'C3', 'C4', 'C5'] as const;
const REPS = ['R1', 'R2', 'R3'] as const;
const all: ContactFilter = { join: 'and', conditions: [] };
const only = (segment: string): ContactFilter => ({ join: 'and', conditions: [{ column: 'segment', operator: 'is', value: segment }] });

describe('territories', () => {
  let test: TestCore;

  /** C1 … C3 are segment A, the others B; C1 … C4 name R1 or R2 in their own column, C5 nobody. */
  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    await importContacts(test, 'Contact ID,Segment,Rep,Value\nC1,A,R1,10\nC2,A,R1,20\nC3,A,R2,30\nC4,B,R2,40\nC5,B,,50\n');
  });
  afterEach(() => test.dispose());

  const sqlite = () => {
    const session = test.core.context.session;
    if (session === null) throw new Error('No workspace is open.');
    return session.database.sqlite;
  };

  it('count the rep of the contact itself until an assignment says otherwise', async () => {
    const before = unwrap(test.core.territories.get());
    expect(before.reps.map(({ id, primary, value, hasCalendar }) => ({ id, primary, value, hasCalendar }))).toEqual([
      { id: 'R1', primary: 2, value: 30, hasCalendar: false },
      { id: 'R2', primary: 2, value: 70, hasCalendar: false },
    ]);
    expect(before.unassigned).toBe(1);
    expect(before.fairness).toBeCloseTo(100 ** 2 / (2 * (30 ** 2 + 70 ** 2)), 12);
    unwrap(await test.core.territories.assign({ rep: 'R3', role: 'primary', from: null, to: null, filter: only('B'), replace: false }));
    const after = unwrap(test.core.territories.get());
    expect(after.reps.map(({ id, primary, value }) => [id, primary, value])).toEqual([['R1', 2, 30], ['R2', 1, 30], ['R3', 2, 90]]);
    expect(after.unassigned).toBe(0);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.territories.get())).toEqual(before);
  });

  it('refuse a second primary in the same days, and end the first where it is to be replaced', async () => {
    unwrap(await test.core.territories.assign({ rep: 'R1', role: 'primary', from: '2027-01-01', to: null, filter: all, replace: false }));
    const asked = { rep: 'R2', role: 'primary', from: '2027-01-10', to: null, filter: only('A') } as const;
    expect(await test.core.territories.assign({ ...asked, replace: false })).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: '3 contacts have another primary rep in these days, the first C1: R1.' } });
    expect(unwrap(await test.core.territories.assign({ ...asked, replace: true }))).toEqual({ assigned: 3 });
    expect(unwrap(test.core.territories.assignments({ contact: 'C1', offset: 0, limit: 10 })).rows.map(({ rep, from, to }) => [rep, from, to])).toEqual([['R1', '2027-01-01', '2027-01-09'], ['R2', '2027-01-10', null]]);
    expect(await test.core.territories.assign({ rep: 'R1', role: 'backup', from: '2027-02-01', to: '2027-01-01', filter: all, replace: false })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'to' } });
  });

  it('keep calendars sorted and free of repeats, and go with their rep', async () => {
    unwrap(await test.core.territories.saveRep({ id: 'R1', name: 'North', weekdays: [5, 1], daysOff: ['2027-01-06', '2027-01-05', '2027-01-06'] }));
    unwrap(await test.core.territories.assign({ rep: 'R1', role: 'secondary', from: null, to: null, filter: all, replace: false }));
    expect(unwrap(test.core.territories.get()).reps[0]).toMatchObject({ id: 'R1', name: 'North', weekdays: [1, 5], daysOff: ['2027-01-05', '2027-01-06'], hasCalendar: true, secondary: 5 });
    unwrap(await test.core.territories.removeRep('R1'));
    expect(unwrap(test.core.territories.get()).reps[0]).toMatchObject({ id: 'R1', hasCalendar: false, secondary: 0, primary: 2 });
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.territories.get()).reps[0]).toMatchObject({ hasCalendar: true, secondary: 5 });
  });

  it('answer like a naive recount after any assignments, removals, undo and redo', async () => {
    interface Kept { id: number; rep: string; contact: string; role: AssignmentRole; from: number | null; to: number | null }
    const dates = ['2027-01-04', '2027-01-08', '2027-01-12', null] as const;
    const steps = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.record({ step: fc.constant('assign' as const), rep: fc.constantFrom(...REPS), role: fc.constantFrom<AssignmentRole>('primary', 'secondary', 'backup'), from: fc.constantFrom(...dates), to: fc.constantFrom(...dates), segment: fc.constantFrom('A', 'B'), replace: fc.boolean() }) },
        { weight: 2, arbitrary: fc.record({ step: fc.constant('unassign' as const), which: fc.nat(20) }) },
        { weight: 2, arbitrary: fc.oneof(fc.record({ step: fc.constant('undo' as const) }), fc.record({ step: fc.constant('redo' as const) })) },
      ),
      { minLength: 10, maxLength: 40 },
    );
    const dayOf = (date: string | null): number | null => (date === null ? null : parseDay(date));
    const overlaps = (a: Kept, from: number | null, to: number | null): boolean => (to === null || a.from === null || a.from <= to) && (from === null || a.to === null || a.to >= from);
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const inner = createTestCore();
        const outer = test;
        test = inner;
        try {
          await inner.createWorkspace();
          await importContacts(inner, 'Contact ID,Segment,Rep\nC1,A,R1\nC2,A,R1\nC3,A,R2\nC4,B,R2\nC5,B,\n');
          sqlite().prepare("INSERT INTO reps (id, name, weekdays, days_off) VALUES ('R3', '', '[2]', '[]')").run();
          let kept: Kept[] = [];
          const past: Kept[][] = [];
          let future: Kept[][] = [];
          const change = (next: Kept[]): void => {
            if (JSON.stringify(next) === JSON.stringify(kept)) return;
            past.push(kept);
            future = [];
            kept = next;
          };
          for (const step of script) {
            if (step.step === 'undo') {
              if (past.length === 0) continue;
              unwrap(await inner.core.edits.undo());
              future.push(kept);
              kept = past.pop() ?? [];
            } else if (step.step === 'redo') {
              unwrap(await inner.core.edits.redo());
              const next = future.pop();
              if (next !== undefined) {
                past.push(kept);
                kept = next;
              }
            } else if (step.step === 'unassign') {
              const target = kept[step.which];
              unwrap(await inner.core.territories.unassign([target?.id ?? 9999]));
              change(kept.filter((row) => row !== target));
            } else if (step.step === 'assign') {
              const [from, to] = [dayOf(step.from), dayOf(step.to)];
              const contacts = step.segment === 'A' ? KEYS.slice(0, 3) : KEYS.slice(3);
              const others = step.role === 'primary' ? kept.filter((row) => row.role === 'primary' && row.rep !== step.rep && contacts.some((key) => key === row.contact) && overlaps(row, from, to)) : [];
              const isBackwards = from !== null && to !== null && to < from;
              const { rep, role, replace } = step;
              const answer = await inner.core.territories.assign({ rep, role, from: step.from, to: step.to, filter: only(step.segment), replace });
              expect(answer.ok).toBe(!isBackwards && (others.length === 0 || replace));
              if (!answer.ok) continue;
              const next = kept.flatMap((row) => {
                if (!others.includes(row)) return [row];
                return from === null || (row.from !== null && from - 1 < row.from) ? [] : [{ ...row, to: from - 1 }];
              });
              let id = Math.max(0, ...next.map((row) => row.id)) + 1;
              for (const contact of contacts) {
                if (next.some((row) => row.contact === contact && row.rep === rep && row.role === role && row.from === from && row.to === to)) continue;
                next.push({ id, rep, contact, role, from, to });
                id += 1;
              }
              change(next);
            }
          }
          const rows = unwrap(inner.core.territories.assignments({ offset: 0, limit: 1000 })).rows;
          const sorted = (list: readonly Kept[]) => list.toSorted((a, b) => a.id - b.id);
          expect(sorted(rows.map(({ from, to, ...row }) => ({ ...row, from: dayOf(from), to: dayOf(to) })))).toEqual(sorted(kept));
          for (const date of ['2027-01-03', '2027-01-08', '2027-01-20']) {
            const day = parseDay(date) ?? 0;
            const holds = kept.filter((row) => (row.from === null || row.from <= day) && (row.to === null || row.to >= day));
            const acting = readActingReps(sqlite(), { fromDay: day, toDay: day });
            for (const contact of KEYS) {
              const own = ({ C1: 'R1', C2: 'R1', C3: 'R2', C4: 'R2', C5: '' } as const)[contact];
              const of = (role: AssignmentRole): string[] => sorted(holds.filter((row) => row.contact === contact && row.role === role)).toReversed().map((row) => row.rep);
              const primaries = of('primary').length > 0 || own === '' ? of('primary') : [own];
              const team = [...primaries, ...of('secondary'), ...of('backup')];
              expect(acting.teamOn(contact, own, day), `${contact} on ${formatDay(day)}`).toEqual(team);
              expect(acting.holderOf(contact, own)).toBe(team[0] ?? '');
              const weeks = readActingReps(sqlite(), { fromDay: day, toDay: day + 13 });
              const spans = weeks.spansOf(contact, own);
              for (let other = day; other < day + 14; other += 1) {
                const span = spans.filter(({ from, to }) => from <= formatDay(other) && formatDay(other) <= to);
                const [first] = weeks.teamOn(contact, own, other);
                // R3 works on Tuesdays only, the others have no calendar.
                const isAtWork = (rep: string): boolean => (rep === 'R3' ? isoWeekday(other) === 2 : isoWeekday(other) <= 5);
                const acts = weeks.teamOn(contact, own, other).find(isAtWork) ?? first ?? '';
                expect(span.map(({ rep }) => rep)).toEqual(acts === weeks.holderOf(contact, own) ? [] : [acts]);
                expect(weeks.repOn(contact, own, other)).toBe(acts);
              }
            }
          }
        } finally {
          test = outer;
          await inner.dispose();
        }
      }),
      { numRuns: runs(12), seed: 20_270_107 },
    );
  });
});
