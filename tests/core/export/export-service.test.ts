import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTimeZone } from '../../../src/engine/calendar/time-zone.ts';
import { defaultExecutionSettings } from '../../../src/engine/model/execution.ts';
import { readCalendar } from '../../support/read-calendar.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

describe('exports of a plan', () => {
  let test: TestCore;
  let planId: number;
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    planId = z.object({ planId: z.int() }).parse((await test.core.context.session!.jobs.wait(jobId)).result).planId;
  });
  afterAll(() => test.dispose());

  const write = (profile: 'veeva-mccp' | 'sfmc', place: 'set' | 'zip' = 'set') => test.core.exports.write({ planId, profile, as: 'folder', withRefused: true, place: { as: place === 'zip' ? 'zip' : 'folder', path: join(test.folder, `${profile}${place === 'zip' ? '.zip' : ''}`) } });

  it('leave only once the plan is approved', async () => {
    expect(await write('veeva-mccp')).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: `Plan ${planId} is a draft.` } });
    unwrap(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
  });

  it('preview what would be written and refused, every row behind it, and nothing is lost', async () => {
    const { actions } = unwrap(test.core.allocation.get(planId)).summary;
    const preview = unwrap(await test.core.exports.preview({ planId, profile: 'sfmc' }));
    const left = preview.leftOut.reduce((sum, one) => sum + one.actions, 0);
    expect(preview.rows + left).toBe(actions);
    expect(preview.files[0]!.rows).toBe(preview.rows - preview.refused);
    for (const group of preview.groups) {
      const { total, rows } = unwrap(await test.core.exports.findings({ planId, profile: 'sfmc', group, offset: 0, limit: 5 }));
      expect(total).toBe(group.rows);
      expect(rows.length).toBe(Math.min(5, total));
    }
  });

  it('keep the settings of a target by one undoable step', async () => {
    const usual = unwrap(test.core.exports.setup(planId)).settings['veeva-mccp'];
    unwrap(await test.core.exports.configure({ profile: 'veeva-mccp', settings: { ...usual, contactId: 'salesforce' } }));
    const refused = unwrap(await test.core.exports.preview({ planId, profile: 'veeva-mccp' }));
    expect(refused.groups[0]).toMatchObject({ expected: expect.stringMatching(/not refused itself|record id/) });
    expect(unwrap(test.core.edits.state()).undo).toBe('Set export veeva-mccp');
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.exports.setup(planId)).settings['veeva-mccp']).toEqual(usual);
    expect(unwrap(await test.core.exports.preview({ planId, profile: 'veeva-mccp' })).refused).toBe(0);
  });

  it('are written, counted and logged, and the plan counts as exported', async () => {
    const written = unwrap(await write('veeva-mccp'))!;
    expect(written).toMatchObject({ files: 5, refused: 0 });
    expect(readdirSync(written.path).sort()).toEqual(['01_MC_Cycle_vod__c.csv', '02_MC_Cycle_Channel_vod__c.csv', '03_MC_Cycle_Plan_vod__c.csv', '04_MC_Cycle_Plan_Target_vod__c.csv', '05_MC_Cycle_Plan_Channel_vod__c.csv', 'manifest.json']);
    expect(existsSync(unwrap(await write('veeva-mccp', 'zip'))!.path)).toBe(true);
    const { rows } = unwrap(test.core.decisions.page({ offset: 0, limit: 10, kind: 'export' }));
    expect(rows.map(({ actor, detail }) => [actor, detail['format'], detail['rows']])).toEqual([['One', 'veeva-mccp', written.rows], ['One', 'veeva-mccp', written.rows]]);
    expect(unwrap(test.core.allocation.get(planId)).summary.state).toBe('exported');
    expect(unwrap(test.core.decisions.verify()).brokenAt).toBeNull();
  });

  it('hold the times that the execution shows, for every action, also where some were moved', async () => {
    const { core } = test;
    unwrap(await core.planExecutions.configure({ ...defaultExecutionSettings, hours: { start: 500, end: 900 }, minutes: { email: 7, visit: 45 }, repHours: Object.fromEntries(unwrap(core.exports.setup(planId)).reps.slice(0, 1).map((rep) => [rep, { start: 600, end: 660 }])) }));
    unwrap(await core.planExecutions.start(planId));
    unwrap(await core.planExecutions.pause(planId));
    const { start } = unwrap(await core.planExecutions.timeline({ planId, by: 'rep' }));
    test.clock.advance(Math.max(0, Date.parse(start) - test.clock.nowMs()) + 7 * 86_400_000);
    expect(unwrap(await core.planExecutions.resume({ planId, missed: 'move' })).moved).toBeGreaterThan(0);
    const usual = unwrap(core.exports.setup(planId)).settings.ics;
    unwrap(await core.exports.configure({ profile: 'ics', settings: { ...usual, allDay: false, timeZone: 'Europe/Berlin' } }));
    const written = unwrap(await core.exports.write({ planId, profile: 'ics', as: 'folder', withRefused: false, place: { as: 'folder', path: join(test.folder, 'calendars') } }))!;
    const events = readdirSync(written.path).filter((name) => name.endsWith('.ics')).flatMap((name) => readCalendar(readFileSync(join(written.path, name), 'utf8')).events);
    const instantOf = (text = ''): number => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z'));
    const zone = unwrap(openTimeZone('Europe/Berlin'));
    const shown = unwrap(await core.planExecutions.actions({ planId, offset: 0, limit: 50_000 })).rows;
    const expected = shown.filter(({ rep, start: from, end }) => rep !== null && from < end).map(({ contact, channel, date, movedFrom, start: from, end }) => [`omnivor|${contact}|${channel}|${movedFrom ?? date}@omnivor`, zone.instantOf(Date.parse(date) + from * 60_000), zone.instantOf(Date.parse(date) + end * 60_000)].join(' '));
    expect(expected.length).toBeGreaterThan(100);
    expect(events.map(({ UID, DTSTART, DTEND }) => [UID, instantOf(DTSTART), instantOf(DTEND)].join(' ')).toSorted()).toEqual(expected.toSorted());
  });
});
