import type { Column } from '../../table/Column.ts';
import { CELL_EMPTY, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { parseBoolean } from '../cells/parseBoolean.ts';
import type { TextRows } from '../cells/TextRows.ts';
import { tidyText } from '../cells/tidyText.ts';
import type { RunImportTask } from '../importTasks.ts';
import type { ValueCounts } from '../roles/distinctValues.ts';
import type { KindDecision } from './decideKind.ts';
import type { CellMeaning } from './fillNumbers.ts';
import { groupTexts, mergeGroups, mergeSpellings } from './levels.ts';
import { dayOfNumber } from './numberDates.ts';
import { rowTexts, type RowTexts } from './rowTexts.ts';
import type { SplitTexts } from './splitSets.ts';
import { unreadOf } from './unreadOf.ts';

export interface BuiltColumn {
  readonly column: Column;
  readonly counts: ValueCounts;
  /** Values that could not be read as the kind of the column and became missing, by their text. */
  readonly unread: ReadonlyMap<string, TextRows>;
  /** Spellings merged because they differ only in case or spaces. */
  readonly merged: number;
}

const NOTHING: ReadonlyMap<string, TextRows> = new Map();

/** Turns the cells of a column into typed values of the kind decided. @throws Cancelled */
export async function buildColumn(
  cells: ColumnCells,
  decision: KindDecision,
  name: string,
  run: RunImportTask,
): Promise<BuiltColumn> {
  switch (decision.kind) {
    case 'number':
    case 'date':
      return numeric(cells, decision, name, run);
    case 'boolean':
      return boolean(cells, name, run);
    case 'set':
      return sets(decision.rows, decision.split, name, run);
    default:
      return words(decision.rows ?? rowTexts(cells), decision, name, run);
  }
}

type NumericDecision = Extract<KindDecision, { kind: 'number' | 'date' }>;

async function numeric(
  cells: ColumnCells,
  decision: NumericDecision,
  name: string,
  run: RunImportTask,
): Promise<BuiltColumn> {
  const { texts, kindCounts } = cells;
  const meaning = meaningOf(decision);
  const ofText = valuesOfTexts(texts.isMissing, textReader(decision));
  const keepsNumbers = meaning.kind === 'number' && !meaning.partsThousands;
  const nKept = kindCounts[CELL_TEXT] + (keepsNumbers ? kindCounts[CELL_NUMBER] : 0);
  const hasOthers = nKept + kindCounts[CELL_EMPTY] + kindCounts[CELL_ERROR] < cells.n;
  const filled = await run('import.numbers', {
    kinds: cells.kinds,
    cells: cells.values,
    codes: texts.codes,
    ofText,
    meaning,
    hasOthers,
    mayKeep: cells.areKept && keepsNumbers && kindCounts[CELL_NUMBER] === cells.n,
  });
  return {
    column: { kind: decision.kind, name, values: filled.values },
    counts: { missing: filled.missing, distinct: filled.distinct },
    unread: unreadOf(cells, code => Number.isNaN(ofText[code]), filled.unread),
    merged: 0,
  };
}

/** Finite or NaN. */
function valuesOfTexts(isMissing: readonly boolean[], readText: (code: number) => number): Float64Array {
  const ofText = new Float64Array(isMissing.length).fill(NaN);
  for (let code = 0; code < ofText.length; code++) {
    const value = isMissing[code] ? NaN : readText(code);
    if (Number.isFinite(value)) ofText[code] = value;
  }
  return ofText;
}

function meaningOf(decision: NumericDecision): CellMeaning {
  if (decision.kind === 'number') return { kind: 'number', partsThousands: decision.numbers.cellValue !== null };
  return { kind: 'date', numberDates: decision.numberDates, earliest: decision.earliest };
}

function textReader(decision: NumericDecision): (code: number) => number {
  const { parsed } = decision.numbers;
  if (decision.kind === 'number') return code => parsed[code];
  const { dates, numberDates, earliest } = decision;
  const known = (day: number) => (day >= earliest ? day : NaN);
  const ofNumber = (value: number) => known(numberDates ? dayOfNumber(numberDates, value) : NaN);
  return code => (Number.isNaN(dates.parsed[code]) ? ofNumber(parsed[code]) : known(dates.parsed[code]));
}

/** Neither yes nor no. */
const NEITHER = 2;

async function boolean(cells: ColumnCells, name: string, run: RunImportTask): Promise<BuiltColumn> {
  const { texts, kindCounts } = cells;
  const ofText = Uint8Array.from(texts.tidy, (text, code) =>
    texts.isMissing[code] ? NEITHER : (parseBoolean(text, true) ?? digit(Number(text))),
  );
  const { values, missing, distinct, unread } = await run('import.booleans', {
    kinds: cells.kinds,
    cells: cells.values,
    codes: texts.codes,
    ofText,
    hasOthers: kindCounts[CELL_TEXT] + kindCounts[CELL_EMPTY] + kindCounts[CELL_ERROR] < cells.n,
  });
  return {
    column: { kind: 'boolean', name, values },
    counts: { missing, distinct },
    unread: unreadOf(cells, code => ofText[code] === NEITHER, unread),
    merged: 0,
  };
}

function digit(value: number): number {
  return value === 0 || value === 1 ? value : NEITHER;
}

async function words(
  { codes, textOf, texts, counts }: RowTexts,
  { kind, spelled }: Extract<KindDecision, { kind: 'category' | 'text' }>,
  name: string,
  run: RunImportTask,
): Promise<BuiltColumn> {
  const { levelOfText, levels, merged } = mergeGroups(
    spelled ?? groupTexts(texts.map(tidyText), counts),
    kind === 'category',
  );
  const levelOf = textOf.map(text => (text < 0 ? -1 : levelOfText[text]));
  const filled = await run('import.levels', { codes, levelOf });
  return {
    column: { kind, name, codes: filled.codes, levels },
    counts: { missing: filled.missing, distinct: levels.length },
    unread: NOTHING,
    merged,
  };
}

async function sets(
  { codes, textOf, counts }: RowTexts,
  split: SplitTexts,
  name: string,
  run: RunImportTask,
): Promise<BuiltColumn> {
  const flat = split.members.flat();
  const flatCounts = split.members.flatMap((parts, text) => parts.map(() => counts[text]));
  const { levelOfText, levels } = mergeSpellings(flat, flatCounts, true);
  let next = 0;
  const ofText = split.members.map(parts => {
    const own = [...new Set(parts.map(() => levelOfText[next++]))];
    return own.sort((a, b) => a - b);
  });
  const ofCode = Array.from(textOf, text => (text < 0 ? [] : ofText[text]));
  const starts = new Int32Array(ofCode.length + 1);
  ofCode.forEach((own, code) => (starts[code + 1] = starts[code] + own.length));
  const filled = await run('import.sets', { codes, starts, members: Int32Array.from(ofCode.flat()) });
  return {
    column: { kind: 'set', name, members: levels, offsets: filled.offsets, codes: filled.codes },
    counts: { missing: filled.missing, distinct: levels.length },
    unread: NOTHING,
    merged: 0,
  };
}
