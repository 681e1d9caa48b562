import { z } from 'zod';
import { ExportProfile, ExportSettings } from '../engine/model/export.ts';
import { page, route } from './base.ts';

/** Targets that can be looked at before they are written. */
export const PreviewProfile = ExportProfile.exclude(['csv', 'mps']);
export type PreviewProfile = z.infer<typeof PreviewProfile>;

/** One file of an export. */
export const ExportFileInfo = z.strictObject({
  name: z.string(),
  object: z.string(),
  /** Rows that are written. */
  rows: z.int(),
});

/** Rows that the target would refuse for one fault. */
export const FindingGroup = z.strictObject({ table: z.string(), object: z.string(), column: z.string(), expected: z.string(), rows: z.int() });
export type FindingGroup = z.infer<typeof FindingGroup>;

/** A cell that the target would refuse. */
export const ExportFinding = z.strictObject({
  /** Row of the file of all rows, the header being row 1. */
  row: z.int(),
  contact: z.string().nullable(),
  value: z.string(),
  detail: z.string().nullable(),
});
export type ExportFinding = z.infer<typeof ExportFinding>;

/** What would be written and what refused: rows = written + refused. */
export const ExportPreview = z.strictObject({
  files: z.array(ExportFileInfo),
  rows: z.int(),
  refused: z.int(),
  shortened: z.int(),
  leftOut: z.array(z.strictObject({ reason: z.string(), actions: z.int() })),
  notes: z.array(z.string()),
  groups: z.array(FindingGroup),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const WrittenExport = z.strictObject({ path: z.string(), files: z.int(), rows: z.int(), refused: z.int() });
export type WrittenExport = z.infer<typeof WrittenExport>;

const target = { planId: z.int(), profile: PreviewProfile };

export const exportContract = {
  /** Settings of every target in this workspace, and the channels and reps of a plan that they speak of. */
  setup: route.input(z.strictObject({ planId: z.int() })).output(z.strictObject({ settings: z.record(ExportProfile, ExportSettings), guesses: z.record(PreviewProfile, z.record(z.string(), ExportSettings.shape.channels.valueType)), channels: z.array(z.string()), reps: z.array(z.string()) })),
  /** Keeps settings of a target: one undoable step. */
  configure: route.input(z.strictObject({ profile: ExportProfile, settings: ExportSettings })).output(ExportSettings),
  preview: route.input(z.strictObject(target)).output(ExportPreview),
  /** The rows behind one group of a preview. */
  findings: route.input(z.strictObject({ ...target, group: FindingGroup.pick({ table: true, column: true, expected: true }), ...page })).output(z.strictObject({ total: z.int(), rows: z.array(ExportFinding) })),
  /** Writes what the target takes: one file, or a folder or ZIP of several, with the refused rows beside where asked. Null when the dialog was closed. */
  write: route.input(z.strictObject({ ...target, as: z.enum(['folder', 'zip']), withRefused: z.boolean() })).output(WrittenExport.nullable()),
  /** Writes the exact model of a plan's problem as MPS. */
  writeModel: route.input(z.strictObject({ planId: z.int() })).output(WrittenExport.nullable()),
};
