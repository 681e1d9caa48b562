import { formatDay } from '../base/day.ts';
import type { Orchestration, OrchestratedAction } from '../model/orchestration.ts';
import type { CheckedTable } from './check-tables.ts';
import type { ExportPlan } from './export-plan.ts';
import { ACTION_COLUMNS } from './profiles/orchestration.ts';
import type { ExportCell } from './table.ts';

const textOf = (cell: ExportCell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
const orNull = (cell: ExportCell | undefined): string | null => textOf(cell) || null;
const instant = (cell: ExportCell | undefined): string | null => (typeof cell === 'number' ? new Date(cell).toISOString() : null);

function toAction(row: readonly ExportCell[]): OrchestratedAction {
  const cell = (name: (typeof ACTION_COLUMNS)[number]): ExportCell | undefined => row[ACTION_COLUMNS.indexOf(name)];
  const [start, end] = [instant(cell('start')), instant(cell('end'))];
  return {
    idempotencyKey: textOf(cell('idempotencyKey')),
    contact: textOf(cell('contact')),
    channel: textOf(cell('channel')),
    channelName: textOf(cell('channelName')),
    date: formatDay(Number(cell('date'))),
    window: start === null || end === null ? null : { start, end },
    rep: orNull(cell('rep')),
    territory: orNull(cell('territory')),
    segment: orNull(cell('segment')),
    campaign: orNull(cell('campaign')),
    expectedLift: Number(cell('expectedLift')),
    cost: Number(cell('cost')),
    exploration: cell('exploration') === true,
    reason: textOf(cell('reason')),
  };
}

/** The accepted actions as `omnivor.orchestration/1`, by day and then as the plan has them. */
export function formatOrchestration({ rows, isRefused }: CheckedTable, plan: ExportPlan, timeZone: string): Orchestration {
  const actions = rows.filter((_row, at) => isRefused[at] === 0).map(toAction).sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
  const byChannel: Record<string, number> = {};
  for (const { channel } of actions) byChannel[channel] = (byChannel[channel] ?? 0) + 1;
  const sum = (valueOf: (action: OrchestratedAction) => number): number => actions.reduce((total, action) => total + valueOf(action), 0);
  return {
    format: 'omnivor.orchestration/1',
    plan: { key: plan.key, name: plan.name, from: formatDay(plan.firstDay), to: formatDay(plan.lastDay), currency: plan.currency },
    generatedAt: new Date(plan.generatedMs).toISOString(),
    timeZone,
    totals: { actions: actions.length, contacts: new Set(actions.map(({ contact }) => contact)).size, cost: sum(({ cost }) => cost), expectedLift: sum(({ expectedLift }) => expectedLift), byChannel },
    actions,
  };
}
