import fc from 'fast-check';
import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { CampaignBoard } from '../../../../src/engine/coordination/detect-conflicts.ts';
import type { Campaign, FrequencyLimit, Reservation } from '../../../../src/engine/model/campaign.ts';

const FIRST = parseDay('2027-01-04')!;
/** Date of a day counted from Monday 2027-01-04. */
export const at = (day: number): string => formatDay(FIRST + day);
export const DAYS = 16;
export const contacts = ['c1', 'c2'];
export const channels = ['email', 'visit'];

export const makeCampaign = (id: string, changes: Partial<Campaign> = {}): Campaign => ({ id, name: `Campaign ${id}`, priority: 50, status: 'active', audience: null, channelMix: {}, ...changes });

/** An exclusive hold of campaign A on c1 by email, Monday to Friday, unless told otherwise. */
export const makeReservation = (id: string, changes: Partial<Reservation> = {}): Reservation => ({
  id,
  campaign: 'A',
  contact: 'c1',
  channel: 'email',
  kind: 'exclusive',
  priority: 50,
  from: at(0),
  to: at(4),
  status: 'active',
  canPreempt: false,
  ...changes,
});

const status = fc.constantFrom('active' as const, 'active' as const, 'active' as const, 'executed' as const, 'released' as const);

/** A reservation that its schema accepts, inside `DAYS`. */
export const anyReservation = (id: string): fc.Arbitrary<Reservation> =>
  fc
    .record({
      campaign: fc.constantFrom('A', 'B', 'C', 'D'),
      contact: fc.constantFrom('c1', ...contacts),
      channel: fc.constantFrom('email', 'visit', 'email', 'visit', null),
      kind: fc.constantFrom('exclusive' as const, 'priority' as const, 'soft' as const),
      priority: fc.constantFrom(20, 50, 80),
      from: fc.nat(DAYS - 1),
      days: fc.integer({ min: 1, max: 6 }),
      planned: fc.option(fc.nat(5)),
      status,
      canPreempt: fc.boolean(),
    })
    .map(({ from, days, planned, ...rest }) => {
      const last = Math.min(DAYS - 1, from + days - 1);
      const touch = planned === null ? (rest.status === 'executed' ? from : null) : Math.min(last, from + planned);
      const isWide = rest.channel === null;
      return {
        ...rest,
        id,
        kind: isWide ? ('exclusive' as const) : rest.kind,
        status: isWide && rest.status === 'executed' ? ('released' as const) : rest.status,
        from: at(from),
        to: at(last),
        ...(touch === null || isWide ? {} : { plannedDate: at(touch) }),
      };
    });

const anyLimit: fc.Arbitrary<FrequencyLimit> = fc
  .record({
    contact: fc.constantFrom(null, null, 'c1'),
    channel: fc.constantFrom(null, 'email', 'several'),
    max: fc.integer({ min: 1, max: 3 }),
    windowDays: fc.integer({ min: 1, max: 8 }),
    from: fc.constantFrom(null, null, at(3)),
    to: fc.constantFrom(null, null, at(9)),
  })
  .map(({ channel, from, to, ...rest }) => ({
    ...rest,
    ...(channel === 'several' ? { channel: null, channels: ['visit', 'call'] } : { channel }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  }));

/** Four campaigns, D not always active, with up to `most` reservations and two limits. */
export const anyBoard = (most = 14): fc.Arbitrary<CampaignBoard> =>
  fc.record({
    campaigns: fc.record({ to: fc.constantFrom(DAYS - 1, DAYS + 10, null), paused: fc.boolean() }).map(({ to, paused }) => [
      makeCampaign('A'),
      makeCampaign('B', { from: at(0), ...(to === null ? {} : { to: at(to) }) }),
      makeCampaign('C', { to: at(DAYS + 4) }),
      makeCampaign('D', { status: paused ? 'paused' : 'active' }),
    ]),
    reservations: fc.constantFrom(2, Math.ceil(most / 2), most).chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => anyReservation(`r${String(place).padStart(2, '0')}`)))),
    limits: fc.array(anyLimit, { maxLength: 2 }),
  });
