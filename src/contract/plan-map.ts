import { z } from 'zod';
import { route } from './base.ts';

/** What the rows of the map are: labels of contacts, or who acts. */
export const MapRows = z.enum(['segment', 'territory', 'rep']);
export type MapRows = z.infer<typeof MapRows>;
/** What its columns are: channels, weeks of the horizon (from 1), or both. */
export const MapColumns = z.enum(['channel', 'week', 'channel_week']);
export type MapColumns = z.infer<typeof MapColumns>;

/** Sums of actions; `reached` counts their contacts once. */
const sums = { actions: z.int(), lift: z.number(), cost: z.number(), reached: z.int() };

export const PlanMap = z.strictObject({
  /** `contacts` are those of the problem with the label; of a rep those it acts on at some time. The empty key is nobody or no label. */
  rows: z.array(z.strictObject({ key: z.string(), contacts: z.int(), ...sums })),
  columns: z.array(z.strictObject({ channel: z.string().nullable(), week: z.int().nullable(), ...sums })),
  /** Sums where a row meets a column, by their positions; pairs without an action are left out. */
  cells: z.array(z.strictObject({ row: z.int(), column: z.int(), ...sums })),
  /** The whole plan: rows, columns and cells add up to it, but for `reached`. */
  total: z.strictObject({ contacts: z.int(), ...sums }),
});
export type PlanMap = z.infer<typeof PlanMap>;

/** Who gets what of a plan. */
export const planMapRoute = route.input(z.strictObject({ planId: z.int(), rows: MapRows, columns: MapColumns })).output(PlanMap);
