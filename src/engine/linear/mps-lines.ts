/** A line of an MPS file that carries something: a section header (first column used) or a data line. */
export interface MpsLine {
  readonly number: number;
  readonly text: string;
  readonly isIndented: boolean;
}

/** How data lines are cut: at blanks, or at the classic card columns (names may then hold blanks). */
export type MpsForm = 'free' | 'fixed';

/** Lines without comments (`*` in the first column) and blank lines; any line end, with or without a last one. */
export function* readMpsLines(text: string): Generator<MpsLine> {
  let number = 0;
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  while (position < text.length) {
    const end = text.indexOf('\n', position);
    const line = text.slice(position, end < 0 ? text.length : end).trimEnd();
    position = end < 0 ? text.length : end + 1;
    number += 1;
    if (line === '' || line.startsWith('*')) continue;
    yield { number, text: line, isIndented: /^\s/.test(line) };
  }
}

/** Classic fields as [from, to) character offsets; numbers may run on to the next field. */
const CARD_FIELDS: readonly (readonly [number, number])[] = [
  [1, 3],
  [4, 12],
  [14, 22],
  [24, 39],
  [39, 47],
  [49, Infinity],
];
const CARD_GAPS: readonly (readonly [number, number])[] = [
  [0, 1],
  [3, 4],
  [12, 14],
  [22, 24],
  [47, 49],
];

function isBlankAt(text: string, [from, to]: readonly [number, number]): boolean {
  return text.slice(from, to).trim() === '';
}

/** Filled fields up to a `$` that starts field 3 or 5 and makes the rest a comment. */
function dropCommentFields(fields: readonly string[]): string[] {
  const comment = fields.findIndex((field, index) => index > 0 && field.startsWith('$'));
  return comment < 0 ? [...fields] : fields.slice(0, comment);
}

/** Fields of a data line in reading order, blank ones left out; null where the line does not fit the card columns. */
export function splitMpsFields(text: string, form: MpsForm): string[] | null {
  if (form === 'free') return dropCommentFields(text.trim().split(/\s+/));
  if (text.includes('\t') || !CARD_GAPS.every((gap) => isBlankAt(text, gap))) return null;
  return dropCommentFields(CARD_FIELDS.map(([from, to]) => text.slice(from, to).trim()).filter((field) => field !== ''));
}
