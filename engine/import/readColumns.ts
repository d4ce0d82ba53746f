import { note, type Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { MissingToken } from '#shared/results';
import { formatCount, formatThings } from '#shared/format';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import { CELL_ERROR } from '../table/RawTable.ts';
import { breathe } from './breathe.ts';
import { CellReader, type ColumnCells } from './cells/ColumnCells.ts';
import { missingCodes } from './cells/missingCodes.ts';
import { conceptOf } from './dictionary/conceptOf.ts';
import { buildColumn } from './kinds/buildColumn.ts';
import { decideKind, type KindDecision } from './kinds/decideKind.ts';

export interface ReadColumns {
  /** One entry per data row. */
  readonly columns: readonly Column[];
  /** Why each has its kind. */
  readonly evidence: readonly string[];
  readonly notes: readonly (readonly Note[])[];
  readonly missingTokens: MissingToken[];
  /** Cells that hold an error. */
  readonly nErrors: number;
  /** Dates of birth with years of two digits. */
  readonly shortYearBirths: ReadonlySet<string>;
}
interface Parts {
  readonly raw: RawRead;
  readonly rows: Int32Array;
  readonly positions: readonly number[];
  readonly names: readonly string[];
  readonly missingWords: ReadonlySet<string>;
  readonly recipe: Recipe;
}

/** Different texts listed per column that were read as missing; the rest are counted together. */
const MOST_TOKENS = 20;

/** Decides the kind of every column and reads its values. */
export async function readColumns(
  { raw, rows, positions, names, missingWords, recipe }: Parts,
  run: Run,
): Promise<ReadColumns> {
  const reader = new CellReader(raw.table, rows, missingWords);
  const asked = new Map(Object.entries(recipe.columns));
  const columns: Column[] = [];
  const evidence: string[] = [];
  const notes: Note[][] = [];
  const missingTokens: MissingToken[] = [];
  const shortYearBirths = new Set<string>();
  let nErrors = 0;
  for (const [i, name] of names.entries()) {
    await breathe(run, rows.length);
    run.progress(i, names.length, 'Reading columns');
    const cells = reader.read(positions[i], missingCodes(asked.get(name)?.missingCodes ?? []));
    const context = {
      name,
      concept: conceptOf(name),
      asked: asked.get(name)?.kind,
      dateSystem: raw.dateSystem ?? 1900,
    } as const;
    const decision = decideKind(cells, context);
    const built = buildColumn(cells, decision, name);
    nErrors += cells.kindCounts[CELL_ERROR];
    columns.push(built.column);
    if (decision.kind === 'date' && decision.dates.hasShortYears && context.concept?.id === 'birthDate')
      shortYearBirths.add(name);
    evidence.push(withUnread(decision.evidence, built.unread, built.merged));
    notes.push(commaNote(decision, name));
    missingTokens.push(...tokensOf(name, cells, reader, built.unread));
  }
  run.progress(names.length, names.length, 'Reading columns');
  return { columns, evidence, notes, missingTokens, nErrors, shortYearBirths };
}

function withUnread(evidence: string, unread: ReadonlyMap<string, number>, merged: number): string {
  const n = [...unread.values()].reduce((sum, count) => sum + count, 0);
  const parts = [evidence];
  if (n > 0)
    parts.push(`${formatThings(n, 'value')} ${n === 1 ? 'is' : 'are'} not of this kind or not possible, and missing`);
  if (merged > 0) parts.push(`${formatCount(merged)} spellings merged that differ in case or spaces`);
  return parts.join('; ');
}

function commaNote(decision: KindDecision, column: string): Note[] {
  const n = decision.kind === 'number' ? decision.numbers.nDecimalComma : 0;
  return n > 0 ? [note('read.decimalComma', { column, n })] : [];
}

/** Texts read as missing with their counts, most frequent first; empty cells are no text. */
function tokensOf(
  column: string,
  cells: ColumnCells,
  reader: CellReader,
  unread: ReadonlyMap<string, number>,
): MissingToken[] {
  const counts = new Map(unread);
  const add = (token: string, count: number) => counts.set(token, (counts.get(token) ?? 0) + count);
  cells.texts.tidy.forEach((token, code) => {
    if (!cells.texts.isMissing[code] || token === '') return;
    add(cells.texts.isCode[code] ? codeWords(token) : token, cells.texts.counts[code]);
  });
  for (const [token, count] of cells.coded) add(codeWords(token), count);
  if (cells.kindCounts[CELL_ERROR] > 0) {
    for (let i = 0; i < cells.n; i++) if (cells.kinds[i] === CELL_ERROR) add(reader.errorText(cells, i), 1);
  }
  const sorted = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([token, count]) => ({ column, token: token.slice(0, 60), count }));
  const rest = sorted.slice(MOST_TOKENS).reduce((sum, { count }) => sum + count, 0);
  return rest > 0 ? [...sorted.slice(0, MOST_TOKENS), { column, token: '(other texts)', count: rest }] : sorted;
}

/** How a value that was declared to mean "missing" stands in the list of what was read as missing. */
function codeWords(token: string): string {
  return `${token} (code)`;
}
