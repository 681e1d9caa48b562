import { z } from 'zod';
import { createResetSchedule } from '../calendar/reset-schedule.ts';

const MINUTES_PER_DAY = 1440;
const Minute = z.int().min(0).max(MINUTES_PER_DAY);

/** Hours of a working day, in minutes after midnight on the rep's clock. */
export const WorkingHours = z.strictObject({ start: Minute, end: Minute }).refine(({ start, end }) => start < end, { error: 'expected an end after the start', path: ['end'] });
export type WorkingHours = z.infer<typeof WorkingHours>;

/** When the planner is asked again by itself; `timeZone` is that of the cron expression, `since` when it was switched on (ms since the epoch). */
export const ScheduledRun = z
  .strictObject({ isOn: z.boolean(), does: z.enum(['rebalance', 'optimize']), cron: z.string().min(1).max(200), timeZone: z.string().min(1).max(100), seconds: z.number().gt(0).max(3600), since: z.int().default(0) })
  .superRefine(({ cron, timeZone }, context) => {
    const schedule = createResetSchedule(cron, timeZone);
    if (!schedule.ok) context.addIssue({ code: 'custom', path: [schedule.fault.path === 'timeZone' ? 'timeZone' : 'cron'], message: schedule.fault.message.replace(/\.$/, '') });
  });
export type ScheduledRun = z.infer<typeof ScheduledRun>;

/** Kinds of touches and outcomes that say that an action failed, as systems usually call them. */
const usualFailures = ['failed', 'bounced', 'cancelled', 'no show', 'undelivered'];

/** How plans are carried out in a workspace. */
export const ExecutionSettings = z.strictObject({
  hours: WorkingHours,
  /** Hours of reps who keep others. */
  repHours: z.record(z.string(), WorkingHours),
  /** Minutes an action by a channel takes; `minutesEach` where a channel has none. */
  minutes: z.record(z.string(), z.int().min(1).max(MINUTES_PER_DAY)),
  minutesEach: z.int().min(1).max(MINUTES_PER_DAY),
  /** A touch counts for a planned action so many days around its date. */
  matchDays: z.int().min(0).max(60),
  /** A touch or outcome of one of these kinds says that an action failed; letter case and punctuation do not count. */
  failedKinds: z.array(z.string().trim().min(1).max(100)).max(50).default(usualFailures),
  /** Touches and outcomes that come in are matched by themselves. */
  matchesByItself: z.boolean(),
  /** An outcome within so many days answers an action; until then it is not judged. */
  answerDays: z.int().min(1).max(365),
  /** What one changed action costs a rebalancing, in units of the plan's metric. */
  changePrice: z.number().min(0),
  /** Days from today on that a rebalancing leaves as they are, and days that are published: from today, or the horizon's start, on. */
  frozenDays: z.int().min(0).max(365),
  publishedDays: z.int().min(0).max(730),
  /** Triggers ask for a rebalancing by themselves; what comes of it is a suggestion. */
  suggestsByItself: z.boolean(),
  run: ScheduledRun,
});
export type ExecutionSettings = z.infer<typeof ExecutionSettings>;

export const defaultExecutionSettings: ExecutionSettings = {
  hours: { start: 540, end: 1020 },
  repHours: {},
  minutes: { email: 5, rep_email: 5, call: 15, visit: 30 },
  minutesEach: 15,
  matchDays: 3,
  failedKinds: usualFailures,
  matchesByItself: true,
  answerDays: 28,
  changePrice: 1,
  frozenDays: 2,
  publishedDays: 28,
  suggestsByItself: true,
  run: { isOn: false, does: 'rebalance', cron: '0 6 * * 1', timeZone: 'UTC', seconds: 20, since: 0 },
};

/** What was decided on an action; the rest of its life (due, late) follows from the day. */
export const ActionOutcome = z.enum(['planned', 'done', 'failed', 'skipped']);
export type ActionOutcome = z.infer<typeof ActionOutcome>;

/** Where an action stands today: `due` on its day, `late` after it. */
export const ActionStage = z.enum(['planned', 'due', 'late', 'done', 'failed', 'skipped']);
export type ActionStage = z.infer<typeof ActionStage>;
