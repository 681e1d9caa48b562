import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { hashText } from '../../../engine/base/rng.ts';
import type { RankedActions } from '../../../engine/exploration/rank-actions.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import { worthWeights, type WorthWeights } from '../../../engine/exploration/channel-policy.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { QueueSettings } from '../../../engine/model/queue.ts';
import type { CoreContext } from '../context.ts';
import { readQueueSettings } from '../db/repositories/queue.ts';
import type { Session } from '../session.ts';
import { hashJson } from './hash-json.ts';
import { completeMapping, readPlanningColumns } from './planning-columns.ts';
import type { PredictionReader, Predictions } from './predictions.ts';

/** One recommendation per contact, on the rows of the predictions. */
export interface Ranking {
  readonly predictions: Predictions;
  readonly keys: readonly string[];
  readonly value: Float64Array;
  /** By pair: 1 where the contact opted out. */
  readonly isClosed: Uint8Array;
  readonly unitCost: readonly number[];
  readonly weights: WorthWeights;
  readonly ranked: RankedActions;
  readonly settings: QueueSettings;
  readonly share: number;
  readonly bonus: number;
}

/** Ranks the contacts of the open workspace, once per state of predictions, rules and settings. */
export function createRankingReader(context: CoreContext, predictions: PredictionReader) {
  let known: { readonly key: string; readonly answer: Promise<Result<Ranking>> } | null = null;

  const rank = async (session: Session, rules: PlanningRules, found: Predictions, settings: QueueSettings): Promise<Result<Ranking>> => {
    const { sqlite } = session.database;
    if (!sqlite.open) return fail('NO_WORKSPACE', 'The workspace was closed.');
    const { channels, rowOf, contactIds, assessment, sd } = found;
    const { rowIds, columns } = readPlanningColumns(sqlite, completeMapping(sqlite, rules), { filter: { join: 'and', conditions: [] }, days: horizonDays(rules.horizon), channels });
    const keys = contactIds.map(() => '');
    const value = new Float64Array(contactIds.length);
    const isClosed = new Uint8Array(contactIds.length * channels.length);
    for (const [at, id] of rowIds.entries()) {
      const row = rowOf.get(id);
      if (row === undefined) continue;
      keys[row] = columns.ids[at] ?? '';
      value[row] = columns.value[at] ?? 0;
      for (const [place, channel] of channels.entries()) if (columns.optOut?.[channel]?.[at] === true) isClosed[row * channels.length + place] = 1;
    }
    const costs = new Map(rules.channels.map(({ id, unitCost }) => [id, unitCost]));
    const unitCost = channels.map((channel) => costs.get(channel) ?? 0);
    const share = rules.objective.explorationShare ?? 0;
    const bonus = rules.objective.explorationBonus ?? 1;
    const ranked = await context.engine.rank(
      { contactCount: contactIds.length, channelCount: channels.length, mean: assessment.columns.mean, sd, isClosed, value, seedOf: Uint32Array.from(keys, hashText), unitCost, weights: worthWeights(rules.objective), share, bonus, settings },
      { cancel: createCancelFlag(), report: () => undefined },
    );
    return ranked.ok ? succeed({ predictions: found, keys, value, isClosed, unitCost, weights: worthWeights(rules.objective), ranked: ranked.value, settings, share, bonus }) : ranked;
  };

  return {
    /** Null where no response model was fitted yet. */
    async read(session: Session, rules: PlanningRules): Promise<Result<Ranking | null>> {
      const found = await predictions.read(session, rules);
      if (!found.ok) return found;
      if (found.value === null) return succeed(null);
      if (!session.database.sqlite.open) return fail('NO_WORKSPACE', 'The workspace was closed.');
      const settings = readQueueSettings(session.database.sqlite);
      const { fixed: _fixed, forbidden: _forbidden, constraints: _constraints, ...ground } = rules;
      const key = hashJson([found.value.key, ground, settings]);
      if (known?.key === key) return known.answer;
      const entry = { key, answer: rank(session, rules, found.value, settings) };
      known = entry;
      const forget = (): void => {
        if (known === entry) known = null;
      };
      entry.answer.then(({ ok }) => (ok ? undefined : forget()), forget);
      return entry.answer;
    },
  };
}
export type RankingReader = ReturnType<typeof createRankingReader>;
