/** What a classifier looks at: columns of numbers with gaps and of categories, one entry per row. */
export interface NumberFeature {
  readonly kind: 'number';
  readonly name: string;
  /** [nRows], NaN is missing. */
  readonly values: Float64Array;
}
export interface CategoryFeature {
  readonly kind: 'category';
  readonly name: string;
  /** [nRows], index into `levels`; -1 is missing, or a level that was not seen when the levels were fixed. */
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}
export type Feature = NumberFeature | CategoryFeature;

export interface FeatureTable {
  readonly nRows: number;
  readonly features: readonly Feature[];
}

/** The rows of a fold, in the order given; arrays are shared between threads. */
export function selectFeatureRows({ features }: FeatureTable, rows: Int32Array): FeatureTable {
  return { nRows: rows.length, features: features.map(feature => rowsOf(feature, rows)) };
}

function rowsOf(feature: Feature, rows: Int32Array): Feature {
  if (feature.kind === 'number') {
    const values = new Float64Array(new SharedArrayBuffer(rows.length * 8));
    for (let i = 0; i < rows.length; i++) values[i] = feature.values[rows[i]];
    return { ...feature, values };
  }
  const codes = new Int32Array(new SharedArrayBuffer(rows.length * 4));
  for (let i = 0; i < rows.length; i++) codes[i] = feature.codes[rows[i]];
  return { ...feature, codes };
}
