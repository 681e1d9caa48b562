import { createHash } from 'node:crypto';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { createFrame } from '../../../engine/constraints/problem-frame.ts';
import type { ExportAction, ExportPlan } from '../../../engine/export/export-plan.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { defaultExecutionSettings } from '../../../engine/model/execution.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import { placeInDays } from '../../../engine/schedule/time-windows.ts';

function withSlots(actions: readonly Omit<ExportAction, 'slot'>[]): ExportAction[] {
  const dated = actions.map(({ contact, channel, day, rep, territory, lift }, position) => ({ position, contact, channel, day, rep: rep ?? '', territory: territory ?? '', lift }));
  const windows = new Map(placeInDays(dated, defaultExecutionSettings).map((window) => [window.position, window]));
  return actions.map((action, at) => ({ ...action, slot: { day: action.day, start: windows.get(at)?.start ?? 0, end: windows.get(at)?.end ?? 0 } }));
}

/**
 * A plan and its problem, read from files, as exports see them. Names and addresses stand in no problem: they are null; times
 * of the day are those of the execution planner with working hours as they come. The
 * key is made of the actions, so that the same plan keeps its ids. A contact that the problem has not is a fault. O(contacts + actions).
 */
export function planOfDocuments(plan: Plan, problem: AllocationProblem, generatedMs: number): Result<ExportPlan> {
  const { ids, segment = [], territory = [] } = problem.contacts;
  const positions = new Map(ids.map((id, at) => [id, at]));
  const { reps, repOn, startDay } = createFrame(problem);
  const names = new Map((problem.campaigns ?? []).map(({ id, name }) => [id, name ?? id]));
  const actions: Omit<ExportAction, 'slot'>[] = [];
  for (const [place, action] of plan.actions.entries()) {
    const at = positions.get(action.contact);
    if (at === undefined) return fail('UNKNOWN_REFERENCE', `The plan has contact ${action.contact}, which the problem has not.`, { path: `$.actions[${place}].contact`, hint: 'Give the problem that the plan was made for.' });
    const day = parseDay(action.date) ?? startDay;
    const campaign = action.campaign ?? null;
    actions.push({ contact: action.contact, name: null, firstName: null, lastName: null, email: null, channel: action.channel, day, rep: reps[repOn(at, day - startDay)] || null, territory: territory[at] || null, segment: segment[at] || null, lift: action.lift, cost: action.cost, exploration: action.exploration, reason: action.reason, campaign, campaignName: campaign === null ? null : (names.get(campaign) ?? campaign) });
  }
  const key = `plan-${createHash('sha256').update(JSON.stringify(plan.actions)).digest('hex').slice(0, 8)}`;
  return succeed({ key, name: problem.name, firstDay: startDay, lastDay: startDay + problem.horizon.days - 1, currency: '', generatedMs, actions: withSlots(actions) });
}
