import { fail, succeed, type Result } from '../base/fault.ts';
import { createLineFault, createUnsupportedFault, type LineFault } from './line-fault.ts';
import type { LinearModel } from './linear-model.ts';
import { readLpBinaries, readLpBounds, readLpGenerals } from './lp-bounds.ts';
import { createLpDraft, findOrAddLpColumn, finishLpRows, type LpDraft } from './lp-draft.ts';
import { isLineFault, takeExpression, takeLabel } from './lp-expression.ts';
import { isAtSectionEnd, peekSection, type LpSection } from './lp-keywords.ts';
import { readLpRows } from './lp-rows.ts';
import { createLpScanner, type LpScanner } from './lp-scanner.ts';

/** Reads the statements of one section up to the next section word or the end of the file. */
type ReadLpSection = (draft: LpDraft, scanner: LpScanner) => LineFault | null;

/** A section no linear model can hold is fine as long as nothing stands in it; some programs write empty ones. */
function refuseContent(_draft: LpDraft, scanner: LpScanner): LineFault | null {
  if (scanner.peek().text === '-' && scanner.peek(1).text.toLowerCase() === 'continuous') {
    scanner.take();
    scanner.take();
  }
  const { line, text } = scanner.peek();
  return isAtSectionEnd(scanner) ? null : createUnsupportedFault(line, text, 'A section of semi-continuous columns, ordered sets, lazy rows or cuts');
}

const sectionReaders: Readonly<Partial<Record<LpSection, ReadLpSection>>> = {
  unsupported: refuseContent,
  rows: readLpRows,
  bounds: readLpBounds,
  general: readLpGenerals,
  binary: readLpBinaries,
};

/** `\Problem name: x` is the customary comment for the name of a model. */
function readModelName(text: string): string {
  return /^\s*\\\s*problem name:[^\S\n]*([^\r\n]*)/i.exec(text)?.[1]?.trim() ?? '';
}

/** The objective: an optional label and a sum with an optional constant. */
function readObjective(draft: LpDraft, scanner: LpScanner): LineFault | null {
  takeLabel(scanner);
  const sum = takeExpression(scanner);
  if (isLineFault(sum)) return sum;
  sum.names.forEach((name, term) => draft.builder.addCost(findOrAddLpColumn(draft, name), sum.coefficients[term]!));
  draft.builder.addOffset(sum.constant);
  const token = scanner.peek();
  return isAtSectionEnd(scanner) ? null : createLineFault(token.line, token.text, '+, - or the section Subject To');
}

/** Takes a section word; a fault where the section cannot stand here. */
function takeSection(scanner: LpScanner, opened: Set<LpSection>): LpSection | LineFault {
  const { line, text } = scanner.peek();
  const next = peekSection(scanner);
  if (next === null) {
    if (scanner.peek().kind !== 'end') return createLineFault(line, text, 'Minimize or Maximize');
    return createLineFault(line, text, opened.size === 0 ? 'Minimize or Maximize' : 'End', { hint: 'The file looks cut off. Fetch it again, or add a last line End.' });
  }
  for (let token = 0; token < next.length; token++) scanner.take();
  const { section } = next;
  const isObjective = section === 'min' || section === 'max';
  if (opened.size === 0 && !isObjective) return createLineFault(line, text, 'Minimize or Maximize first');
  if (opened.size > 0 && isObjective) return createLineFault(line, text, 'one objective; Subject To, Bounds, General, Binary or End');
  if (section !== 'end' && !isObjective && section !== 'rows' && !opened.has('rows')) return createLineFault(line, text, 'Subject To first');
  if (section === 'rows' && opened.has('rows')) return createLineFault(line, text, 'one Subject To section');
  opened.add(section);
  return section;
}

function readDraft(text: string): LpDraft | LineFault {
  const scanner = createLpScanner(text);
  const opened = new Set<LpSection>();
  const sense = takeSection(scanner, opened);
  if (isLineFault(sense)) return sense;
  const draft = createLpDraft(readModelName(text), sense === 'max' ? 'max' : 'min');
  const problem = readObjective(draft, scanner);
  if (problem !== null) return problem;
  for (;;) {
    const section = takeSection(scanner, opened);
    if (isLineFault(section)) return section;
    if (section === 'end') return draft;
    const fault = sectionReaders[section]?.(draft, scanner) ?? null;
    if (fault !== null) return fault;
  }
}

/**
 * Reads a model in CPLEX-LP format: Minimize/Maximize with a constant, Subject To with labels, ranges and a constant
 * on either side, Bounds with `free` and infinities, General/Integer, Binary, End, `\` comments. Columns appear in the
 * order of the text. Quadratic terms, semi-continuous columns, ordered sets, lazy rows and cuts are refused by name.
 * Faults name the line, the value found and what was expected. Linear in the length of the text.
 */
export function readLp(text: string): Result<LinearModel> {
  if (text.trim() === '') return fail('FILE_EMPTY', 'The model file is empty.', { hint: 'Choose an LP file with Minimize or Maximize and Subject To.' });
  const draft = readDraft(text);
  if (isLineFault(draft)) return { ok: false, fault: draft.fault };
  draft.columnLower.forEach((lower, column) => draft.builder.setColumnBounds(column, lower, draft.columnUpper[column]!));
  finishLpRows(draft);
  return succeed(draft.builder.build());
}
