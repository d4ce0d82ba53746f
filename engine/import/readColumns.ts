import { formatThings } from '#shared/format';
import type { Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { MissingToken } from '#shared/results';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import { CELL_ERROR } from '../table/RawTable.ts';
import { CellReader } from './cells/CellReader.ts';
import type { ColumnCells } from './cells/ColumnCells.ts';
import { missingCodes } from './cells/missingCodes.ts';
import { columnNotes } from './columnNotes.ts';
import { conceptOf } from './dictionary/conceptOf.ts';
import { buildColumn, type BuiltColumn } from './kinds/buildColumn.ts';
import { decideKind, type KindDecision } from './kinds/decideKind.ts';
import { isPercentColumn } from './kinds/mixedSigns.ts';
import { eachColumn, type ColumnDesk } from './eachColumn.ts';
import type { FileMarks } from './FileMarks.ts';
import { missingTokensOf } from './missingTokens.ts';
import type { ValueCounts } from './roles/distinctValues.ts';
import { writtenAs, stylesOf, type Styles } from './styles.ts';

export interface ReadColumns {
  /** One entry per data row. */
  readonly columns: readonly Column[];
  readonly counts: readonly ValueCounts[];
  /** Why each has its kind. */
  readonly evidence: readonly string[];
  readonly notes: readonly (readonly Note[])[];
  readonly missingTokens: MissingToken[];
  /** Cells that hold an error. */
  readonly nErrors: number;
  /** Dates of birth with years of two digits. */
  readonly shortYearBirths: ReadonlySet<string>;
  readonly decimalEvidence: string;
  readonly marks: FileMarks;
  readonly dateOrderEvidence: string;
}
interface Parts {
  readonly raw: RawRead;
  readonly rows: Int32Array;
  readonly positions: readonly number[];
  readonly names: readonly string[];
  readonly missingWords: ReadonlySet<string>;
  readonly recipe: Recipe;
}
interface ReadOne {
  readonly name: string;
  readonly decision: KindDecision;
  readonly built: BuiltColumn;
  readonly notes: readonly Note[];
  readonly missingTokens: readonly MissingToken[];
  readonly nErrors: number;
}

/**
 * Decides the kind of every column and reads its values. Columns whose own values leave the decimal mark or the order of day and month open
 * are read again where the others agree on one.
 */
export async function readColumns(parts: Parts, run: Run): Promise<ReadColumns> {
  const { rows, names, recipe } = parts;
  const reader = new CellReader(parts.raw.table, rows, parts.missingWords);
  const none = { decimalMark: null, dateOrder: null };
  const read: ReadOne[] = [];
  let nDone = 0;
  const nCells = rows.length * names.length;
  await eachColumn(Array.from(names.keys()), nCells, reader, run, async (i, desk) => {
    read[i] = await readOne(parts, reader, i, none, desk);
    run.progress(++nDone, names.length, 'Reading columns');
  });
  const styles = stylesOf(
    read.map(({ name, decision }, i) => ({ name, position: parts.positions[i], decision })),
    recipe.reading,
    parts.raw,
  );
  await eachColumn(styles.toReadAgain, rows.length * styles.toReadAgain.length, reader, run, async (i, desk) => {
    read[i] = await readOne(parts, reader, i, styles.hints, desk);
  });
  return {
    columns: read.map(one => one.built.column),
    counts: read.map(one => one.built.counts),
    evidence: read.map(one => withUnread(one)),
    notes: read.map(one => one.notes),
    missingTokens: read.flatMap(one => one.missingTokens),
    nErrors: read.reduce((sum, one) => sum + one.nErrors, 0),
    shortYearBirths: new Set(read.filter(isShortYearBirth).map(one => one.name)),
    decimalEvidence: styles.decimalEvidence,
    marks: { asked: recipe.reading.decimalMark, shown: styles.hints.decimalMark, evidence: styles.markEvidence },
    dateOrderEvidence: styles.dateOrderEvidence,
  };
}

async function readOne(
  { raw, rows, positions, names, recipe }: Parts,
  reader: CellReader,
  i: number,
  hints: Styles['hints'],
  { scratch, run }: ColumnDesk,
): Promise<ReadOne> {
  const name = names[i];
  const { decimalMark, dateOrder } = recipe.reading;
  const choice = Object.hasOwn(recipe.columns, name) ? recipe.columns[name] : undefined;
  const prepared = reader.prepare(positions[i], missingCodes(choice?.missingCodes ?? []), scratch);
  const cells = reader.finish(prepared, await run('import.scan', prepared.scan));
  const decision = decideKind(cells, {
    name,
    concept: conceptOf(name),
    asked: choice?.kind,
    dateSystem: raw.dateSystem ?? 1900,
    marks: { asked: decimalMark, hint: hints.decimalMark, ...writtenAs(raw, positions[i]) },
    orders: { asked: dateOrder, hint: hints.dateOrder },
  });
  const built = await buildColumn(cells, decision, name, run);
  const sheetRow = (position: number) => rows[position] + 1;
  return {
    name,
    decision,
    built: { ...built, column: withPointNumbers(withPercent(built.column, cells, decision), cells, raw, positions[i]) },
    notes: columnNotes(name, cells, decision, built, sheetRow),
    missingTokens: missingTokensOf(name, cells, reader, built.unread, sheetRow),
    nErrors: cells.kindCounts[CELL_ERROR],
  };
}

/** Says of numbers that every one of them was written with a percent sign. */
function withPercent(column: Column, cells: ColumnCells, decision: KindDecision): Column {
  return column.kind === 'number' && isPercentColumn(cells, decision) ? { ...column, isPercent: true } : column;
}

/** Says of texts that some of them were numbers with decimals, unless they are what was written. */
function withPointNumbers(column: Column, cells: ColumnCells, raw: RawRead, position: number): Column {
  if (column.kind !== 'category' && column.kind !== 'text' && column.kind !== 'set') return column;
  if (cells.firstFraction === cells.n || writtenAs(raw, position).isText) return column;
  return { ...column, hasPointNumbers: true };
}

function isShortYearBirth({ name, decision }: ReadOne): boolean {
  return decision.kind === 'date' && decision.dates.hasShortYears && conceptOf(name)?.id === 'birthDate';
}

function withUnread({ decision: { evidence }, built: { unread, merged } }: ReadOne): string {
  const n = [...unread.values()].reduce((sum, { count }) => sum + count, 0);
  const parts = [evidence];
  if (n > 0)
    parts.push(`${formatThings(n, 'value')} ${n === 1 ? 'is' : 'are'} not of this kind or not possible, and missing`);
  if (merged > 0)
    parts.push(
      `${formatThings(merged, 'spelling')} merged that ${merged === 1 ? 'differs' : 'differ'} in case or spaces`,
    );
  return parts.join('; ');
}
