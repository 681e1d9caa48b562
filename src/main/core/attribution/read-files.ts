import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { CancelFlag } from '../../../engine/base/cancel.ts';
import { exactSum } from '../../../engine/attribution/exact-sum.ts';
import { compareText, createPathTable, MOST_CHANNELS, type PathRow, type PathTable } from '../../../engine/attribution/path-table.ts';
import type { TouchHistory } from '../../../engine/attribution/touch-history.ts';
import { outcomeNames, referenceNames, touchNames } from '../import/guess/field-names.ts';
import { readInputTable } from './input-table.ts';
import { createTimeColumn } from './time-column.ts';

/** Reads `omnivor.paths/1`: `path;total_conversions;total_conversion_value;total_null`, touches separated by ` > `. */
export async function readPathsFile(path: string, cancel: CancelFlag): Promise<Result<PathTable>> {
  const rows: PathRow[] = [];
  const channels = new Set<string>();
  const columns = {
    path: { names: ['path'] },
    total_conversions: { names: ['total conversions'] },
    total_conversion_value: { names: ['total conversion value'], isOptional: true },
    total_null: { names: ['total null', 'total nulls'], isOptional: true },
  };
  const read = await readInputTable(path, columns, cancel, (row) => {
    const touches = row.name('path').split('>').map((touch) => touch.trim());
    if (touches.includes('')) row.refuse('path', 'a channel between any two ">", at both ends too');
    for (const touch of touches) channels.add(touch);
    if (channels.size > MOST_CHANNELS) row.refuse('path', `at most ${MOST_CHANNELS} channels in all`);
    const conversions = row.amount('total_conversions');
    const value = row.amount('total_conversion_value', 0);
    if (conversions === 0 && value > 0) row.refuse('total_conversion_value', '0, as the path has no conversion');
    rows.push({ touches, conversions, value, nulls: row.amount('total_null', 0) });
  });
  return read.ok ? succeed(createPathTable(rows)) : read;
}

const contactColumn = { names: [...referenceNames.contact, ...referenceNames.contact_npi, ...referenceNames.contact_email] };

/** What the two files of a history hold. */
export interface HistoryFiles {
  readonly history: TouchHistory;
  /** Channel → cost of its touches, null where the file has no costs. */
  readonly costs: Record<string, number> | null;
}

/** Reads touches (contact, time, channel, optional type and cost) and outcomes (contact, time, outcome, value). The order of the rows does not matter. */
export async function readHistoryFiles(touchesPath: string, outcomesPath: string, cancel: CancelFlag): Promise<Result<HistoryFiles>> {
  const contacts = createNames();
  const [channels, kinds] = [createNames(), createNames()];
  const [touchContact, touchChannel, outcomeContact, outcomeKind, value]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  const [touchTimes, outcomeTimes] = [createTimeColumn(), createTimeColumn()];
  const costs = new Map<string, number[]>();
  const touchColumns = { contact: contactColumn, time: { names: touchNames.date }, channel: { names: touchNames.channel }, cost: { names: touchNames.cost, isOptional: true } };
  const touchesRead = await readInputTable(touchesPath, touchColumns, cancel, (row) => {
    const channel = row.name('channel');
    touchContact.push(contacts.place(row.name('contact')));
    touchChannel.push(channels.place(channel));
    if (channels.size() > MOST_CHANNELS) row.refuse('channel', `at most ${MOST_CHANNELS} channels in all`);
    touchTimes.add(row, 'time');
    if (!row.has('cost')) return;
    const list = costs.get(channel);
    const cost = row.amount('cost', 0);
    if (list === undefined) costs.set(channel, [cost]);
    else list.push(cost);
  });
  if (!touchesRead.ok) return touchesRead;
  const touchDays = touchTimes.finish(touchesPath);
  if (!touchDays.ok) return touchDays;
  const outcomeColumns = { contact: contactColumn, time: { names: outcomeNames.date }, outcome: { names: outcomeNames.kind }, value: { names: outcomeNames.value, isOptional: true } };
  const outcomesRead = await readInputTable(outcomesPath, outcomeColumns, cancel, (row) => {
    outcomeContact.push(contacts.place(row.name('contact')));
    outcomeKind.push(kinds.place(row.name('outcome')));
    value.push(row.amount('value', 0));
    outcomeTimes.add(row, 'time');
  });
  if (!outcomesRead.ok) return outcomesRead;
  const outcomeDays = outcomeTimes.finish(outcomesPath);
  if (!outcomeDays.ok) return outcomeDays;
  const [contactOrder, channelOrder, kindOrder] = [contacts.finish(), channels.finish(), kinds.finish()];
  return succeed({
    history: {
      contactCount: contactOrder.names.length,
      channels: channelOrder.names,
      kinds: kindOrder.names,
      touches: { contact: contactOrder.renumber(touchContact), channel: channelOrder.renumber(touchChannel), ...touchDays.value },
      outcomes: { contact: contactOrder.renumber(outcomeContact), kind: kindOrder.renumber(outcomeKind), value: Float64Array.from(value), ...outcomeDays.value },
    },
    costs: costs.size === 0 ? null : Object.fromEntries(channelOrder.names.map((channel) => [channel, exactSum((costs.get(channel) ?? []).sort((a, b) => a - b))])),
  });
}

/** Numbers names as they come, and by their order once all are known. */
function createNames() {
  const places = new Map<string, number>();
  return {
    place(name: string): number {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      return place;
    },
    size: () => places.size,
    finish() {
      const names = [...places.keys()].sort(compareText);
      const rank = new Int32Array(names.length);
      names.forEach((name, at) => (rank[places.get(name)!] = at));
      return { names, renumber: (met: readonly number[]): Int32Array => Int32Array.from(met, (place) => rank[place]!) };
    },
  };
}
