import type { CategoryColumn, Column } from '../table/Column.ts';
import { BOOLEAN_LEVELS } from '../table/selectRows.ts';

/** Different values of a target that are told apart; a column with more is no outcome. */
export const MOST_OUTCOMES = 50;

/** The values of a column as a target sees them: spellings that differ in case and spaces are one. */
export interface Outcomes {
  /** [nRows], index into `texts`; -1 is missing or beyond the most that are told apart. */
  readonly codes: Int32Array;
  /** The most frequent spelling of each. */
  readonly texts: readonly string[];
  readonly counts: readonly number[];
  /** All spellings of each, as they stand in the column. */
  readonly spellings: readonly (readonly string[])[];
  /** 1 where there are more different values than are told apart; the counts are then of the first only. */
  readonly nMore: number;
}

/** "Yes " and "yes" are one. */
export function outcomeKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Cost: O(rows). @param most different values that are told apart */
export function outcomesOf(column: Column, most = MOST_OUTCOMES): Outcomes {
  if (column.kind === 'boolean')
    return counted(
      Int32Array.from(column.values, value => (value === 2 ? -1 : value)),
      BOOLEAN_LEVELS.map(text => [text]),
      0,
    );
  if (column.kind === 'number') return numberOutcomes(column.values, most);
  if (column.kind === 'category' || column.kind === 'text') return levelOutcomes(column, most);
  return counted(new Int32Array(0), [], 0);
}

function numberOutcomes(values: Float64Array, most: number): Outcomes {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      if (codeOf.size === most) return counted(codes, textsOf(codeOf), 1);
      codeOf.set(value, (code = codeOf.size));
    }
    codes[row] = code;
  }
  return counted(codes, textsOf(codeOf), 0);
}

function textsOf(codeOf: ReadonlyMap<number, number>): string[][] {
  return Array.from(codeOf.keys(), value => [String(value)]);
}

function levelOutcomes({ codes, levels }: CategoryColumn, most: number): Outcomes {
  const used = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  const groupOf = new Map<string, number>();
  const spellings: string[][] = [];
  const groups = new Int32Array(levels.length).fill(-1);
  let nMore = 0;
  for (const [code, level] of levels.entries()) {
    const key = outcomeKey(level);
    if (used[code] === 0 || key === '') continue;
    let group = groupOf.get(key);
    if (group === undefined) {
      if (spellings.length === most) {
        nMore = 1;
        continue;
      }
      groupOf.set(key, (group = spellings.length));
      spellings.push([]);
    }
    spellings[group].push(level);
    groups[code] = group;
  }
  return counted(
    Int32Array.from(codes, code => (code < 0 ? -1 : groups[code])),
    spellings,
    nMore,
  );
}

function counted(codes: Int32Array, spellings: string[][], nMore: number): Outcomes {
  const counts = spellings.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]++;
  return { codes, texts: spellings.map(one => one[0].trim()), counts, spellings, nMore };
}
