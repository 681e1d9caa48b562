import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CampaignDetail, AutoReport } from '../../../src/contract/campaign.ts';
import type { CampaignBoard } from '../../../src/engine/coordination/detect-conflicts.ts';
import { autoResolve } from '../../../src/engine/coordination/auto-resolve.ts';
import type { ReservationChange } from '../../../src/engine/coordination/reservation-change.ts';
import { extendReservation } from '../../../src/engine/coordination/reserve.ts';
import { resolveConflict } from '../../../src/engine/coordination/resolve-conflict.ts';
import type { Campaign, CampaignStatus, FrequencyLimit, Reservation, ReservationKind, Resolution } from '../../../src/engine/model/campaign.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import { at } from '../../engine/coordination/support/make-board.ts';
import { byRank, inOrder, naiveConflicts, naiveStanding } from '../../engine/coordination/support/naive-recount.ts';
import { unwrap, type TestCore } from '../support/test-core.ts';
import { campaignsOf, conflictsOf, createCampaignCore, keys, listCampaigns, makeDraft, makeWish, reservationsOf, segments, waitForJob } from './support.ts';
import { runs } from '../../support/runs.ts';

/** The whole of what a planner sees, kept as plain lists. */
interface Model {
  readonly campaigns: readonly Campaign[];
  readonly reservations: readonly Reservation[];
}

const limits: FrequencyLimit[] = [
  { contact: null, channel: 'email', max: 1, windowDays: 3 },
  { contact: null, channel: null, channels: ['email', 'visit'], max: 1, windowDays: 7 },
];
const actor = 'A. Planner';

const day = fc.nat(14);
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ name: fc.constant('create' as const), title: fc.constantFrom('One', 'Two', 'Three', 'Four'), priority: fc.constantFrom(20, 50, 80), last: fc.constantFrom(null, 20) }) },
  { weight: 5, arbitrary: fc.record({ name: fc.constant('move' as const), pick: fc.nat(), to: fc.constantFrom<Exclude<CampaignStatus, 'draft'>>('active', 'active', 'active', 'paused', 'completed') }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('rank' as const), pick: fc.nat(), priority: fc.constantFrom(10, 50, 90) }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('remove' as const), pick: fc.nat() }) },
  {
    weight: 12,
    arbitrary: fc.record({
      name: fc.constant('reserve' as const),
      pick: fc.nat(),
      segment: fc.constantFrom('A', 'B', null),
      contact: fc.constantFrom(...keys),
      channel: fc.constantFrom('email', 'email', 'visit', null),
      kind: fc.constantFrom<ReservationKind>('exclusive', 'priority', 'soft'),
      from: day,
      days: fc.nat(5),
      planned: fc.option(fc.nat(5)),
      canPreempt: fc.boolean(),
      preempt: fc.boolean(),
      asOf: fc.option(day),
      expires: fc.option(fc.integer({ min: 2, max: 20 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('release' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('extend' as const), pick: fc.nat(), days: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('execute' as const), pick: fc.nat(), days: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('expire' as const), today: day }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('preempt' as const), pick: fc.nat(), by: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ name: fc.constant('resolve' as const), pick: fc.nat(), resolution: fc.constantFrom<Resolution>('firstWins', 'secondWins', 'merge', 'defer') }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('auto' as const), policy: fc.constantFrom('preempt' as const, 'defer' as const), asOf: fc.option(day) }) },
  { weight: 5, arbitrary: fc.record({ name: fc.constantFrom('undo' as const, 'undo' as const, 'redo' as const) }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('reopen' as const) }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

const collide = { name: 'reserve', segment: 'A', contact: 'C1', channel: 'email', kind: 'exclusive', from: 2, days: 4, planned: null, canPreempt: true, preempt: false, asOf: null, expires: null } as const;
/** Two drafts that reserve the same contacts and then both become active, so that every run has conflicts from the start. */
const opening: readonly Step[] = [
  { name: 'create', title: 'One', priority: 80, last: null },
  { name: 'create', title: 'Two', priority: 20, last: null },
  { ...collide, pick: 0 },
  { ...collide, pick: 1 },
  { name: 'move', pick: 0, to: 'active' },
  { name: 'move', pick: 1, to: 'active' },
];

const staleFrom = ({ to, expiresAt }: Reservation): string => expiresAt ?? nextDay(to);
const nextDay = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
const expireAll = (reservations: readonly Reservation[], today: string | null): Reservation[] => reservations.map((one) => (one.status === 'active' && today !== null && staleFrom(one) <= today ? { ...one, status: 'expired' as const } : one));
const boardOf = (model: Model, today: string | null): CampaignBoard => ({ campaigns: model.campaigns, reservations: expireAll(model.reservations, today), limits });
const sorted = <T extends { id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const pickFrom = <T>(list: readonly T[], pick: number): T | undefined => (list.length === 0 ? undefined : list[pick % list.length]);

function change(model: Model, changes: readonly ReservationChange[]): Model {
  const after = new Map(changes.map((one) => [one.after.id, one.after]));
  const known = new Set(model.reservations.map((one) => one.id));
  return { ...model, reservations: [...model.reservations.map((one) => after.get(one.id) ?? one), ...changes.map((one) => one.after).filter((one) => !known.has(one.id))] };
}

/** Reserves contact by contact, looking at every conflict the wish would bring. */
function reserveNaively(model: Model, step: Extract<Step, { name: 'reserve' }>, campaign: Campaign): { model: Model; counts: { asked: number; reserved: number; held: number; blocked: number; preempted: number } } | 'refused' {
  const kind = step.channel === null ? 'exclusive' : step.kind;
  const [from, to] = [at(step.from), at(step.from + step.days)];
  const planned = step.channel === null || step.planned === null ? undefined : at(step.from + Math.min(step.planned, step.days));
  const today = step.asOf === null ? null : at(step.asOf);
  const targets = step.segment === null ? [step.contact] : keys.filter((key) => segments[key] === step.segment);
  const counts = { asked: targets.length, reserved: 0, held: 0, blocked: 0, preempted: 0 };
  let number = Math.max(0, ...model.reservations.map((one) => Number(one.id.slice(1))));
  let now = model;
  for (const contact of targets) {
    const derived = expireAll(now.reservations, today);
    if (derived.some((one) => one.campaign === campaign.id && one.contact === contact && one.status === 'active' && one.channel === step.channel && one.from === from && one.to === to)) {
      counts.held += 1;
      continue;
    }
    if (campaign.status === 'completed' || (campaign.from ?? '') > from || to > (campaign.to ?? '9999')) return 'refused';
    number += 1;
    const wanted: Reservation = {
      id: `r${String(number).padStart(8, '0')}`,
      campaign: campaign.id,
      contact,
      channel: step.channel,
      kind,
      priority: campaign.priority,
      status: 'active',
      from,
      to,
      ...(planned === undefined ? {} : { plannedDate: planned }),
      canPreempt: step.canPreempt,
      ...(step.expires === null ? {} : { expiresAt: at(step.expires) }),
    };
    const conflictsAmong = (others: readonly Reservation[], one: Reservation): string[][] =>
      naiveConflicts([...naiveStanding({ ...now, reservations: others.filter((other) => other.contact === contact), limits }), one], limits)
        .filter((conflict) => conflict.reservations.includes(one.id))
        .map((conflict) => [conflict.kind, ...conflict.reservations]);
    const conflicts = conflictsAmong(derived, wanted);
    const losers = conflicts.filter(([kindOfConflict]) => kindOfConflict === 'preemption').map(([, , loser]) => loser!);
    const isClear = conflicts.length === 0;
    const winner = losers.length === 0 ? wanted : { ...wanted, preempted: losers };
    const canTake = step.preempt && campaign.status === 'active' && !losers.includes(wanted.id) && losers.length > 0 && conflictsAmong(derived.filter((one) => !losers.includes(one.id)), wanted).length === 0;
    if (!isClear && !canTake) {
      counts.blocked += 1;
      continue;
    }
    counts.reserved += 1;
    if (isClear) now = { ...now, reservations: [...now.reservations, wanted] };
    else {
      counts.preempted += losers.length;
      now = { ...now, reservations: [...now.reservations.map((one) => (losers.includes(one.id) ? { ...one, status: 'preempted' as const, preemptedBy: wanted.id } : one)), winner] };
    }
  }
  return { model: now, counts };
}

/** Carries one step out on core and model and compares the answers; null where it changes nothing. */
async function carryOut(test: TestCore, model: Model, step: Step): Promise<Model | null> {
  const { campaigns, reservations, conflicts } = test.core;
  const campaign = 'pick' in step ? pickFrom(model.campaigns, step.pick) : undefined;
  const chosen = 'pick' in step ? pickFrom(model.reservations, step.pick) : undefined;
  switch (step.name) {
    case 'create': {
      const draft = makeDraft(step.title, { priority: step.priority, ...(step.last === null ? {} : { to: at(step.last) }) });
      const made = await campaigns.create(draft);
      expect(made.ok).toBe(!model.campaigns.some((one) => one.name === step.title));
      return made.ok ? { ...model, campaigns: [...model.campaigns, { ...draft, id: `c${Math.max(0, ...model.campaigns.map((one) => Number(one.id.slice(1)))) + 1}`, status: 'draft' }] } : null;
    }
    case 'move': {
      if (campaign === undefined) return null;
      const moved = await { active: () => campaigns.activate({ id: campaign.id }), paused: () => campaigns.pause(campaign.id), completed: () => campaigns.complete(campaign.id) }[step.to]();
      const legal = { draft: ['active'], active: ['paused', 'completed'], paused: ['active', 'completed'], completed: [] as string[] }[campaign.status];
      expect(moved.ok).toBe(legal.includes(step.to));
      return moved.ok ? { ...model, campaigns: model.campaigns.map((one) => (one === campaign ? { ...one, status: step.to } : one)) } : null;
    }
    case 'rank': {
      if (campaign === undefined) return null;
      const { id, status: _status, ...draft } = campaign;
      unwrap(await campaigns.update({ id, campaign: { ...draft, priority: step.priority } }));
      const inherits = (one: Reservation): boolean => one.campaign === id && one.status === 'active' && one.priority === campaign.priority;
      return { campaigns: model.campaigns.map((one) => (one === campaign ? { ...one, priority: step.priority } : one)), reservations: model.reservations.map((one) => (inherits(one) ? { ...one, priority: step.priority } : one)) };
    }
    case 'remove': {
      if (campaign === undefined) return null;
      const removed = await campaigns.remove(campaign.id);
      const ownerOf = new Map(model.reservations.map((one) => [one.id, one.campaign]));
      const isTied = model.reservations.some((one) => [one.preemptedBy, one.mergedInto].some((other) => other !== undefined && ownerOf.get(other) !== one.campaign && [one.campaign, ownerOf.get(other)].includes(campaign.id)));
      expect(removed.ok).toBe(!isTied);
      return removed.ok ? { campaigns: model.campaigns.filter((one) => one !== campaign), reservations: model.reservations.filter((one) => one.campaign !== campaign.id) } : null;
    }
    case 'reserve': {
      if (campaign === undefined) return null;
      const expected = reserveNaively(model, step, campaign);
      const { segment, contact, channel, from, days, planned, canPreempt, preempt, asOf, expires } = step;
      const wish = makeWish(campaign.id, {
        target: segment === null ? { contact } : { filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: segment }] } },
        channel,
        kind: channel === null ? 'exclusive' : step.kind,
        from: at(from),
        to: at(from + days),
        ...(channel === null || planned === null ? {} : { plannedDate: at(from + Math.min(planned, days)) }),
        canPreempt,
        preempt,
        ...(asOf === null ? {} : { asOf: at(asOf) }),
        ...(expires === null ? {} : { expiresAt: at(expires) }),
      });
      const foretold = reservations.checkAvailability(wish);
      const answer = await reservations.reserve({ ...wish, actor });
      expect(answer).toEqual(foretold);
      expect(answer.ok).toBe(expected !== 'refused');
      if (!answer.ok || expected === 'refused') return null;
      const { conflicts: shown, ...counts } = answer.value;
      expect(counts).toEqual(expected.counts);
      expect(shown.length > 0).toBe(counts.blocked > 0);
      return counts.reserved === 0 ? null : expected.model;
    }
    case 'release': {
      if (chosen === undefined) return null;
      const released = await reservations.release({ ids: [chosen.id] });
      expect(released.ok).toBe(chosen.status === 'active');
      return released.ok ? change(model, [{ before: chosen, after: { ...chosen, status: 'released' } }]) : null;
    }
    case 'extend': {
      if (chosen === undefined) return null;
      let to = chosen.to;
      for (let more = 0; more < step.days; more += 1) to = nextDay(to);
      const expected = extendReservation(chosen, to, boardOf(model, null));
      const answer = await reservations.extend({ id: chosen.id, to });
      expect(answer.ok).toBe(expected.ok);
      if (!answer.ok || !expected.ok) return null;
      expect(answer.value.extended).toBe(expected.value.outcome === 'reserved');
      return answer.value.extended ? change(model, [{ before: chosen, after: { ...chosen, to } }]) : null;
    }
    case 'execute': {
      if (chosen === undefined) return null;
      let date = chosen.from;
      for (let more = 0; more < step.days; more += 1) date = nextDay(date);
      const done = await reservations.execute({ id: chosen.id, date });
      expect(done.ok).toBe(chosen.status === 'active' && chosen.channel !== null && date <= chosen.to);
      return done.ok ? change(model, [{ before: chosen, after: { ...chosen, status: 'executed', plannedDate: date } }]) : null;
    }
    case 'expire': {
      const after = expireAll(model.reservations, at(step.today));
      const expired = after.filter((one, place) => one !== model.reservations[place]).length;
      expect(unwrap(await reservations.expire({ asOf: at(step.today) }))).toEqual({ expired });
      return expired === 0 ? null : { ...model, reservations: after };
    }
    case 'preempt': {
      const pair = step.by % 4 === 0 ? undefined : pickFrom(naiveConflicts(naiveStanding(boardOf(model, null)), []), step.pick)?.reservations.map((id) => model.reservations.find((one) => one.id === id)!);
      const [winner, loser] = pair ?? [pickFrom(model.reservations, step.by), chosen];
      if (loser === undefined || winner === undefined || winner === loser) return null;
      const done = await conflicts.preempt({ winner: winner.id, loser: loser.id, actor, note: '' });
      const meets = naiveConflicts(naiveStanding({ ...model, reservations: [winner, loser], limits: [] }), []).length > 0;
      expect(done.ok).toBe(meets && loser.canPreempt && byRank([winner, loser])[0] === winner);
      if (!done.ok) return null;
      const both: ReservationChange[] = [{ before: winner, after: { ...winner, preempted: [...(winner.preempted ?? []), loser.id] } }, { before: loser, after: { ...loser, status: 'preempted', preemptedBy: winner.id } }];
      return change(model, both);
    }
    case 'resolve': {
      const conflict = pickFrom(conflictsOf(test).rows, step.pick)?.conflict;
      if (conflict === undefined) return null;
      const expected = resolveConflict(conflict, step.resolution, boardOf(model, null));
      const done = await conflicts.resolve({ conflict, resolution: step.resolution, actor, note: 'tried' });
      expect(done.ok).toBe(expected.ok);
      return done.ok && expected.ok ? change(model, expected.value.changes) : null;
    }
    case 'auto': {
      const today = step.asOf === null ? null : at(step.asOf);
      const asOf = today === null ? {} : { asOf: today };
      const expected = unwrap(autoResolve(boardOf(model, today), step.policy));
      const preview = AutoReport.parse(unwrap(conflicts.autoResolve({ policy: step.policy, ...asOf })));
      expect(preview.preempted + preview.deferred).toBe(expected.decisions.length);
      expect(preview.left).toBe(expected.left.length);
      const apply = async (fingerprint: string): Promise<Job> => waitForJob(test, unwrap(conflicts.applyReport({ policy: step.policy, fingerprint, actor, note: '', ...asOf })).jobId);
      expect(await apply('another')).toMatchObject({ status: 'failed', fault: { code: 'STALE' } });
      const { conflicts: found, preempted, deferred, left } = preview;
      expect(await apply(preview.fingerprint)).toMatchObject({ status: 'succeeded', result: { conflicts: found, preempted, deferred, left } });
      return expected.decisions.length === 0 ? null : change(model, expected.changes);
    }
    default:
      return null;
  }
}

/** What the routes say against a recount of the model. */
function compare(test: TestCore, model: Model): void {
  expect(campaignsOf(test)).toEqual(sorted(model.campaigns));
  expect(reservationsOf(test)).toEqual(sorted(model.reservations));
  for (const today of [undefined, at(6)]) {
    const board = boardOf(model, today ?? null);
    if (today !== undefined) expect(reservationsOf(test, today)).toEqual(sorted(board.reservations));
    const expected = naiveConflicts(naiveStanding(board), limits);
    const page = conflictsOf(test, today === undefined ? {} : { asOf: today });
    expect(page.uncounted).toEqual(['never']);
    expect(page.total).toBe(expected.length);
    if (expected.length <= 100) expect(inOrder(page.rows.map((row) => row.conflict))).toEqual(inOrder(expected));
    for (const { campaign, contacts, reservations, conflicts, held, used } of listCampaigns(test, today)) {
      const own = board.reservations.filter((one) => one.campaign === campaign.id);
      const active = own.filter((one) => one.status === 'active');
      const cost = (list: readonly Reservation[]): number => list.reduce((sum, one) => sum + (one.channel === 'email' ? 2 : one.channel === 'visit' ? 50 : 0), 0);
      expect({ contacts, reservations, conflicts, held, used }).toEqual({
        contacts: new Set(active.map((one) => one.contact)).size,
        reservations: active.length,
        conflicts: expected.filter((conflict) => conflict.campaigns.includes(campaign.id)).length,
        held: cost(active),
        used: cost(own.filter((one) => one.status === 'executed')),
      });
      const detail = CampaignDetail.parse(unwrap(test.core.campaigns.get({ id: campaign.id, ...(today === undefined ? {} : { asOf: today }) })));
      expect(Object.values(detail.byStatus).reduce((sum, count) => sum + count, 0)).toBe(own.length);
      const activated = { ...board, campaigns: board.campaigns.map((one) => (one.id === campaign.id ? { ...one, status: 'active' as const } : one)) };
      if (campaign.status !== 'active') expect(detail.conflictsIfActive).toBe(naiveConflicts(naiveStanding(activated), limits).filter((conflict) => conflict.campaigns.includes(campaign.id)).length);
    }
  }
}

it('random operations on campaigns agree with a model in memory after each, through undo, redo and reopening', async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 30, maxLength: 60, size: 'max' }), async (steps) => {
      const test = await createCampaignCore();
      try {
        const path = test.core.context.session!.database.path;
        const states: Model[] = [{ campaigns: [], reservations: [] }];
        let now = 0;
        for (const step of [...opening, ...steps]) {
          if (step.name === 'undo' || step.name === 'redo') {
            const next = now + (step.name === 'undo' ? -1 : 1);
            if (next < 0 || next >= states.length) continue;
            unwrap(await test.core.edits[step.name]());
            now = next;
          } else if (step.name === 'reopen') {
            await test.core.workspaces.close();
            unwrap(await test.core.workspaces.openPath(path));
          } else {
            const next = await carryOut(test, states[now]!, step);
            if (next === null) continue;
            states.splice(now + 1, Infinity, next);
            now += 1;
          }
          done.set(step.name, (done.get(step.name) ?? 0) + 1);
          compare(test, states[now]!);
        }
        expect(unwrap(test.core.decisions.verify()).brokenAt).toBeNull();
        expect(unwrap(test.core.data.check())).toMatchObject({ ok: true, problems: [] });
      } finally {
        await test.dispose();
      }
    }),
    { numRuns: runs(32), seed: 11 },
  );
  for (const name of ['create', 'move', 'rank', 'remove', 'reserve', 'release', 'extend', 'execute', 'expire', 'preempt', 'resolve', 'auto', 'undo', 'redo', 'reopen']) expect([name, (done.get(name) ?? 0) >= runs(3)]).toEqual([name, true]);
}, 120_000);
