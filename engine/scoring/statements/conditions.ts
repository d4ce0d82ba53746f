import type { ColumnRole } from '#shared/columns';
import type { StatementCondition } from '#shared/scoring/statements';
import { roundBetween } from '../../explain/surrogate/ruleWords.ts';
import type { Column, DateColumn, NumberColumn, Table } from '../../table/Column.ts';
import { BOOLEAN_LEVELS } from '../../table/selectRows.ts';
import { rankCodes } from '../leaks/Seen.ts';
import { conditionWords } from './words.ts';

/** A condition on one column, and which of the rows that are looked at meet it. */
export interface Candidate {
  readonly column: string;
  readonly condition: StatementCondition;
  readonly words: string;
  /** [nRows] 1 meets it. */
  readonly meets: Uint8Array;
}

const USED_ROLES: readonly ColumnRole[] = ['feature', 'flag', 'date'];
/** Shares of the customers near which a number is cut. */
const CUTS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
/** A number with so few different values is taken value by value too. */
const FEW_VALUES = 8;
const MOST_LEVELS = 25;
const MOST_MEMBERS = 15;

/**
 * Conditions that a person would think of on the columns that may be spoken of: sides of round cut points, single values of numbers that have few,
 * levels, members, yes and no, and missing. Protected columns, identifiers, targets and free text never.
 * @param rows rows of the table that are looked at; they decide where numbers are cut
 * @param excluded columns that are left out, such as the target and leaks
 * @param minRows conditions that fewer rows meet, or all but fewer, are left out
 */
export function* candidatesOf(
  { table, roles }: { table: Table; roles: readonly ColumnRole[] },
  excluded: ReadonlySet<string>,
  rows: Int32Array,
  minRows: number,
): Generator<Candidate[]> {
  for (const [i, column] of table.columns.entries()) {
    if (!USED_ROLES.includes(roles[i]) || excluded.has(column.name)) continue;
    const made = conditionsOf(column, rows).map(({ condition, meets }) => ({
      column: column.name,
      condition,
      words: conditionWords(condition, column),
      meets,
    }));
    yield withoutRepeats(made, minRows);
  }
}

/** Of conditions that the same rows meet the first is kept, which is the simplest: "products 1" before "products below 2". */
function withoutRepeats(made: readonly Candidate[], minRows: number): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of made) {
    const n = candidate.meets.reduce((sum, one) => sum + one, 0);
    if (n < minRows || candidate.meets.length - n < minRows) continue;
    if (!kept.some(({ meets }) => meets.every((one, i) => one === candidate.meets[i]))) kept.push(candidate);
  }
  return kept;
}

interface Made {
  readonly condition: StatementCondition;
  readonly meets: Uint8Array;
}

function conditionsOf(column: Column, rows: Int32Array): Made[] {
  const { name } = column;
  if (column.kind === 'text') return [];
  if (column.kind === 'number' || column.kind === 'date') return numberConditions(column, rows);
  if (column.kind === 'set') {
    const { members, offsets, codes } = column;
    return members.slice(0, MOST_MEMBERS).map((member, wanted) => ({
      condition: { op: 'is', column: name, values: [member] },
      meets: Uint8Array.from(rows, row => Number(codes.subarray(offsets[row], offsets[row + 1]).includes(wanted))),
    }));
  }
  const codes =
    column.kind === 'boolean'
      ? Int32Array.from(rows, row => (column.values[row] === 2 ? -1 : column.values[row]))
      : Int32Array.from(rows, row => column.codes[row]);
  const levels = column.kind === 'boolean' ? BOOLEAN_LEVELS : column.levels.slice(0, MOST_LEVELS);
  return [
    ...levels.map((level, code): Made => ({
      condition: { op: 'is', column: name, values: [level] },
      meets: Uint8Array.from(codes, one => Number(one === code)),
    })),
    missing(
      name,
      Uint8Array.from(codes, code => Number(code < 0)),
    ),
  ];
}

function missing(column: string, meets: Uint8Array): Made {
  return { condition: { op: 'missing', column }, meets };
}

function numberConditions(column: NumberColumn | DateColumn, rows: Int32Array): Made[] {
  const own = Float64Array.from(rows, row => column.values[row]);
  const { values } = rankCodes(own);
  const gaps = missing(
    column.name,
    Uint8Array.from(own, value => Number(value !== value)),
  );
  if (values.length < 2) return [gaps];
  // The ends are those of the whole column, so that a filter by the condition finds all.
  let [least, most] = [Infinity, -Infinity];
  for (const value of column.values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const between = (low: number, high: number, lastBin: boolean): Made => ({
    condition: { op: 'between', column: column.name, low, high, lastBin },
    meets: Uint8Array.from(own, value => Number(value >= low && (value < high || (lastBin && value === high)))),
  });
  const sides = cutPoints(own, values).flatMap(cut => [between(least, cut, false), between(cut, most, true)]);
  const single = values.length <= FEW_VALUES ? Array.from(values, value => between(value, value, true)) : [];
  const zero = values.length > FEW_VALUES && values.includes(0) ? [between(0, 0, true)] : [];
  return [...single, ...zero, ...sides, gaps];
}

/** Round numbers near the stated shares, each above a value and up to the next, so that "below" and "from" it are as they say. */
function cutPoints(own: Float64Array, values: Float64Array): number[] {
  const sorted = own.filter(value => value === value).sort();
  if (values.length <= FEW_VALUES) return [...values.subarray(1)];
  const cuts = new Set<number>();
  const isWhole = values.every(value => Number.isInteger(value));
  for (const share of CUTS) {
    const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
    // A little to either side, so that there is a round number between.
    const low = sorted[Math.max(0, Math.floor(at - 0.015 * sorted.length))];
    const high = sorted[Math.min(sorted.length - 1, Math.ceil(at + 0.015 * sorted.length))];
    const between = low < high ? roundBetween(low, high) : sorted[at];
    const cut = isWhole ? Math.ceil(between) : between;
    if (cut > sorted[0] && cut <= sorted[sorted.length - 1]) cuts.add(cut);
  }
  return [...cuts].sort((a, b) => a - b);
}
