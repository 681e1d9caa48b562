import { z } from 'zod';
import { succeed } from '../../../engine/base/fault.ts';
import type { ExecutionOverview, WeekProgress } from '../../core/services/execution-overview.ts';
import { answerFrom } from '../answer-from.ts';
import type { Verb } from '../verb.ts';

const ExecutionOptions = z.strictObject({ workspace: z.string(), plan: z.coerce.number().int().optional(), json: z.boolean().default(false) });

const stages = ['done', 'due', 'late', 'failed', 'skipped', 'planned'] as const;
const HEADER = ['channel', 'week', 'actions', ...stages];
/** Late actions named in text; `--json` names more. */
const SHOWN_LATE = 20;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const toCells = ({ channel, week, actions, stages: counts }: WeekProgress): string[] => [channel, week, String(actions), ...stages.map((stage) => String(counts[stage]))];

/** Rows in columns as wide as their widest cell: the first two to the left, numbers to the right. */
function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADER.map((_name, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd());
}

/** A plan that is carried out, in lines. */
function describeOverview({ planId, state, pausedFrom, today, progress, weeks, triggers, suggestions, late }: ExecutionOverview): string[] {
  const { done, due } = progress.stages;
  return [
    `Plan ${planId}, ${state}${pausedFrom === null ? '' : ` from ${pausedFrom} on`}: ${done} of ${progress.actions} actions done, ${due} due ${today}, ${late.total} late.`,
    ...alignRows([HEADER, ...weeks.map(toCells)]),
    ...triggers.map(({ kind, message }) => `  Speaks for a rebalancing (${kind}): ${message}`),
    ...suggestions.map(({ id, summary: { gain, disruption, counts, late: carried } }) => `  Suggestion ${id} is open: gain ${gain.toFixed(1)}, ${counts.changed} changes (${percent(disruption)})${carried === undefined ? '' : `, ${carried.actions} late actions: ${carried.kept} kept, ${carried.moved} moved, ${carried.dropped} dropped`}.`),
    ...late.rows.slice(0, SHOWN_LATE).map(({ contact, channel, date, daysLate, rep }) => `  Late by ${daysLate} ${daysLate === 1 ? 'day' : 'days'}: ${contact} by ${channel}, ${date}${rep === null ? '' : `, ${rep}`}.`),
    ...(late.total > SHOWN_LATE ? [`  … and ${late.total - SHOWN_LATE} more late actions.`] : []),
  ];
}

export const executionVerb: Verb = {
  name: 'execution',
  usage: 'execution WORKSPACE [--plan ID] [--json]',
  summary: 'Lists the plans that are carried out: progress by channel and week, open suggestions, late actions; as JSON with --json.',
  run: (words, context) =>
    answerFrom(
      words,
      context,
      ExecutionOptions,
      { plan: 'text', json: 'flag' },
      async ({ plan, json }) => {
        const plans = await context.core.planExecutions.overview(plan);
        if (!plans.ok || json) return plans;
        return succeed(plans.value.length === 0 ? 'No plan is carried out.' : plans.value.map((one) => describeOverview(one).join('\n')).join('\n\n'));
      },
      ['workspace'],
    ),
};
