import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { Reservation } from '../../../src/engine/model/campaign.ts';
import type { PlannedAction } from '../../../src/engine/model/plan.ts';
import { createCampaignCore, keys, makeDraft, makeWish, reservationsOf } from '../campaigns/support.ts';
import { unwrap, type TestCore } from '../support/test-core.ts';
import { runs } from '../../support/runs.ts';

const FIRST = parseDay('2027-01-04')!;
const at = (day: number): string => formatDay(FIRST + day);
const names = ['K0', 'K1', 'K2'];

const anyHold = fc.record({
  owner: fc.nat(2),
  contact: fc.constantFrom(...keys),
  channel: fc.constantFrom('email', 'visit', 'email', null),
  kind: fc.constantFrom('exclusive' as const, 'priority' as const, 'soft' as const),
  from: fc.nat(20),
  days: fc.integer({ min: 1, max: 9 }),
  canPreempt: fc.boolean(),
});
const anyWorld = fc.record({ priorities: fc.tuple(fc.constantFrom(20, 50), fc.constantFrom(20, 50, 80), fc.constantFrom(50, 80)), holds: fc.array(anyHold, { minLength: 6, maxLength: 16 }) });

async function plan({ core }: TestCore, campaigns: string[]): Promise<readonly PlannedAction[]> {
  const { jobId } = unwrap(core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1, campaigns }));
  const job = await core.context.session!.jobs.wait(jobId);
  expect(job.fault).toBeNull();
  const { planId } = z.object({ planId: z.int() }).parse(job.result);
  const { plan: document } = unwrap(core.allocation.documents(planId));
  return document.actions;
}

const covers = (hold: Reservation, { contact, channel, date }: PlannedAction): boolean => hold.status === 'active' && hold.contact === contact && (hold.channel ?? channel) === channel && hold.from <= date && date <= hold.to;
const outranks = (one: Reservation, other: Reservation): boolean => (one.priority === other.priority ? (one.from === other.from ? one.id < other.id : one.from < other.from) : one.priority > other.priority);

describe('no plan acts on a day that is held against it', () => {
  it('recounted from the reservations, for none, one and all campaigns', async () => {
    let planned = 0;
    let contested = 0;
    await fc.assert(
      fc.asyncProperty(anyWorld, async ({ priorities, holds }) => {
        const test = await createCampaignCore();
        try {
          const ids: string[] = [];
          for (const [place, name] of names.entries()) ids.push(unwrap(await test.core.campaigns.create(makeDraft(name, { priority: priorities[place]! }))).id);
          // Drafts reserve side by side; what clashes among them is a conflict once they are active.
          for (const { owner, contact, channel, kind, from, days, canPreempt } of holds) {
            unwrap(await test.core.reservations.reserve(makeWish(ids[owner]!, { target: { contact }, channel, kind: channel === null ? 'exclusive' : kind, from: at(from), to: at(Math.min(27, from + days - 1)), canPreempt })));
          }
          for (const id of ids) unwrap(await test.core.campaigns.activate({ id }));
          const reservations = reservationsOf(test);
          for (const campaigns of [[], [ids[0]!], [ids[2]!], ids]) {
            const actions = await plan(test, campaigns);
            planned += actions.length;
            for (const action of actions) {
              const here = reservations.filter((hold) => covers(hold, action));
              const claimant = action.campaign;
              expect(claimant === undefined).toBe(campaigns.length === 0);
              const own = here.filter(({ campaign }) => campaign === claimant);
              // Among the campaigns of a portfolio what allows preemption may have given way as a whole.
              const against = here.filter((hold) => hold.campaign !== claimant && hold.kind !== 'soft' && !(campaigns.length > 1 && hold.canPreempt));
              if (own.length > 0 && against.length > 0) contested += 1;
              for (const hold of against) expect(own.some((mine) => outranks(mine, hold)), `${action.contact} ${action.channel} ${action.date} is held by ${hold.id}`).toBe(true);
            }
          }
        } finally {
          await test.dispose();
        }
      }),
      { numRuns: runs(8), seed: 11 },
    );
    expect(planned).toBeGreaterThan(runs(200));
    expect(contested).toBeGreaterThan(0);
  }, 240_000);
});
