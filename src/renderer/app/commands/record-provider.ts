/** One record the palette found. */
export interface PaletteRecord {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  /** Location to go to, such as `/signal-index?contact=12`. */
  readonly location: string;
}

/** Finds records of one kind for the palette. Pages that show records bring theirs. */
export interface RecordProvider {
  readonly id: string;
  /** Heading in the palette: "HCPs". */
  readonly name: string;
  /** At most ten records for a search text of at least two characters, best first. */
  search(text: string, signal: AbortSignal): Promise<readonly PaletteRecord[]>;
}
