import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/base/fault.ts';
import { executeReservation, expireReservation, expireStale, preemptReservation, releaseReservation } from '../../../src/engine/coordination/reservation-lifecycle.ts';
import { extendReservation, reserve } from '../../../src/engine/coordination/reserve.ts';
import { Campaign, Reservation, ReservationRequest } from '../../../src/engine/model/campaign.ts';
import { at, makeCampaign, makeReservation } from './support/make-board.ts';

const own = makeReservation('own', { canPreempt: true });
const strong = makeReservation('strong', { campaign: 'B', priority: 80 });
const campaigns = [makeCampaign('A', { from: at(0), to: at(20) }), makeCampaign('B', { priority: 80 }), makeCampaign('C', { status: 'draft', priority: 100 })];
const board = { campaigns, reservations: [own], limits: [] };
const request: ReservationRequest = { id: 'new', campaign: 'B', contact: 'c1', channel: 'email', kind: 'priority', from: at(4), to: at(6), canPreempt: false };
const refused = (code: string) => ({ ok: false, fault: { code } });

describe('a reservation', () => {
  const transitions: Readonly<Record<string, (one: Reservation) => Result<unknown>>> = {
    release: releaseReservation,
    expire: (one) => expireReservation(one, at(30)),
    execute: (one) => executeReservation(one, at(2)),
    preempt: (one) => preemptReservation(strong, one),
    extend: (one) => extendReservation(one, at(6), board),
  };
  const final: readonly Reservation[] = [
    { ...own, status: 'released' },
    { ...own, status: 'executed', plannedDate: at(1) },
    { ...own, status: 'expired' },
    { ...own, status: 'preempted', preemptedBy: 'strong' },
  ];

  it.each(Object.keys(transitions))('that is active allows %s, one in a final state refuses it', (name) => {
    expect(transitions[name]!(own).ok).toBe(true);
    for (const one of final) expect(transitions[name]!(one)).toMatchObject(refused('CONFLICT'));
  });

  it('is executed only on a day it holds, and that day becomes its touch', () => {
    expect(executeReservation(own, at(4))).toEqual({ ok: true, value: { ...own, status: 'executed', plannedDate: at(4) } });
    expect(executeReservation(own, at(5))).toMatchObject(refused('BAD_INPUT'));
    expect(executeReservation({ ...own, channel: null }, at(1))).toMatchObject(refused('CONFLICT'));
  });

  it('expires the day after its last, or on its own day', () => {
    expect(expireReservation(own, at(4))).toMatchObject(refused('CONFLICT'));
    expect(expireReservation(own, at(5))).toEqual({ ok: true, value: { ...own, status: 'expired' } });
    const early = { ...own, id: 'early', expiresAt: at(2) };
    expect(expireStale([own, early, ...final], at(2)).map((change) => change.after)).toEqual([{ ...early, status: 'expired' }]);
  });

  it('is preempted only by a higher rank and only where it allows it, recorded on both sides', () => {
    expect(preemptReservation(strong, own)).toEqual({ ok: true, value: { winner: { ...strong, preempted: ['own'] }, loser: { ...own, status: 'preempted', preemptedBy: 'strong' } } });
    expect(preemptReservation(strong, { ...own, canPreempt: false })).toMatchObject(refused('CONFLICT'));
    expect(preemptReservation(own, { ...strong, canPreempt: true })).toMatchObject(refused('CONFLICT'));
    expect(preemptReservation({ ...strong, status: 'released' }, own)).toMatchObject(refused('CONFLICT'));
  });
});

describe('reserving', () => {
  it('inherits the priority of the campaign where nothing is in the way', () => {
    const free = { ...request, from: at(5) };
    expect(reserve(free, board)).toEqual({ ok: true, value: { outcome: 'reserved', reservation: { ...free, priority: 80, status: 'active' }, changes: [{ before: null, after: { ...free, priority: 80, status: 'active' } }] } });
  });

  it('answers with the conflicts, or preempts where asked and allowed', () => {
    expect(reserve(request, board)).toMatchObject({ ok: true, value: { outcome: 'conflict', conflicts: [{ kind: 'preemption', reservations: ['new', 'own'] }] } });
    const taken = reserve(request, board, true);
    expect(taken).toMatchObject({ ok: true, value: { outcome: 'reserved', reservation: { preempted: ['own'] } } });
    expect(taken.ok && taken.value.outcome === 'reserved' && taken.value.changes.map((change) => [change.after.id, change.after.status])).toEqual([['new', 'active'], ['own', 'preempted']]);
    expect(reserve({ ...request, priority: 50 }, board, true)).toMatchObject({ ok: true, value: { outcome: 'conflict' } });
    const firm = makeReservation('firm', { from: at(6), to: at(6) });
    expect(reserve(request, { ...board, reservations: [own, firm] }, true)).toMatchObject({ ok: true, value: { outcome: 'conflict' } });
    expect(reserve({ ...request, campaign: 'C' }, board, true)).toMatchObject({ ok: true, value: { outcome: 'conflict' } });
  });

  it('refuses a taken id, an unknown or completed campaign and days outside its dates', () => {
    expect(reserve({ ...request, id: 'own' }, board)).toMatchObject(refused('CONFLICT'));
    expect(reserve({ ...request, campaign: 'nobody' }, board)).toMatchObject(refused('UNKNOWN_REFERENCE'));
    expect(reserve(request, { ...board, campaigns: [campaigns[0]!, makeCampaign('B', { status: 'completed' })] })).toMatchObject(refused('CONFLICT'));
    expect(reserve({ ...request, campaign: 'A', from: at(18), to: at(21) }, board)).toMatchObject(refused('BAD_INPUT'));
  });
});

describe('extending', () => {
  it('moves the last day inside the campaign, and only conflicts on the added days refuse it', () => {
    const later = makeReservation('later', { campaign: 'B', from: at(8), to: at(9) });
    const already = makeReservation('already', { campaign: 'B', from: at(2), to: at(3) });
    const crowded = { ...board, reservations: [own, already, later] };
    expect(extendReservation(own, at(7), crowded)).toEqual({ ok: true, value: { outcome: 'reserved', reservation: { ...own, to: at(7) }, changes: [{ before: own, after: { ...own, to: at(7) } }] } });
    expect(extendReservation(own, at(8), crowded)).toMatchObject({ ok: true, value: { outcome: 'conflict', conflicts: [{ from: at(8), to: at(8) }] } });
    expect(extendReservation(own, at(4), crowded)).toMatchObject(refused('BAD_INPUT'));
    expect(extendReservation(own, at(21), crowded)).toMatchObject(refused('BAD_INPUT'));
  });
});

describe('the model', () => {
  const firstPath = (parsed: { success: boolean; error?: { issues: { path: PropertyKey[] }[] } | undefined }): string => parsed.error?.issues[0]?.path.join('.') ?? 'accepted';
  it.each<[string, Partial<Campaign>]>([
    ['accepted', { channelMix: { email: 0.1, visit: 0.2, phone: 0.7 }, from: at(0), to: at(0) }],
    ['channelMix', { channelMix: { email: 0.6, visit: 0.5 } }],
    ['channelMix.email', { channelMix: { email: -0.1 } }],
    ['priority', { priority: 0 }],
    ['priority', { priority: 101 }],
    ['to', { from: at(2), to: at(1) }],
  ])('of a campaign: %s for %j', (path, changes) => {
    expect(firstPath(Campaign.safeParse(makeCampaign('A', changes)))).toBe(path);
  });

  it.each<[string, Partial<Reservation>]>([
    ['accepted', { channel: null }],
    ['channel', { channel: null, kind: 'soft' }],
    ['plannedDate', { channel: null, plannedDate: at(1) }],
    ['plannedDate', { plannedDate: at(5) }],
    ['to', { to: '2027-01-03' }],
    ['preemptedBy', { status: 'preempted' }],
    ['preemptedBy', { preemptedBy: 'other' }],
    ['mergedInto', { mergedInto: 'other' }],
  ])('of a reservation: %s for %j', (path, changes) => {
    expect(firstPath(Reservation.safeParse(makeReservation('x', changes)))).toBe(path);
    expect(ReservationRequest.safeParse(request).success).toBe(true);
  });
});
