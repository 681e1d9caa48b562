/** What the sections of an MPS file have said so far, before rows get their limits and the model is built. */
export interface MpsDraft {
  name: string;
  sense: 'min' | 'max';
  /** Row named by an OBJNAME section, else the first N row. */
  objectiveName: string | null;
  offset: number;
  readonly rowIndex: Map<string, number>;
  readonly rowNames: string[];
  readonly rowTypes: ('E' | 'L' | 'G')[];
  readonly rowRhs: (number | null)[];
  readonly rowRange: (number | null)[];
  readonly columnIndex: Map<string, number>;
  readonly columns: MpsColumn[];
  readonly entries: { readonly row: number[]; readonly column: number[]; readonly value: number[] };
  /** Last column that used a row, to notice a cell given twice. */
  readonly lastColumnOfRow: number[];
  isIntegerBlock: boolean;
  hasOffset: boolean;
  /** Names of the first RHS, RANGES and BOUNDS vectors; further vectors are other versions of the model and ignored. */
  rhsSet: string | null;
  rangeSet: string | null;
  boundSet: string | null;
}

/** A column while its bounds are being read. */
export interface MpsColumn {
  readonly name: string;
  cost: number;
  hasCost: boolean;
  lower: number;
  upper: number;
  isInteger: boolean;
  hasLower: boolean;
  hasBound: boolean;
}

/** Number that stands for the objective among the row numbers, and for further N rows, which say nothing. */
export const objectiveRow = -1;
export const ignoredRow = -2;

/** A draft that has read nothing. */
export function createMpsDraft(): MpsDraft {
  return {
    name: '',
    sense: 'min',
    objectiveName: null,
    offset: 0,
    rowIndex: new Map(),
    rowNames: [],
    rowTypes: [],
    rowRhs: [],
    rowRange: [],
    columnIndex: new Map(),
    columns: [],
    entries: { row: [], column: [], value: [] },
    lastColumnOfRow: [],
    isIntegerBlock: false,
    hasOffset: false,
    rhsSet: null,
    rangeSet: null,
    boundSet: null,
  };
}
