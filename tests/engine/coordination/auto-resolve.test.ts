import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autoResolve, isResolvable, type LoserPolicy, type ResolutionReport } from '../../../src/engine/coordination/auto-resolve.ts';
import type { CampaignBoard } from '../../../src/engine/coordination/detect-conflicts.ts';
import { Reservation } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, makeCampaign, makeReservation } from './support/make-board.ts';
import { byRank, inOrder, naiveConflicts, naiveStanding } from './support/naive-recount.ts';

const campaigns = [makeCampaign('A'), makeCampaign('B', { to: at(20) }), makeCampaign('C')];

function resolve(board: CampaignBoard, policy: LoserPolicy): ResolutionReport {
  const report = autoResolve(board, policy);
  if (!report.ok) throw new Error(report.fault.message);
  return report.value;
}

/** The board with the changes of a report in it. */
function apply(board: CampaignBoard, report: ResolutionReport): CampaignBoard {
  const after = new Map(report.changes.map((change) => [change.after.id, change.after]));
  return { ...board, reservations: board.reservations.map((one) => after.get(one.id) ?? one) };
}

describe('automatic resolution', () => {
  const strong = makeReservation('strong', { priority: 80 });
  const weak = makeReservation('weak', { campaign: 'B', priority: 20, canPreempt: true, plannedDate: at(1) });

  it('lets the higher priority take the place, recorded on both sides', () => {
    const report = resolve({ campaigns, reservations: [weak, strong], limits: [] }, 'preempt');
    expect(report.changes.map((change) => change.after)).toEqual([
      { ...strong, preempted: ['weak'] },
      { ...weak, status: 'preempted', preemptedBy: 'strong' },
    ]);
    expect(report.decisions).toEqual([{ contact: 'c1', channel: 'email', winner: 'strong', loser: 'weak', outcome: 'preempted', because: 'priority', isFrequency: false }]);
    expect(report.left).toEqual([]);
  });

  it('defers behind the winner where the campaign has room, and preempts where it has none', () => {
    const board = { campaigns, reservations: [weak, strong], limits: [] };
    const report = resolve(board, 'defer');
    expect(report.changes.map((change) => change.after)).toEqual([{ ...weak, from: at(5), to: at(9), plannedDate: at(6) }]);
    const short = { ...board, campaigns: [makeCampaign('A'), makeCampaign('B', { to: at(8) })] };
    expect(resolve(short, 'defer').decisions.map(({ outcome }) => outcome)).toEqual(['preempted']);
  });

  it('leaves what does not allow preemption to a person', () => {
    const firm = { ...weak, canPreempt: false };
    const report = resolve({ campaigns, reservations: [firm, strong], limits: [] }, 'preempt');
    expect(report.changes).toEqual([]);
    expect(report.left.map(({ kind, reservations }) => [kind, ...reservations])).toEqual([['overlap', 'strong', 'weak']]);
  });

  it('breaks ties by the earlier first day, then by id', () => {
    const tie = (id: string, campaign: string, from: number) => makeReservation(id, { campaign, from: at(from), to: at(9), canPreempt: true });
    const because = (reservations: Reservation[]) => resolve({ campaigns, reservations, limits: [] }, 'preempt').decisions.map(({ winner, because }) => [winner, because]);
    expect(because([tie('x', 'A', 3), tie('y', 'B', 2)])).toEqual([['y', 'earlier']]);
    expect(because([tie('y', 'A', 2), tie('x', 'B', 2)])).toEqual([['x', 'id']]);
  });

  it('takes as many touches out of a full window as are too many, the lowest first', () => {
    const touch = (id: string, priority: number, day: number) => makeReservation(id, { campaign: 'B', priority, canPreempt: true, from: at(day), to: at(day), plannedDate: at(day) });
    const limits = [{ contact: null, channel: null, max: 2, windowDays: 7 }];
    const report = resolve({ campaigns, reservations: [touch('a', 10, 0), touch('b', 30, 2), touch('c', 20, 4), touch('d', 40, 5)], limits }, 'preempt');
    expect(report.decisions.map(({ winner, loser, isFrequency }) => [winner, loser, isFrequency])).toEqual([['d', 'c', true], ['d', 'a', true]]);
    expect(report.left).toEqual([]);
  });

  it.each(['preempt', 'defer'] as const)('with %s leaves nothing it could resolve, spares whoever does not allow it and changes nothing in place', (policy) => {
    let decided = 0;
    let deferred = 0;
    fc.assert(
      fc.property(anyBoard(20), (board) => {
        const copy = structuredClone(board);
        const report = resolve(board, policy);
        expect(board).toEqual(copy);
        const after = apply(board, report);
        const standing = naiveStanding(after);
        const left = naiveConflicts(standing, board.limits);
        expect(inOrder(report.left)).toEqual(inOrder(left));
        for (const conflict of left) expect(isResolvable(conflict, byRank(standing.filter((one) => conflict.reservations.includes(one.id))))).toBe(false);
        for (const one of after.reservations) expect(Reservation.safeParse(one).error).toBeUndefined();
        for (const { winner, loser, outcome } of report.decisions) {
          const [before, now] = [board, after].map((state) => state.reservations.find((one) => one.id === loser)!) as [Reservation, Reservation];
          expect(before.canPreempt).toBe(true);
          expect(byRank(board.reservations.filter((one) => one.id === winner || one.id === loser))[0]!.id).toBe(winner);
          expect(now.status).toBe(outcome === 'preempted' ? 'preempted' : 'active');
          if (outcome === 'preempted') {
            expect(now.preemptedBy).toBe(winner);
            expect(standing.find((one) => one.id === winner)?.preempted).toContain(loser);
          } else {
            deferred += 1;
            expect(now.from > before.from).toBe(true);
            expect(now.to <= (board.campaigns.find((campaign) => campaign.id === now.campaign)!.to ?? '9999')).toBe(true);
            expect(left.every((conflict) => !conflict.reservations.includes(loser))).toBe(true);
          }
        }
        decided += report.decisions.length;
        const losers = new Set(report.decisions.map((decision) => decision.loser));
        for (const { before, after: now } of report.changes) if (!losers.has(now.id)) expect({ ...now, preempted: before?.preempted }).toEqual({ ...before, preempted: before?.preempted });
        expect(resolve(after, policy).changes).toEqual([]);
        expect(resolve({ ...board, reservations: board.reservations.toReversed() }, policy)).toEqual(report);
      }),
      { numRuns: 600, seed: 5 },
    );
    expect(decided).toBeGreaterThan(200);
    expect(deferred > 50).toBe(policy === 'defer');
  });
});
