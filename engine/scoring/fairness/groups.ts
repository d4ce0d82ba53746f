import type { Column } from '../../table/Column.ts';
import { BOOLEAN_LEVELS } from '../../table/selectRows.ts';
import { columnConcept } from '../../import/dictionary/conceptOf.ts';
import { isoDate } from '../../table/cellValue.ts';
import { roundBetween } from '../../explain/surrogate/ruleWords.ts';

/** A protected column as groups of customers. */
export interface Groups {
  /** [rows], group of each row that is looked at. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
  readonly bands: string | null;
}

/** Groups that are shown one by one; the rest is one group. */
const MOST_GROUPS = 12;
const AGE_EDGES = [25, 40, 62];
const AGE_NAMES = ['under 25', '25–39', '40–61', '62 or more'];
const AGE_BANDS = 'ages under 25, 25 to 39, 40 to 61, and 62 or more';
const DAYS_PER_YEAR = 365.25;
export const NOT_KNOWN = 'not known';

/**
 * Levels of a category as they are, ages in stated bands, other numbers in quarters. A date or year of birth is an age at the reference day.
 * @param rows rows that are looked at
 * @param referenceDay days since 1970-01-01; NaN where there is none, then dates and years are cut in quarters
 */
export function groupsOf(column: Column, rows: Int32Array, referenceDay: number): Groups {
  if (column.kind === 'boolean')
    return named(
      Int32Array.from(rows, row => column.values[row]),
      BOOLEAN_LEVELS,
    );
  if (column.kind === 'number' || column.kind === 'date') return banded(column, rows, referenceDay);
  if (column.kind === 'set') {
    const { offsets, codes, members } = column;
    const first = Int32Array.from(rows, row => (offsets[row] === offsets[row + 1] ? -1 : codes[offsets[row]]));
    return named(first, members);
  }
  return named(
    Int32Array.from(rows, row => column.codes[row]),
    column.levels,
  );
}

function named(codes: Int32Array, levels: readonly string[]): Groups {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0 && code < levels.length) counts[code]++;
  const used = [...levels.keys()].filter(code => counts[code] > 0).sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = used.length > MOST_GROUPS ? used.slice(0, MOST_GROUPS - 1) : used;
  const names = shown.map(code => levels[code]);
  const place = new Int32Array(levels.length).fill(-1);
  shown.forEach((code, group) => (place[code] = group));
  if (shown.length < used.length) {
    names.push(`${used.length - shown.length} others`);
    for (const code of used.slice(shown.length)) place[code] = names.length - 1;
  }
  return withGaps(
    codes.map(code => (code >= 0 && code < levels.length ? place[code] : -1)),
    names,
    null,
  );
}

function withGaps(codes: Int32Array, names: readonly string[], bands: string | null): Groups {
  if (!codes.includes(-1)) return { codes, names, bands };
  return { codes: codes.map(code => (code < 0 ? names.length : code)), names: [...names, NOT_KNOWN], bands };
}

function banded(column: Column & { kind: 'number' | 'date' }, rows: Int32Array, referenceDay: number): Groups {
  const concept = columnConcept(column)?.id;
  const own = Float64Array.from(rows, row => column.values[row]);
  if (concept === 'age') return aged(own, null);
  if (Number.isFinite(referenceDay)) {
    const at = isoDate(Math.floor(referenceDay));
    if (concept === 'birthDate' && column.kind === 'date')
      return aged(
        own.map(day => (referenceDay - day) / DAYS_PER_YEAR),
        at,
      );
    if (concept === 'birthYear' && column.kind === 'number')
      return aged(
        own.map(year => Number(at.slice(0, 4)) - year),
        at.slice(0, 4),
      );
  }
  return quartered(own, column.kind === 'date');
}

function aged(ages: Float64Array, at: string | null): Groups {
  const codes = Int32Array.from(ages, age =>
    Number.isFinite(age) ? AGE_EDGES.filter(edge => age >= edge).length : -1,
  );
  return withGaps(codes, AGE_NAMES, at === null ? AGE_BANDS : `${AGE_BANDS}, at ${at}`);
}

/** Edges at round numbers near the quarters; a number of few values is taken value by value. */
function quartered(values: Float64Array, isDate: boolean): Groups {
  const sorted = values.filter(value => Number.isFinite(value)).sort();
  const distinct = [...new Set(sorted)];
  const text = (value: number) => (isDate ? isoDate(value) : String(value));
  if (distinct.length <= 4) {
    const codes = Int32Array.from(values, value => distinct.indexOf(value));
    return withGaps(codes, distinct.map(text), null);
  }
  const edges = [0.25, 0.5, 0.75].map(share => {
    const at = Math.floor(share * sorted.length);
    const low = sorted[Math.max(0, Math.floor(at - 0.02 * sorted.length))];
    return low < sorted[at] ? roundBetween(low, sorted[at]) : sorted[at];
  });
  const cuts = [...new Set(edges)].filter(edge => edge > sorted[0]);
  const codes = Int32Array.from(values, value =>
    Number.isFinite(value) ? cuts.filter(edge => value >= edge).length : -1,
  );
  const names = Array.from({ length: cuts.length + 1 }, (_none, i) => {
    if (cuts.length === 0) return 'all';
    if (i === 0) return `below ${text(cuts[0])}`;
    return i === cuts.length ? `${text(cuts[i - 1])} or more` : `${text(cuts[i - 1])} to below ${text(cuts[i])}`;
  });
  return withGaps(codes, names, `cut near the quarters, at ${cuts.map(text).join(', ')}`);
}
