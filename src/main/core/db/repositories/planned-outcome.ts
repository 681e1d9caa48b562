import type { Sqlite } from '../connection.ts';

/** An action of an approved plan, and whether an outcome answered it within its days. */
export interface PlannedOutcome {
  readonly planId: number;
  readonly problemId: number;
  readonly contactId: number;
  readonly contact: string;
  readonly channel: string;
  readonly day: number;
  readonly cost: number;
  readonly exploration: 0 | 1;
  readonly answered: 0 | 1;
}

/** True where some approved plan has actions that explore. */
export const hasExplored = (sqlite: Sqlite): boolean => sqlite.prepare("SELECT 1 FROM plan_actions JOIN plans ON plans.id = plan_actions.plan_id WHERE plans.state <> 'draft' AND exploration = 1 LIMIT 1").get() !== undefined;

/** Actions of approved plans until a day, each with whether an outcome of these kinds followed within the days of its channel. */
export function readPlannedOutcomes(sqlite: Sqlite, { untilDay, windowDays, kinds }: { untilDay: number; windowDays: Readonly<Record<string, number>>; kinds: readonly string[] }): PlannedOutcome[] {
  return sqlite
    .prepare(
      `SELECT plan_actions.plan_id AS planId, plans.problem_id AS problemId, plan_actions.contact_id AS contactId, plan_actions.contact, plan_actions.channel, plan_actions.day, plan_actions.cost, plan_actions.exploration,
         EXISTS (SELECT 1 FROM outcomes WHERE outcomes.contact_id = plan_actions.contact_id AND outcomes.day BETWEEN plan_actions.day AND min(plan_actions.day + judged.value, @untilDay)
           AND outcomes.channel IN ('', plan_actions.channel) AND outcomes.kind IN (SELECT value FROM json_each(@kinds))) AS answered
       FROM plan_actions JOIN plans ON plans.id = plan_actions.plan_id JOIN json_each(@windowDays) AS judged ON judged.key = plan_actions.channel
       WHERE plans.state <> 'draft' AND plan_actions.contact_id IS NOT NULL ORDER BY plan_actions.plan_id, plan_actions.position`,
    )
    .all({ untilDay, windowDays: JSON.stringify(windowDays), kinds: JSON.stringify(kinds) }) as PlannedOutcome[];
}
