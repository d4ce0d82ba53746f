import type { Association, Correlations, SampledRows } from '#shared/profile';
import { formatCount } from '#shared/format';
import { breathe } from '../../import/breathe.ts';
import type { Imported } from '../../import/Imported.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Column } from '../../table/Column.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { keptColumn } from '../sortedColumns.ts';
import type { PairOutput, PairsInput, RankInput, RankOutput, Variable } from './tasks.ts';

/** Beyond so many columns only the first are compared. */
const MOST_COMPARED = 200;
const MOST_DRAWN = 40;
const MOST_STRONGEST = 50;
/** A category with more levels says little in a cross table. */
const MOST_LEVELS = 100;
/**
 * Pairs times rows that are worked through without drawing a sample, and the fewest rows that are then drawn. Of a million rows by 14 columns
 * 329,000 are drawn, which is good to ± 0.004 and takes seconds rather than a minute, because ranks of so many rows stay near the processor.
 */
export const ASSOCIATION_LIMITS = { work: 3e7, smallestSample: 10_000 };
const PAIRS_PER_TASK = 4;
const TASKS_AT_ONCE = 32;
/** Columns whose rows are taken between two looks at whether someone wants to stop: the threads wait for them. */
const TAKEN_AT_ONCE = 4;

/** A column that is compared, with its arrays over the rows that were taken. */
export interface Compared {
  readonly column: Column;
  readonly variable: Variable;
}
export interface Associations {
  readonly correlations: Correlations;
  /** Every pair of the columns compared. */
  readonly all: readonly Association[];
  readonly compared: readonly Compared[];
  /** Rows that were taken; null for all of them. */
  readonly rows: Int32Array | null;
}

/**
 * Compares every column with every other: numbers by Pearson and Spearman, categories and flags by Cramér's V, numbers with categories by the
 * correlation ratio. One thread does a whole pair, so the bits do not depend on their number.
 * @param onTaken called when the rest is left to the threads
 */
export async function associate(
  imported: Imported,
  run: Run,
  limits = ASSOCIATION_LIMITS,
  onTaken: () => void = () => undefined,
): Promise<Associations> {
  const { table } = imported;
  const { chosen, left } = choose(imported);
  const rows = rowsToTake(table.nRows, chosen.length, run, limits);
  const compared = await variablesOf(chosen, { rows, nRows: table.nRows, onTaken }, run);
  const pairs = allPairs(compared.length);
  const outputs = await measure(
    compared.map(({ variable }) => variable),
    pairs,
    run,
  );
  const all = pairs.map((pair, at) => association(compared, pair, outputs[at]));
  const sampled: SampledRows | null = rows && { n: rows.length, of: table.nRows, seed: run.seed };
  return { correlations: picture(compared, all, { left, nRows: table.nRows, sampled }), all, compared, rows };
}

function choose({ table, roles }: Imported): { chosen: Column[]; left: Correlations['left'] } {
  const left = new Map<string, string[]>();
  const leave = (reason: string, name: string) => left.set(reason, [...(left.get(reason) ?? []), name]);
  const chosen = table.columns.filter((column, i) => {
    const reason = reasonToLeave(column, roles[i]);
    if (reason) leave(reason, column.name);
    return reason === null;
  });
  for (const { name } of chosen.splice(MOST_COMPARED)) leave(`beyond the first ${MOST_COMPARED} columns`, name);
  return { chosen, left: Array.from(left, ([reason, columns]) => ({ reason, columns })) };
}

function reasonToLeave(column: Column, role: string): string | null {
  if (role === 'identifier') return 'names customers';
  if (role === 'ignore') return 'left out of the analysis';
  if (column.kind === 'number' || column.kind === 'boolean') return null;
  if (column.kind !== 'category')
    return { date: 'dates', text: 'free text', set: 'several values in one cell' }[column.kind];
  return column.levels.length > MOST_LEVELS ? `more than ${formatCount(MOST_LEVELS)} levels` : null;
}

/** All rows while the work is bearable, else as many, drawn by seed, as make it so. */
function rowsToTake(nRows: number, nColumns: number, run: Run, limits: typeof ASSOCIATION_LIMITS): Int32Array | null {
  const nPairs = (nColumns * (nColumns - 1)) / 2;
  if (nPairs * nRows <= limits.work) return null;
  const n = Math.max(limits.smallestSample, Math.floor(limits.work / nPairs / 1000) * 1000);
  return n >= nRows ? null : run.stream('profile.rows').sample(nRows, n);
}

async function variablesOf(
  chosen: readonly Column[],
  { rows, nRows, onTaken }: { rows: Int32Array | null; nRows: number; onTaken: () => void },
  run: Run,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  const ranks: { at: number; input: RankInput }[] = [];
  const placeOf = rows && placesOf(rows, nRows);
  for (const [at, column] of chosen.entries()) {
    if (at % TAKEN_AT_ONCE === 0) await breathe(run, rows?.length ?? 1e6);
    if (column.kind === 'number') {
      const values = taken(column.values, rows, sharedFloat64);
      const sorted = keptColumn(column.values);
      const inOrder = sorted && { ...sorted, placeOf };
      const out = { codes: sharedInt32(values.length), ranks: sharedFloat64(values.length) };
      ranks.push({ at, input: { values, inOrder, ...out } });
    } else compared[at] = { column, variable: categoryVariable(column, rows) };
  }
  onTaken();
  for (let from = 0; from < ranks.length; from += TASKS_AT_ONCE) {
    run.progress(from, ranks.length, 'Ranking values');
    const batch = ranks.slice(from, from + TASKS_AT_ONCE);
    const found = await run.pool.map<RankInput, RankOutput>(
      'profile.ranks',
      batch.map(({ input }) => input),
      run.signal,
    );
    batch.forEach(({ at, input }, i) => {
      const { values, codes, ranks: own } = input;
      compared[at] = { column: chosen[at], variable: { kind: 'number', values, codes, ranks: own, ...found[i] } };
    });
  }
  return compared;
}

/** Which of the rows taken each row is; -1 for none. */
function placesOf(rows: Int32Array, nRows: number): Int32Array {
  const places = sharedInt32(nRows).fill(-1);
  for (let i = 0; i < rows.length; i++) places[rows[i]] = i;
  return places;
}

function categoryVariable(column: Column, rows: Int32Array | null): Variable {
  if (column.kind === 'boolean') {
    const codes = taken(column.values, rows, sharedInt32);
    for (let i = 0; i < codes.length; i++) if (codes[i] === 2) codes[i] = -1;
    return { kind: 'category', codes, nCodes: 2 };
  }
  if (column.kind !== 'category') throw new Error(`${column.kind} columns are not compared`);
  return { kind: 'category', codes: taken(column.codes, rows, sharedInt32), nCodes: column.levels.length };
}

/** The values of the rows taken in shared memory; the column's own array where it is already there. */
function taken<A extends Float64Array | Int32Array>(
  values: ArrayLike<number>,
  rows: Int32Array | null,
  make: (length: number) => A,
): A {
  const isReady = values instanceof Float64Array && values.buffer instanceof SharedArrayBuffer;
  if (!rows && isReady) return values as unknown as A;
  const out = make(rows?.length ?? values.length);
  if (rows) for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  else out.set(values);
  return out;
}

function allPairs(n: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push([i, j]);
  return pairs;
}

async function measure(variables: readonly Variable[], pairs: [number, number][], run: Run): Promise<PairOutput[]> {
  const tasks: PairsInput[] = [];
  for (let from = 0; from < pairs.length; from += PAIRS_PER_TASK) {
    const own = pairs.slice(from, from + PAIRS_PER_TASK);
    const used = [...new Set(own.flat())];
    tasks.push({
      variables: used.map(i => variables[i]),
      pairs: own.map(([i, j]) => [used.indexOf(i), used.indexOf(j)] as const),
    });
  }
  const outputs: PairOutput[] = [];
  for (let from = 0; from < tasks.length; from += TASKS_AT_ONCE) {
    run.progress(from, tasks.length, 'Comparing columns');
    const batch = tasks.slice(from, from + TASKS_AT_ONCE);
    for (const found of await run.pool.map<PairsInput, PairOutput[]>('profile.pairs', batch, run.signal))
      outputs.push(...found);
  }
  return outputs;
}

function association(compared: readonly Compared[], [i, j]: [number, number], found: PairOutput): Association {
  const [a, b] = [compared[i], compared[j]];
  const pair = { a: a.column.name, b: b.column.name, n: found.n };
  const { first, second } = found;
  const kinds = [a.variable.kind, b.variable.kind];
  if (kinds.every(kind => kind === 'number')) {
    const strength = Math.max(Math.abs(first ?? 0), Math.abs(second ?? 0));
    return { ...pair, kind: 'numbers', pearson: first, spearman: second, strength };
  }
  if (kinds.every(kind => kind === 'category'))
    return { ...pair, kind: 'categories', cramersV: first, strength: first ?? 0 };
  return { ...pair, kind: 'mixed', eta: first, strength: second ?? 0 };
}

function picture(
  compared: readonly Compared[],
  all: readonly Association[],
  rest: Pick<Correlations, 'left' | 'nRows' | 'sampled'>,
): Correlations {
  const strongest = all
    .map((pair, at) => ({ pair, at }))
    .filter(({ pair }) => pair.strength > 0)
    .sort((p, q) => q.pair.strength - p.pair.strength || p.at - q.at)
    .map(({ pair }) => pair);
  const names = new Set<string>();
  if (compared.length > MOST_DRAWN)
    for (const { a, b } of strongest) for (const name of [a, b]) if (names.size < MOST_DRAWN) names.add(name);
  const isDrawn = (name: string) => compared.length <= MOST_DRAWN || names.has(name);
  return {
    ...rest,
    drawn: compared
      .filter(({ column }) => isDrawn(column.name))
      .map(({ column }) => ({ name: column.name, kind: column.kind })),
    pairs: all.filter(({ a, b }) => isDrawn(a) && isDrawn(b)),
    strongest: strongest.slice(0, MOST_STRONGEST),
    nCompared: compared.length,
  };
}
