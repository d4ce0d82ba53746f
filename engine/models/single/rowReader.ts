import { takeFeatures, type FeaturePlan, type PlannedFeature } from '../../scoring/features.ts';
import type { Column, Table } from '../../table/Column.ts';

/** Reads one feature of the only row of a column: its number or the code of its level, NaN for a gap. */
type ReadFeature = (column: Column) => number;
/** Fills [nFeatures] from a table of one row. */
export type ReadRow = (table: Table, into: Float64Array) => void;

const DAYS_PER_YEAR = 365.25;
const UNKNOWN_YES_NO = 2;

/** Reads the features of single customers as `takeFeatures` does, without making a table of them. */
export function rowReader(plan: FeaturePlan): ReadRow {
  const { features, referenceDay, observed } = plan;
  // Dates that are measured from a day of the customer's own need two columns at a time.
  if (observed) return readByTable(plan);
  const readers = features.map(feature => readerOf(feature, referenceDay));
  const at = new Int32Array(features.length);
  return (table, into) => {
    for (let j = 0; j < features.length; j++) {
      const { column } = features[j];
      // Tables of one reader have their columns in one order, so that a place found once is right from then on.
      if (table.columns[at[j]]?.name !== column) at[j] = table.columns.findIndex(({ name }) => name === column);
      into[j] = at[j] < 0 ? NaN : readers[j](table.columns[at[j]]);
    }
  };
}

function readByTable(plan: FeaturePlan): ReadRow {
  return (table, into) => {
    for (const [j, feature] of takeFeatures(plan, table).features.entries())
      into[j] = feature.kind === 'number' ? feature.values[0] : feature.codes[0] < 0 ? NaN : feature.codes[0];
  };
}

function readerOf(planned: PlannedFeature, referenceDay: number): ReadFeature {
  const plainly: ReadFeature = column => {
    const [feature] = takeFeatures({ features: [planned], referenceDay }, { nRows: 1, columns: [column] }).features;
    if (feature.kind === 'number') return feature.values[0];
    return feature.codes[0] < 0 ? NaN : feature.codes[0];
  };
  if (planned.kind === 'category') {
    const codes = new Map(planned.levels.map((level, code) => [level, code]));
    return column => {
      if (column.kind !== 'category' && column.kind !== 'text') return plainly(column);
      return codes.get(column.levels[column.codes[0]]) ?? NaN;
    };
  }
  if (planned.member !== null) return plainly;
  return column => {
    if (column.kind === 'number') return column.values[0];
    if (column.kind === 'date') return (referenceDay - column.values[0]) / DAYS_PER_YEAR;
    if (column.kind === 'boolean') return column.values[0] === UNKNOWN_YES_NO ? NaN : column.values[0];
    return plainly(column);
  };
}
