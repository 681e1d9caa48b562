import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFlip } from '../../../../src/engine/allocation/explain/apply-flip.ts';
import { createPlanExplainer, type PlanExplainer } from '../../../../src/engine/allocation/explain/plan-explainer.ts';
import { recountPlan } from '../../../../src/engine/allocation/recount-plan.ts';
import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { Result } from '../../../../src/engine/base/fault.ts';
import { openActionChecker } from '../../../../src/engine/constraints/check-action.ts';
import type { PlanEntry } from '../../../../src/engine/constraints/plan-view.ts';
import type { ActionKey, AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import { ActionExplanation, ContactExplanation, type Flip, type FlipStep, type Rival } from '../../../../src/engine/model/explanation.ts';
import type { Plan } from '../../../../src/engine/model/plan.ts';
import { runs } from '../../../support/runs.ts';
import { makeRandomPortfolio } from '../support/random-portfolio.ts';
import { makeRuleProblem } from '../support/random-rules.ts';
import { makeSmallProblem } from '../support/small-problem.ts';
import { solve } from '../support/solving.ts';

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

const TARGETS = new Set(['coverage', 'minimum']);
const isSame = (one: ActionKey, other: ActionKey): boolean => one.contact === other.contact && one.channel === other.channel && one.date === other.date;
/** Shares of exploration follow the plan's cost and are nobody's slot. */
const brokenBy = (problem: AllocationProblem, actions: readonly PlanEntry[]): string[] => recountPlan(problem, actions).violations.filter(({ rule }) => rule !== 'exploration-share').map(({ rule }) => rule);
const objectiveOf = (problem: AllocationProblem, actions: readonly PlanEntry[]): number => recountPlan(problem, actions).objective;

function listCells({ contacts, channels, horizon }: AllocationProblem): ActionKey[] {
  const start = parseDay(horizon.start) ?? 0;
  return contacts.ids.flatMap((contact) => channels.flatMap(({ id }) => Array.from({ length: horizon.days }, (_, day) => ({ contact, channel: id, date: formatDay(start + day) }))));
}

/** Steps less far by a little: where a flip is the smallest, they no longer do. */
function shorten(step: FlipStep): FlipStep {
  if (step.kind !== 'limit') return step;
  const sign = Math.sign(step.to - step.from);
  return { ...step, to: step.to - sign * (step.setting === 'max' ? 1e-3 : 1) };
}

interface Case {
  readonly problem: AllocationProblem;
  readonly plan: Plan;
  readonly explainer: PlanExplainer;
  /** Campaigns an action may be for. */
  readonly campaigns: readonly (string | undefined)[];
}

const label = (action: ActionKey, campaign: string | undefined): PlanEntry => ({ ...action, ...(campaign === undefined ? {} : { campaign }) });

/** The flip holds: the changed plan keeps every rule of the changed problem, and adds what it says. */
function expectFlip({ problem, plan }: Case, { campaign: label, verdict, ...action }: ActionExplanation, flip: Flip, where: string): void {
  const campaign = label ?? undefined;
  const flipped = applyFlip({ problem, actions: plan.actions }, action, flip, campaign);
  expect(brokenBy(flipped.problem, flipped.actions), `${where} ${flip.words}`).toEqual([]);
  const worth = flip.steps.find(({ kind }) => kind === 'response' || kind === 'value');
  const added = objectiveOf(flipped.problem, flipped.actions) - objectiveOf(flipped.problem, plan.actions);
  expect(added, `${where} ${flip.words}`).toBeCloseTo(flip.adds, 6);
  if (worth !== undefined && 'to' in worth && typeof worth.to === 'number' && verdict !== 'below_price') {
    const addedAt = (to: number): number => {
      const changed = applyFlip({ problem, actions: plan.actions }, action, { steps: flip.steps.map((step) => (step === worth ? { ...step, to } : step)) }, campaign);
      return objectiveOf(changed.problem, changed.actions) - objectiveOf(changed.problem, plan.actions);
    };
    const sign = verdict === 'planned' ? -1 : 1;
    expect(sign * addedAt(worth.to * 1.02 + 1e-6), `${where} ${flip.words}`).toBeGreaterThan(0);
    expect(sign * addedAt(worth.to * 0.98 - 1e-6), `${where} ${flip.words}`).toBeLessThan(0);
  }
  if (!flip.steps.some(({ kind }) => kind === 'limit')) return;
  for (const step of flip.steps) {
    if (step.kind !== 'limit') continue;
    const short = applyFlip({ problem, actions: plan.actions }, action, { steps: flip.steps.map((one) => (one === step ? shorten(step) : one)) }, campaign);
    expect(brokenBy(short.problem, short.actions).length, `${where} ${flip.words} is not the least`).toBeGreaterThan(0);
  }
}

/** Every single planned action that could go for another, by brute force: the least that the objective loses. */
function leastLead({ problem, plan, campaigns }: Case, action: ActionKey): number | null {
  const now = objectiveOf(problem, plan.actions);
  const pinned = problem.fixed ?? [];
  let least: number | null = null;
  for (const out of plan.actions) {
    if (pinned.some((pin) => isSame(pin, out))) continue;
    for (const campaign of campaigns) {
      const swapped = [...plan.actions.filter((one) => one !== out), label(action, campaign)];
      if (brokenBy(problem, swapped).length > 0) continue;
      const lead = now - objectiveOf(problem, swapped);
      if (least === null || lead < least) least = lead;
    }
  }
  return least;
}

function expectRival(rival: Rival | null, best: number | null, of: 'gain' | 'lead', where: string): void {
  expect(rival === null, where).toBe(best === null);
  if (rival !== null && best !== null) expect(rival[of], where).toBeCloseTo(best, 6);
}

const seen = new Map<string, number>();
const count = (name: string): void => void seen.set(name, (seen.get(name) ?? 0) + 1);

function expectCell(one: Case, action: ActionKey, where: string): void {
  const { problem, plan, explainer, campaigns } = one;
  const explained = unwrap(explainer.explainAction(action));
  expect(ActionExplanation.safeParse(explained).error).toBeUndefined();
  const now = objectiveOf(problem, plan.actions);
  count(explained.verdict);
  expect(explained.net).toBeCloseTo(explained.worth.gain - explained.prices.reduce((sum, { amount }) => sum + amount, 0), 6);
  for (const flip of explained.flips) {
    for (const { kind } of flip.steps) count(kind);
    expectFlip(one, explained, flip, `${where} ${explained.verdict}`);
  }
  const planned = plan.actions.find((other) => isSame(other, action));
  expect(explained.verdict === 'planned', where).toBe(planned !== undefined);
  if (planned !== undefined) {
    const without = plan.actions.filter((other) => other !== planned);
    expect(explained.worth.gain, where).toBeCloseTo(now - objectiveOf(problem, without), 6);
    expect(explained.reason).toBe(planned.reason);
    if (campaigns.length === 1) {
      const takers = problem.contacts.ids.filter((contact) => contact !== action.contact).flatMap((contact) => {
        const swapped = [...without, { ...action, contact }];
        const before = new Set(brokenBy(problem, without));
        const gain = objectiveOf(problem, swapped) - objectiveOf(problem, without);
        return gain > 0 && !plan.actions.some((other) => isSame(other, { ...action, contact })) && brokenBy(problem, swapped).every((rule) => before.has(rule)) ? [gain] : [];
      });
      expectRival(explained.runnerUp.slot, takers.length === 0 ? null : Math.max(...takers), 'gain', `${where} taker`);
    }
    return;
  }
  const fits = campaigns.filter((campaign) => brokenBy(problem, [...plan.actions, label(action, campaign)]).length === 0);
  const isRefused = explained.verdict === 'refused' || explained.verdict === 'closed';
  expect(isRefused, `${where} ${explained.verdict}`).toBe(fits.length === 0);
  expect(explained.refusals.length > 0).toBe(isRefused);
  expect(explained.worth.gain, where).toBeCloseTo(objectiveOf(problem, [...plan.actions, action]) - now, 6);
  const checker = openActionChecker(problem, plan.actions);
  const failing = campaigns.map((campaign) => unwrap(checker.check(label(action, campaign))).failures.filter(({ enforced }) => enforced).map(({ rule }) => rule).sort().join());
  expect(failing, where).toContain(explained.refusals.map(({ rule }) => rule).sort().join());
  if (explained.verdict === 'closed' || explained.verdict === 'refused') {
    const kinds = new Map(problem.constraints.map(({ id, kind }) => [id, kind]));
    const alone = campaigns.map((campaign) => recountPlan({ ...problem, fixed: [] }, [label(action, campaign)]).violations.filter(({ rule }) => !TARGETS.has(kinds.get(rule) ?? '') && kinds.get(rule) !== 'sequence'));
    if (campaigns.length === 1) expect(alone[0]!.length > 0, `${where} ${explained.verdict} ${explained.summary}`).toBe(explained.verdict === 'closed');
  }
  if (explained.verdict === 'refused' && campaigns.length === 1) expectRival(explained.runnerUp.slot, leastLead(one, action), 'lead', `${where} holder`);
  if (explained.verdict === 'free') {
    expect(explained.net).toBeGreaterThan(0);
    expect(explained.flips).toEqual([]);
  }
  for (const { inTheWay } of explained.refusals) {
    for (const obstacle of inTheWay) {
      count('obstacle');
      if (obstacle.planned) expect(plan.actions.some((other) => isSame(other, obstacle)), where).toBe(true);
    }
  }
}

/** The first case from a seed on that has a plan. */
async function openFirst(seed: number, method: 'greedy' | 'local'): Promise<Case> {
  for (let at = seed; ; at += 1) {
    const one = await openCase(makeRuleProblem(at, { contacts: 5, channels: 3, days: 8, rules: 4 }), method);
    if (one !== null && one.plan.actions.length > 5) return one;
  }
}

/** A plan without some of its actions, where it keeps every rule without them. */
function dropSome(problem: AllocationProblem, plan: Plan): Plan {
  const fewer = { ...plan, actions: plan.actions.filter((_, at) => at % 3 !== 1) };
  return brokenBy(problem, fewer.actions).length === 0 ? fewer : plan;
}

async function openCase(problem: AllocationProblem, method: 'greedy' | 'local', withGaps = false): Promise<Case | null> {
  const solved = await solve(problem, method, { seconds: 600 });
  if (solved.conflicts !== undefined) return null;
  const plan = withGaps ? dropSome(problem, solved) : solved;
  return { problem, plan, explainer: unwrap(createPlanExplainer(problem, plan)), campaigns: problem.campaigns === undefined ? [undefined] : problem.campaigns.map(({ id }) => id) };
}

describe('explanations of every cell', () => {
  it('agree with the check of a rule, a recount and every single exchange on problems with every kind of rule', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const one = await openCase(makeRuleProblem(seed, { contacts: 4, channels: 2, days: 5, rules: 5 }), 'greedy', seed % 3 === 0);
        if (one === null) return;
        cases += 1;
        for (const action of listCells(one.problem)) expectCell(one, action, `${seed} ${action.contact} ${action.channel} ${action.date}`);
      }),
      { numRuns: runs(120), seed: 20270401 },
    );
    expect(cases).toBeGreaterThan(15);
    for (const name of ['planned', 'free', 'below_price', 'refused', 'closed', 'move', 'drop', 'limit', 'lift', 'response', 'obstacle']) expect(seen.get(name) ?? 0, name).toBeGreaterThan(10);
  });

  it('agree with a recount where the plan is for several campaigns', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const one = await openCase(makeRandomPortfolio(seed, { contacts: 3, channels: 2, days: 5, campaigns: 3, isEqualCost: false, withCoverage: true }), 'greedy');
        if (one === null) return;
        cases += 1;
        for (const action of listCells(one.problem)) expectCell(one, action, `${seed} ${action.contact} ${action.channel} ${action.date}`);
      }),
      { numRuns: runs(45), seed: 20270402 },
    );
    expect(cases).toBeGreaterThan(8);
  });

  it('leave the plan as it was: asked again they say the same', async () => {
    const one = await openFirst(77, 'local');
    const ask = (): unknown[] => listCells(one.problem).map((action) => unwrap(one.explainer.explainAction(action)));
    const first = ask();
    expect(ask()).toEqual(first);
  });

  it('say of a contact what they say of its cells, and the best day of each channel', async () => {
    const one = await openFirst(12, 'local');
    for (const contact of one.problem.contacts.ids) {
      const explained = unwrap(one.explainer.explainContact(contact));
      expect(ContactExplanation.safeParse(explained).error).toBeUndefined();
      expect(explained.planned).toBe(one.plan.actions.filter((action) => action.contact === contact).length);
      for (const { channel, days, best } of explained.channels) {
        for (const { date, verdict, rule, gain, net } of days) {
          const cell = unwrap(one.explainer.explainAction({ contact, channel, date }));
          expect({ verdict, rule, gain, net }).toEqual({ verdict: cell.verdict, rule: cell.refusals[0]?.rule ?? null, gain: cell.worth.gain, net: cell.net });
        }
        expect(days).toContainEqual(best);
      }
    }
  });
});

describe('an explanation in words', () => {
  const capped = makeSmallProblem([{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'week', max: 1 }]);
  const explain = async (problem: AllocationProblem, action: ActionKey) => {
    const one = await openCase(problem, 'local');
    return unwrap(one!.explainer.explainAction(action));
  };

  it('names the rule, its price, who has the slot and what would flip it', async () => {
    // Two visits in two weeks go to c (value 30) and b (20); a (10) goes without.
    const explained = await explain(capped, { contact: 'a', channel: 'visit', date: '2027-01-05' });
    expect(explained.verdict).toBe('refused');
    expect(explained.refusals).toMatchObject([{ rule: 'visits', kind: 'capacity', limit: 1, used: 1, wouldBe: 2, period: 'week 1' }]);
    expect(explained.worth).toMatchObject({ value: 10, response: 0.5, place: 1, wear: 1, cost: 0, gain: 5 });
    expect(explained.runnerUp.slot).toMatchObject({ planned: true, channel: 'visit' });
    expect(explained.runnerUp.slot!.lead).toBeGreaterThanOrEqual(5);
    const words = explained.flips.map((flip) => flip.words);
    expect(words).toContainEqual('Set visits from 1 to 2 in week 1: the plan gains 5.');
    expect(explained.flips.map(({ steps }) => steps[0]!.kind)).toEqual(['drop', 'limit', expect.stringMatching(/response|value/)]);
  });

  it('names the touch before the plan, the opt-out and the day that closes', async () => {
    const touched = makeSmallProblem([], { contacts: { ...capped.contacts, history: { email: [-1, null, null] }, optOut: { visit: [false, true, false] } } });
    const cooled = await explain(touched, { contact: 'a', channel: 'email', date: '2027-01-04' });
    expect(cooled.verdict).toBe('closed');
    expect(cooled.refusals[0]).toMatchObject({ rule: 'cooldown', inTheWay: expect.arrayContaining([{ contact: 'a', channel: 'email', date: '2027-01-03', planned: false }]) });
    expect(cooled.flips.map(({ words }) => words)).toContainEqual(expect.stringContaining('Set cooldown (days apart) from 3 to 1'));
    const out = await explain(touched, { contact: 'b', channel: 'visit', date: '2027-01-05' });
    expect(out.refusals.map(({ rule }) => rule)).toEqual(['consent']);
    expect(out.flips.map(({ words }) => words)).toContainEqual(expect.stringMatching(/^Lift consent here/));
    const sunday = await explain(touched, { contact: 'c', channel: 'visit', date: '2027-01-10' });
    expect(sunday.refusals.map(({ rule }) => rule)).toContain('weekday');
  });

  it('refuses names of another problem, days outside the horizon and plans of another problem', async () => {
    const one = await openCase(capped, 'greedy');
    const ask = (action: Partial<ActionKey>) => one!.explainer.explainAction({ contact: 'a', channel: 'email', date: '2027-01-04', ...action });
    expect(ask({ contact: 'z' })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', path: 'contact' } });
    expect(ask({ channel: 'fax' })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', path: 'channel', message: 'Channel fax does not exist. Known: email, visit.' } });
    expect(ask({ date: '2027-02-30' })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'date' } });
    expect(ask({ date: '2027-01-18' })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', message: "2027-01-18 is outside the plan's 14 days from 2027-01-04." } });
    expect(createPlanExplainer(capped, { ...one!.plan, problem: 'other' })).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'plan.problem' } });
    expect(createPlanExplainer({ ...capped, contacts: { ...capped.contacts, ids: ['x', 'y', 'z'] } }, one!.plan)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
  });
});
