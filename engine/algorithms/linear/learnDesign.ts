import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import type { Described, DescribeInput } from './describeFeature.ts';
import { modelFeatures, sharedValues } from './featureValues.ts';
import type { DesignColumn, DesignFlags, DesignNumber, LinearDesign } from './LinearDesign.ts';

export interface DesignChoices {
  /** Levels with a smaller share of the rows are one column together. */
  readonly rareShare: number;
  /** Leaves out the most frequent level, which the others are then compared with; a row of a level that was not seen looks like one of it. */
  readonly dropsFrequent: boolean;
}

/**
 * A design from training rows: numbers have their gaps filled by the median, are z-scored, and have a column that says where gaps were; categories have a
 * column of 0 and 1 per level, the rare ones together and one for gaps. Columns that say the same of every row are left out. A level without training
 * rows, and a gap where there was none, are 0 in all columns of their feature.
 *
 * Cost: O(rows × features), and a sort of each feature of numbers with gaps. @throws Cancelled
 */
export async function learnDesign(x: FeatureTable, choices: DesignChoices, run: Run): Promise<LinearDesign> {
  const values = sharedValues(x);
  const inputs = x.features.map((feature, i): DescribeInput => ({
    values: values[i],
    nLevels: feature.kind === 'category' ? feature.levels.length : 0,
  }));
  const described = await run.pool.map<DescribeInput, Described>('linear.describe', inputs, run.signal);
  const numbers: DesignNumber[] = [];
  const columns: DesignColumn[] = [];
  const means: number[] = [];
  described.forEach((found, feature) => {
    if (found.kind !== 'number' || !(found.sd > 0) || !Number.isFinite(found.sd) || !Number.isFinite(1 / found.sd))
      return;
    numbers.push({ feature, fill: found.fill, center: found.mean, factor: 1 / found.sd });
    columns.push({ feature, part: 'value', level: null });
    means.push(0);
  });
  const flags: DesignFlags[] = [];
  described.forEach((found, feature) => {
    const places =
      found.kind === 'number' ? gapPlace(found.gaps, x.nRows) : levelPlaces(found.counts, x.nRows, choices);
    if (places.names.length === 0) return;
    flags.push({ feature, columnOf: places.placeOf.map(place => (place < 0 ? -1 : place + columns.length)) });
    const levels = x.features[feature].kind === 'category' ? x.features[feature].levels : [];
    for (const { part, code, rows } of places.names) {
      columns.push({ feature, part, level: code < 0 ? null : levels[code] });
      means.push(rows / x.nRows);
    }
  });
  return { features: modelFeatures(x), columns, numbers, flags, means: Float64Array.from(means) };
}

/** Columns that one feature has in the design, and which of them each level and the gap belong to. */
interface Places {
  readonly placeOf: Int32Array;
  readonly names: { readonly part: DesignColumn['part']; readonly code: number; readonly rows: number }[];
}

function gapPlace(gaps: number, nRows: number): Places {
  if (gaps === 0 || gaps === nRows) return { placeOf: Int32Array.of(-1), names: [] };
  return { placeOf: Int32Array.of(0), names: [{ part: 'missing', code: -1, rows: gaps }] };
}

function levelPlaces(counts: Float64Array, nRows: number, { rareShare, dropsFrequent }: DesignChoices): Places {
  const placeOf = new Int32Array(counts.length).fill(-1);
  const names: Places['names'] = [];
  if (counts.includes(nRows)) return { placeOf, names };
  const gap = counts.length - 1;
  const rare = Array.from(counts.keys()).filter(
    code => code < gap && counts[code] > 0 && counts[code] < rareShare * nRows,
  );
  const isRare = new Set(rare);
  const frequent = Array.from(counts.keys()).filter(code => counts[code] > 0 && !isRare.has(code));
  const dropped =
    dropsFrequent && frequent.length > 0 ? frequent.reduce((a, b) => (counts[b] > counts[a] ? b : a)) : -1;
  for (const code of frequent) {
    if (code === dropped) continue;
    placeOf[code] = names.length;
    names.push({ part: code === gap ? 'missing' : 'level', code: code === gap ? -1 : code, rows: counts[code] });
  }
  if (rare.length === 0) return { placeOf, names };
  const rows = rare.reduce((sum, code) => sum + counts[code], 0);
  // All levels are rare: their column would say the same of every row.
  if (rows === nRows) return { placeOf, names };
  for (const code of rare) placeOf[code] = names.length;
  names.push({ part: 'rare', code: -1, rows });
  return { placeOf, names };
}
