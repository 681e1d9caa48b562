import { z } from 'zod';
import { ChoiceArm } from '../../../../engine/model/queue-choice.ts';
import { defaultQueueSettings, QueuePolicy, QueueSettings } from '../../../../engine/model/queue.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** What was decided on the recommendation for a contact. */
export interface QueueDecision {
  readonly contact: string;
  readonly channel: string;
  readonly state: 'accepted' | 'dismissed';
  /** Day of an accepted one. */
  readonly date: string | null;
  readonly exploration: boolean;
  /** Channel that was recommended, and the response and worth it was decided on. */
  readonly recommended: string;
  readonly response: number;
  readonly worth: number;
  readonly reason: string;
  readonly decidedAt: number;
}

/** Every decision by the contact's key. */
export function readQueueDecisions(sqlite: Sqlite): Map<string, QueueDecision> {
  const rows = sqlite.prepare('SELECT contact, channel, state, date, exploration, recommended, response, worth, reason, decided_at AS decidedAt FROM queue_decisions ORDER BY contact').all() as (Omit<QueueDecision, 'exploration'> & { exploration: number })[];
  return new Map(rows.map((row) => [row.contact, { ...row, exploration: row.exploration === 1 }]));
}

export const putQueueDecision = (recorder: EditRecorder, { decidedAt, exploration, ...decision }: QueueDecision): void => recorder.put('queue_decisions', { ...decision, exploration: exploration ? 1 : 0, decided_at: decidedAt });

export const removeQueueDecision = (recorder: EditRecorder, contact: string): void => recorder.remove('queue_decisions', { contact });

/** A recommendation that a randomised policy made and the planner accepted as it was. */
export interface QueueChoiceRecord {
  readonly contact: string;
  readonly channel: string;
  readonly date: string;
  readonly policy: QueuePolicy;
  /** Probability with which the policy took this channel. */
  readonly propensity: number;
  /** Value of the contact. */
  readonly value: number;
  /** Channels that were open, with the one taken. */
  readonly arms: readonly ChoiceArm[];
  readonly chosenAt: number;
}

export const putQueueChoice = (recorder: EditRecorder, { arms, chosenAt, ...choice }: QueueChoiceRecord): void => recorder.put('queue_choices', { ...choice, arms: JSON.stringify(arms), chosen_at: chosenAt });

export const removeQueueChoice = (recorder: EditRecorder, { contact, channel, date }: Pick<QueueChoiceRecord, 'contact' | 'channel' | 'date'>): void => recorder.remove('queue_choices', { contact, channel, date });

/** Every logged choice, by contact, channel and date. */
export function readQueueChoices(sqlite: Sqlite): QueueChoiceRecord[] {
  const rows = sqlite.prepare('SELECT contact, channel, date, policy, propensity, value, arms, chosen_at AS chosenAt FROM queue_choices ORDER BY contact, channel, date').all() as (Omit<QueueChoiceRecord, 'arms' | 'policy'> & { arms: string; policy: string })[];
  return rows.map(({ arms, policy, ...row }) => ({ ...row, policy: QueuePolicy.parse(policy), arms: z.array(ChoiceArm).parse(JSON.parse(arms)) }));
}

export function readQueueSettings(sqlite: Sqlite): QueueSettings {
  const body = sqlite.prepare('SELECT body FROM queue_settings').pluck().get() as string | undefined;
  return body === undefined ? defaultQueueSettings : QueueSettings.parse(JSON.parse(body));
}

export const putQueueSettings = (recorder: EditRecorder, settings: QueueSettings): void => recorder.put('queue_settings', { id: 1, body: JSON.stringify(settings) });

/** Approved plan that holds an action, null where none does. */
export function createPlanFinder(sqlite: Sqlite): (action: { contact: string; channel: string; day: number }) => number | null {
  const statement = sqlite.prepare("SELECT plans.id FROM plans WHERE state <> 'draft' AND EXISTS (SELECT 1 FROM plan_actions WHERE plan_id = plans.id AND contact = ? AND channel = ? AND day = ?) ORDER BY plans.id DESC LIMIT 1").pluck();
  return ({ contact, channel, day }) => (statement.get(contact, channel, day) as number | undefined) ?? null;
}
