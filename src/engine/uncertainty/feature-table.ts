/** A category as codes into its own list of values; −1 where it is not known. */
export interface CategoryFeature {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** A number; NaN where it is not known. */
export interface NumberFeature {
  readonly kind: 'number';
  readonly name: string;
  readonly numbers: Float64Array;
}

/** One column of contact profiles. */
export type Feature = CategoryFeature | NumberFeature;

/** Profiles of contacts at one time: a row is a contact. */
export interface FeatureTable {
  readonly rowCount: number;
  readonly features: readonly Feature[];
}

/** True where the feature is known for the row. */
export function isKnown(feature: Feature, row: number): boolean {
  return feature.kind === 'category' ? feature.codes[row]! >= 0 : !Number.isNaN(feature.numbers[row]!);
}

/** Throws RangeError where a column does not have one cell per row: a mistake of the caller, not of the person. */
export function checkTable(table: FeatureTable): void {
  for (const feature of table.features) {
    const length = feature.kind === 'category' ? feature.codes.length : feature.numbers.length;
    if (length !== table.rowCount) throw new RangeError(`feature ${feature.name} holds ${length} of ${table.rowCount} rows`);
  }
}

/** Share of the features that are known, by row; 1 where there are no features. O(rows · features). */
export function measureCompleteness(table: FeatureTable): Float64Array {
  checkTable(table);
  const known = new Float64Array(table.rowCount);
  for (const feature of table.features) {
    for (let row = 0; row < table.rowCount; row += 1) if (isKnown(feature, row)) known[row]! += 1;
  }
  return table.features.length === 0 ? known.fill(1) : known.map((count) => count / table.features.length);
}
