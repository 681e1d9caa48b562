import type { z } from 'zod';
import type { FunnelColumn, FunnelContact, FunnelStageCount } from '../../../contract/funnel.ts';
import { countStages, type DecisionFunnel } from '../../../engine/allocation/funnel/decision-funnel.ts';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { funnelStages, type FunnelStage } from '../../../engine/model/decision-funnel.ts';
import type { CsvFormat } from '../../../engine/model/csv-format.ts';
import type { CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readActionText } from '../db/repositories/plan-action.ts';
import { readLabelsByKey, type ContactLabel } from '../db/repositories/contact.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { formatCsv } from '../export/csv-writer.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { AllocationService } from './allocation.ts';

/** Funnels kept, the last used; a plan never changes. */
const CACHED_FUNNELS = 4;

interface LostQuery {
  readonly planId: number;
  readonly stage: FunnelStage;
  readonly reason?: string | undefined;
}

interface ContactQuery extends LostQuery {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { readonly column: z.infer<typeof FunnelColumn>; readonly direction: 'asc' | 'desc' } | undefined;
  readonly search?: string | undefined;
}

/** A funnel beside the contacts it counts. */
interface OpenFunnel {
  readonly sqlite: Sqlite;
  readonly problem: AllocationProblem;
  readonly funnel: DecisionFunnel;
}

type LabelReader = (position: number) => ContactLabel | undefined;

/** What a contact is sorted by; numbers by size, words by the alphabet of their characters. */
function keyReader({ problem: { contacts }, funnel }: OpenFunnel, labelOf: LabelReader, column: z.infer<typeof FunnelColumn>): (position: number) => number | string {
  switch (column) {
    case 'value':
      return (at) => contacts.value[at] ?? 0;
    case 'gain':
      return (at) => funnel.gain[at] ?? 0;
    case 'name':
      return (at) => (labelOf(at)?.name ?? '').toLowerCase();
    case 'reason':
      return (at) => funnel.reasons[funnel.reasonOf[at] ?? -1] ?? '';
    case 'contact':
      return (at) => (contacts.ids[at] ?? '').toLowerCase();
    default:
      return (at) => contacts[column]?.[at] ?? '';
  }
}

/** Sorts positions by their keys, equals by position. Keys are read once. */
function sortBy(positions: readonly number[], keyOf: (position: number) => number | string, direction: 'asc' | 'desc'): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  return positions
    .map((position) => ({ position, key: keyOf(position) }))
    .sort((one, other) => (one.key < other.key ? -sign : one.key > other.key ? sign : one.position - other.position))
    .map(({ position }) => position);
}

function chargesOf({ chargeStart, chargeReason, chargeSlots, reasons }: DecisionFunnel, at: number): FunnelContact['slots'] {
  const slots: FunnelContact['slots'] = [];
  for (let entry = chargeStart[at] ?? 0; entry < (chargeStart[at + 1] ?? 0); entry += 1) slots.push({ reason: reasons[chargeReason[entry] ?? -1] ?? '', slots: chargeSlots[entry] ?? 0 });
  return slots;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

function describeContact({ problem: { contacts }, funnel }: OpenFunnel, labelOf: LabelReader, position: number): FunnelContact {
  const label = labelOf(position);
  return {
    position,
    contact: contacts.ids[position] ?? '',
    contactId: label?.id ?? null,
    name: label?.name ?? null,
    segment: orNull(contacts.segment?.[position]),
    territory: orNull(contacts.territory?.[position]),
    rep: orNull(contacts.rep?.[position]),
    value: contacts.value[position] ?? 0,
    gain: funnel.gain[position] ?? 0,
    reason: funnel.reasons[funnel.reasonOf[position] ?? -1] ?? '',
    slots: chargesOf(funnel, position),
  };
}

/** Positions of the contacts a stage lost. O(contacts). */
function listLost({ funnel }: OpenFunnel, { stage, reason }: LostQuery): number[] {
  const lostAt = funnelStages.indexOf(stage);
  const wanted = reason === undefined ? null : funnel.reasons.indexOf(reason);
  const positions: number[] = [];
  for (let at = 0; at < funnel.contacts; at += 1) if (funnel.lostAt[at] === lostAt && (wanted === null || funnel.reasonOf[at] === wanted)) positions.push(at);
  return positions;
}

/** Where the contacts of a plan went, and who was lost where. */
export function createFunnelService(context: CoreContext, allocation: AllocationService) {
  const funnels = new Map<string, Promise<Result<OpenFunnel>>>();
  let labels: { readonly sqlite: Sqlite; readonly revision: number; readonly byKey: ReadonlyMap<string, ContactLabel> } | null = null;

  const labelReader = ({ sqlite, problem }: OpenFunnel): LabelReader => {
    const revision = readRevisions(sqlite).contacts;
    if (labels?.sqlite !== sqlite || labels.revision !== revision) labels = { sqlite, revision, byKey: readLabelsByKey(sqlite) };
    const { byKey } = labels;
    return (position) => byKey.get(problem.contacts.ids[position] ?? '');
  };

  /** Counts the funnel of a plan; whoever asks meanwhile waits for the same. */
  const open = (planId: number): Promise<Result<OpenFunnel>> => {
    const stored = allocation.stored(planId);
    if (!stored.ok) return Promise.resolve(stored);
    const { session, plan, problem } = stored.value;
    const { sqlite } = session.database;
    const key = `${session.database.path} ${planId} ${plan.madeAt} ${plan.problemHash}`;
    const known = funnels.get(key);
    funnels.delete(key);
    const counting = known ?? context.engine.traceFunnel(problem, readActionText(sqlite, planId), { cancel: createCancelFlag(), report: () => undefined }).then((funnel) => (funnel.ok ? succeed({ sqlite, problem, funnel: funnel.value }) : funnel));
    funnels.set(key, counting);
    const oldest = funnels.keys().next();
    if (funnels.size > CACHED_FUNNELS && oldest.done !== true) funnels.delete(oldest.value);
    if (known === undefined) void counting.then((counted) => counted.ok || funnels.delete(key));
    return counting.then((counted) => (counted.ok ? succeed({ ...counted.value, sqlite }) : counted));
  };

  return {
    async count(planId: number): Promise<Result<{ contacts: number; stages: FunnelStageCount[] }>> {
      const opened = await open(planId);
      if (!opened.ok) return opened;
      const { funnel } = opened.value;
      return succeed({ contacts: funnel.contacts, stages: countStages(funnel).map((count) => ({ ...count, reasons: count.reasons.map((one) => ({ ...one })) })) });
    },
    async contacts(query: ContactQuery): Promise<Result<{ total: number; value: number; gain: number; rows: FunnelContact[] }>> {
      const opened = await open(query.planId);
      if (!opened.ok) return opened;
      const { problem, funnel } = opened.value;
      const labelOf = labelReader(opened.value);
      const needle = query.search?.trim().toLowerCase() ?? '';
      const isFound = (at: number): boolean => `${problem.contacts.ids[at] ?? ''} ${labelOf(at)?.name ?? ''}`.toLowerCase().includes(needle);
      const lost = listLost(opened.value, query);
      const found = needle === '' ? lost : lost.filter(isFound);
      const { sort } = query;
      const sorted = sort === undefined ? found : sortBy(found, keyReader(opened.value, labelOf, sort.column), sort.direction);
      return succeed({
        total: found.length,
        value: found.reduce((sum, at) => sum + (problem.contacts.value[at] ?? 0), 0),
        gain: found.reduce((sum, at) => sum + (funnel.gain[at] ?? 0), 0),
        rows: sorted.slice(query.offset, query.offset + query.limit).map((at) => describeContact(opened.value, labelOf, at)),
      });
    },
    async exportCsv({ format, ...query }: LostQuery & { readonly format: CsvFormat; readonly path?: string }): Promise<Result<{ path: string; rows: number } | null>> {
      const opened = await open(query.planId);
      if (!opened.ok) return opened;
      const chosen = query.path === undefined ? await context.shell.chooseSavePath({ title: 'Export contacts', suggestedName: `plan-${query.planId}-not-${query.stage}.csv`, filters: [{ name: 'CSV', extensions: ['csv'] }] }) : succeed(query.path);
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const labelOf = labelReader(opened.value);
      const rows = listLost(opened.value, query).map((at) => describeContact(opened.value, labelOf, at));
      const cells = rows.map(({ contact, name, segment, territory, rep, value, gain, reason, slots }) => [contact, name, segment, territory, rep, value, gain, reason, slots.map((one) => `${one.reason} ${one.slots}`).join('; ')]);
      const written = writeFileSafely(chosen.value, formatCsv(['Contact ID', 'Name', 'Segment', 'Territory', 'Rep', 'Value', 'Best action adds', 'Reason', 'Slots closed'], cells, format));
      return written.ok ? succeed({ path: chosen.value, rows: rows.length }) : written;
    },
  };
}
export type FunnelService = ReturnType<typeof createFunnelService>;
