import type { ContactUncertainty, StalePrediction, UncertaintySummary } from '../../../contract/uncertainty.ts';
import { formatDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { shareFeatures } from '../../../engine/uncertainty/assess-contacts.ts';
import { readPair } from '../../../engine/uncertainty/calculate-batch.ts';
import { assessContact } from '../../../engine/uncertainty/data-quality.ts';
import { measureProfileChange } from '../../../engine/uncertainty/profile-change.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readContact, readContactIds, readContactLabels } from '../db/repositories/contact.ts';
import { pickRows } from '../db/repositories/profile.ts';
import { completeMapping, readPlanningColumns } from './planning-columns.ts';
import type { PredictionReader, Predictions } from './predictions.ts';
import type { RuleService } from './rule.ts';

/** Names of the features of one contact that changed since its predictions were made. */
function listChanges({ kept, profiles }: Predictions, row: number): Result<readonly string[]> {
  if (kept === null) return succeed([]);
  const shared = shareFeatures(kept.table, pickRows(profiles, [row]));
  const change = measureProfileChange(shared.before, shared.now, Int32Array.of(kept.rowOf[row] ?? -1));
  return change.ok ? succeed(change.value.changedOf(0)) : change;
}

/** How sure the predictions of the workspace are, how fresh, and what to do about each. */
export function createUncertaintyService(context: CoreContext, rules: RuleService, predictions: PredictionReader) {
  const withPredictions = async <T>(work: (predictions: Predictions, sqlite: Sqlite, current: PlanningRules) => Result<T>): Promise<Result<T | null>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    if (!current.ok) return current;
    const found = await predictions.read(session.value, current.value);
    if (!found.ok) return found;
    return found.value === null ? succeed(null) : work(found.value, session.value.database.sqlite, current.value);
  };

  /** Value of a contact as plans count it. */
  const valueOf = (sqlite: Sqlite, current: PlanningRules, key: string): number => {
    const filter = { join: 'and' as const, conditions: [{ column: 'key', operator: 'is' as const, value: key }] };
    const { columns } = readPlanningColumns(sqlite, completeMapping(sqlite, current), { filter, days: horizonDays(current.horizon), channels: [], keep: (other) => other === key });
    return columns.value[0] ?? 0;
  };

  const describeContact = (found: Predictions, sqlite: Sqlite, current: PlanningRules, id: number): Result<ContactUncertainty | null> => {
    const contact = readContact(sqlite, id);
    if (contact === null) return fail('NOT_FOUND', `Contact ${id} does not exist.`);
    const row = found.rowOf.get(id);
    if (row === undefined) return succeed(null);
    const { assessment, channels, kept, profiles } = found;
    const changes = listChanges(found, row);
    if (!changes.ok) return changes;
    const value = valueOf(sqlite, current, contact.key);
    const { completeness, missingFeatures, problems } = assessContact(assessment.columns, profiles, row);
    return succeed({
      asOf: formatDay(found.today),
      predictedDate: formatDay(found.predictedDay),
      completeness,
      missing: [...missingFeatures],
      problems: [...problems],
      drift: kept === null ? null : { score: assessment.drift[row] ?? 0, own: [...changes.value], population: [...(assessment.population?.drifted ?? [])] },
      channels: channels.map((channel, at) => {
        const pair = readPair(assessment.columns, row, at);
        return { channel, ...pair, explorationValue: pair.explorationValue * value };
      }),
    });
  };

  const summarise = (found: Predictions): UncertaintySummary => {
    const { assessment } = found;
    const { population, quality } = assessment;
    const { touchedPairs, completeness, features, medianRecency, problems } = quality;
    return {
      snapshotId: found.snapshot.id,
      asOf: formatDay(found.today),
      predictedDate: formatDay(found.predictedDay),
      predictionAge: found.today - found.predictedDay,
      contacts: found.contactIds.length,
      withoutPrediction: found.withoutPrediction,
      pairs: quality.pairs,
      counts: { ...assessment.counts },
      drift: population === null ? null : { score: population.score, features: population.features.map((feature) => ({ ...feature })) },
      quality: { touchedPairs, completeness, features: [...features], medianRecency, problems: { ...problems } },
    };
  };

  const listStale = (found: Predictions, sqlite: Sqlite, query: { offset: number; limit: number; search?: string | undefined }): { total: number; rows: StalePrediction[] } => {
    const { assessment, channels, contactIds } = found;
    const search = query.search?.trim() ?? '';
    const wanted = search === '' ? null : new Set(readContactIds(sqlite, { join: 'and', conditions: [], search }));
    const pairs = wanted === null ? assessment.stale : assessment.stale.filter((pair) => wanted.has(contactIds[Math.floor(pair / channels.length)] ?? 0));
    const shown = [...pairs.subarray(query.offset, query.offset + query.limit)].map((pair) => ({ row: Math.floor(pair / channels.length), at: pair % channels.length }));
    const labels = readContactLabels(sqlite, shown.map(({ row }) => contactIds[row] ?? 0));
    const rows = shown.map(({ row, at }): StalePrediction => {
      const contactId = contactIds[row] ?? 0;
      const { mean, staleness, predictionAge, validationAge } = readPair(assessment.columns, row, at);
      const { key, name } = labels.get(contactId) ?? { key: '', name: null };
      return { contactId, contact: key, name, channel: channels[at] ?? '', mean, staleness, predictionAge, validationAge, drift: assessment.drift[row] ?? 0 };
    });
    return { total: pairs.length, rows };
  };

  return {
    contact: (id: number): Promise<Result<ContactUncertainty | null>> => withPredictions((found, sqlite, current) => describeContact(found, sqlite, current, id)),
    summary: (): Promise<Result<UncertaintySummary | null>> => withPredictions((found) => succeed(summarise(found))),
    async stale(query: { offset: number; limit: number; search?: string | undefined }): Promise<Result<{ total: number; rows: StalePrediction[] }>> {
      const listed = await withPredictions((found, sqlite) => succeed(listStale(found, sqlite, query)));
      return listed.ok ? succeed(listed.value ?? { total: 0, rows: [] }) : listed;
    },
  };
}
export type UncertaintyService = ReturnType<typeof createUncertaintyService>;
