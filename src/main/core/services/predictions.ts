import { setImmediate } from 'node:timers/promises';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Assessment, AssessmentRequest, ProfilesThen } from '../../../engine/uncertainty/assess-contacts.ts';
import type { FeatureTable } from '../../../engine/uncertainty/feature-table.ts';
import type { CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readEstimateRows, readLastJudged } from '../db/repositories/prediction.ts';
import { pickRows, readKeptProfiles, readProfiles, type ContactProfiles } from '../db/repositories/profile.ts';
import { readLatestSnapshot, type ResponseSnapshot } from '../db/repositories/response.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import type { Session } from '../session.ts';
import { hashJson } from './hash-json.ts';
import { planningToday } from './planning-today.ts';
import { responseWindowDays } from './response-fit.ts';

/** Predictions of the newest snapshot as columns, assessed. Row = place in `contactIds`, pair = row · channels + channel. */
export interface Predictions {
  /** Changes with everything the predictions rest on. */
  readonly key: string;
  readonly snapshot: ResponseSnapshot;
  readonly today: DayNumber;
  readonly predictedDay: DayNumber;
  readonly channels: readonly string[];
  readonly contactIds: readonly number[];
  readonly rowOf: ReadonlyMap<number, number>;
  /** Contacts that came after the snapshot and have no prediction. */
  readonly withoutPrediction: number;
  readonly sd: Float64Array;
  readonly profiles: FeatureTable;
  readonly kept: ProfilesThen | null;
  readonly assessment: Assessment;
}

/** Contacts read between two turns of the core, so that other calls are answered meanwhile. */
const CONTACTS_PER_TURN = 2000;

interface Columns {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly n: Float64Array;
  readonly touches: { readonly contact: number[]; readonly channel: number[]; readonly day: number[] };
}

/** Which rows of the profiles have a prediction: those of contacts the snapshot knows. */
function findPredicted(sqlite: Sqlite, snapshotId: number, { contactIds }: ContactProfiles): number[] {
  const known = new Set(sqlite.prepare('SELECT DISTINCT contact_id FROM response_estimates WHERE snapshot_id = ?').pluck().all(snapshotId) as number[]);
  return contactIds.flatMap((id, row) => (known.has(id) ? [row] : []));
}

/** Reads estimates and last judged touches, a part at a time; null where the workspace was closed meanwhile. */
async function readColumns(sqlite: Sqlite, snapshotId: number, frame: { contactIds: readonly number[]; rowOf: ReadonlyMap<number, number>; channels: readonly string[]; today: DayNumber }): Promise<Columns | null> {
  const { contactIds, rowOf, channels, today } = frame;
  const channelAt = new Map(channels.map((channel, at) => [channel, at]));
  const judgedUntil = Object.fromEntries(channels.map((channel) => [channel, today - responseWindowDays(channel)]));
  const size = contactIds.length * channels.length;
  const columns: Columns = { mean: new Float64Array(size), sd: new Float64Array(size), n: new Float64Array(size), touches: { contact: [], channel: [], day: [] } };
  for (let from = 0; from < contactIds.length; from += CONTACTS_PER_TURN) {
    await setImmediate();
    if (!sqlite.open) return null;
    const range = { fromId: contactIds[from] ?? 0, toId: contactIds[Math.min(contactIds.length, from + CONTACTS_PER_TURN) - 1] ?? 0 };
    for (const [contactId, channel, mean, sd, touches] of readEstimateRows(sqlite, snapshotId, range)) {
      const row = rowOf.get(contactId);
      const at = channelAt.get(channel);
      if (row === undefined || at === undefined) continue;
      const pair = row * channels.length + at;
      columns.mean[pair] = mean;
      columns.sd[pair] = sd;
      columns.n[pair] = touches;
    }
    for (const [contactId, channel, day] of readLastJudged(sqlite, range, judgedUntil)) {
      const row = rowOf.get(contactId);
      const at = channelAt.get(channel);
      if (row === undefined || at === undefined) continue;
      columns.touches.contact.push(row);
      columns.touches.channel.push(at);
      columns.touches.day.push(day);
    }
  }
  return columns;
}

function findRowsThen(kept: ContactProfiles | null, contactIds: readonly number[]): ProfilesThen | null {
  if (kept === null) return null;
  const rows = new Map(kept.contactIds.map((id, row) => [id, row]));
  return { table: kept.table, rowOf: Int32Array.from(contactIds, (id) => rows.get(id) ?? -1) };
}

/** Predictions of the open workspace, read and assessed once per state of the file. */
export interface PredictionReader {
  /** Null where no response model was fitted yet. */
  read(session: Session, rules: PlanningRules): Promise<Result<Predictions | null>>;
}

export function createPredictionReader(context: CoreContext): PredictionReader {
  let known: { readonly key: string; readonly answer: Promise<Result<Predictions | null>> } | null = null;

  const assess = async (session: Session, frame: { key: string; snapshot: ResponseSnapshot; channels: readonly string[]; today: DayNumber; predictedDay: DayNumber }): Promise<Result<Predictions | null>> => {
    const { snapshot, channels, today, predictedDay } = frame;
    const { sqlite } = session.database;
    const all = readProfiles(sqlite);
    const rows = findPredicted(sqlite, snapshot.id, all);
    const contactIds = rows.map((row) => all.contactIds[row] ?? 0);
    const rowOf = new Map(contactIds.map((id, row) => [id, row]));
    const profiles = rows.length === all.contactIds.length ? all.table : pickRows(all.table, rows);
    const kept = findRowsThen(readKeptProfiles(sqlite, snapshot.id), contactIds);
    const columns = await readColumns(sqlite, snapshot.id, { contactIds, rowOf, channels, today });
    if (columns === null) return fail('NO_WORKSPACE', 'The workspace was closed.');
    const means = new Map(snapshot.summary.channels.map(({ channel, mean }) => [channel, mean]));
    const request: AssessmentRequest = {
      predictions: {
        contactCount: contactIds.length,
        channelCount: channels.length,
        today,
        predictedDay,
        mean: columns.mean,
        sd: columns.sd,
        n: columns.n,
        channelMean: channels.map((channel) => means.get(channel) ?? 0),
        channelValue: channels.map(() => 1),
      },
      touches: { contact: Int32Array.from(columns.touches.contact), channel: Uint16Array.from(columns.touches.channel), day: Int32Array.from(columns.touches.day) },
      matureAfterDays: channels.map(responseWindowDays),
      profiles,
      kept,
    };
    const assessment = await context.engine.assess(request, { cancel: createCancelFlag(), report: () => undefined });
    if (!assessment.ok) return assessment;
    return succeed({ ...frame, contactIds, rowOf, withoutPrediction: all.contactIds.length - contactIds.length, sd: columns.sd, profiles, kept, assessment: assessment.value });
  };

  const channelsOf = (snapshot: ResponseSnapshot, { channels }: PlanningRules): string[] => {
    const fitted = new Set(snapshot.summary.channels.map(({ channel }) => channel));
    return channels.flatMap(({ id }) => (fitted.has(id) ? [id] : []));
  };

  return {
    read(session, rules) {
      const { sqlite, path } = session.database;
      const snapshot = readLatestSnapshot(sqlite);
      if (snapshot === null) return Promise.resolve(succeed(null));
      const channels = channelsOf(snapshot, rules);
      const predictedDay = parseDay(snapshot.summary.asOfDate) ?? 0;
      const today = Math.max(predictedDay, planningToday(rules.horizon, context.clock.nowMs()));
      const { contacts, touches } = readRevisions(sqlite);
      const key = hashJson([path, snapshot.id, snapshot.madeAt, contacts, touches, channels, today]);
      if (known?.key === key) return known.answer;
      const entry = { key, answer: assess(session, { key, snapshot, channels, today, predictedDay }) };
      known = entry;
      // What failed is asked for anew.
      void entry.answer.then(
        ({ ok }) => (ok || known !== entry ? undefined : (known = null)),
        () => (known === entry ? (known = null) : undefined),
      );
      return entry.answer;
    },
  };
}
