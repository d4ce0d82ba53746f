import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import { breathe } from '../../import/breathe.ts';
import { buildLevels } from '../../import/kinds/levels.ts';
import type { Column } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { CleanContext, CleanTable } from '../defineCleanStep.ts';
import { compile, type Typed } from './compile.ts';
import { evaluate, type Vector } from './evaluate.ts';
import { FormulaFault } from './Node.ts';
import { parseFormula } from './parse.ts';
import { unknownTexts } from './unknownTexts.ts';

/**
 * Reads a formula over a table.
 * @throws AppError `formula.invalid` naming the step, the place in the formula, what was expected and the column perhaps meant
 */
export function readFormula(formula: string, table: CleanTable, step: string): Typed {
  try {
    return compile(parseFormula(formula), table);
  } catch (error) {
    if (!(error instanceof FormulaFault)) throw error;
    const { at, expected, found, similar } = error;
    throw new AppError('formula.invalid', { step, formula, position: at + 1, expected, found, similar });
  }
}

export interface FormulaResult {
  readonly column: Column;
  readonly notes: readonly Note[];
}

/** A text that few rows share names rows; one that many share describes them. */
const MOST_LEVELS = 500;

/**
 * The values of a formula as a column, computed over fixed chunks of rows.
 * @param text the formula as it was written, for the notes
 */
export async function runFormula(
  typed: Typed,
  text: string,
  name: string,
  table: CleanTable,
  context: CleanContext,
): Promise<FormulaResult> {
  const gaps = new Gaps();
  const collect = typed.type === 'text' ? new Texts(table.nRows) : new Numbers(table.nRows);
  for (let from = 0; from < table.nRows; from += CHUNK_ROWS) {
    await breathe(context.run, table.nRows);
    const n = Math.min(CHUNK_ROWS, table.nRows - from);
    const noAnswer = (part: Typed, row: number) => gaps.add(part, row);
    collect.add(from, evaluate(typed, { from, n, referenceDay: context.referenceDay, noAnswer }));
  }
  const notes = [...unknownTexts(text, typed), ...gaps.notes(text, table.sourceRows)];
  return { column: collect.column(name, typed), notes };
}

/** Parts of a formula without an answer, with the rows that have none. */
class Gaps {
  private readonly found = new Map<Typed, { rows: number; first: number }>();

  add(part: Typed, row: number): void {
    const known = this.found.get(part);
    if (known) known.rows++;
    else this.found.set(part, { rows: 1, first: row });
  }

  notes(formula: string, sourceRows: Int32Array): Note[] {
    return [...this.found].map(([part, { rows, first }]) => {
      const firstRow = sourceRows[first];
      const { node } = part;
      const divisor = node.kind === 'call' && (node.name === '/' || node.name === '%') ? node.args[1] : null;
      if (divisor !== null)
        return note('formula.divisionByZero', { formula, column: textOf(formula, divisor), rows, firstRow });
      return note('formula.noAnswer', { formula, part: textOf(formula, node), rows, firstRow });
    });
  }
}

/** A part of the formula as it was written; a column without its brackets. */
function textOf(formula: string, { at, end }: { at: number; end: number }): string {
  const text = formula.slice(at, end).trim();
  return /^\[[^[\]]*\]$/.test(text) ? text.slice(1, -1) : text;
}

class Numbers {
  private readonly values: Float64Array;
  constructor(nRows: number) {
    this.values = sharedFloat64(nRows);
  }
  add(from: number, part: Vector): void {
    this.values.set(part as Float64Array, from);
  }
  column(name: string, { type }: Typed): Column {
    const { values } = this;
    if (type === 'boolean')
      return { kind: 'boolean', name, values: Uint8Array.from(values, value => (Number.isNaN(value) ? 2 : value)) };
    return { kind: type === 'date' ? 'date' : 'number', name, values };
  }
}

class Texts {
  private readonly codes: Int32Array;
  private readonly known = new Map<string, number>();
  constructor(nRows: number) {
    this.codes = new Int32Array(nRows);
  }
  add(from: number, part: Vector): void {
    for (let i = 0; i < part.length; i++) this.codes[from + i] = this.codeOf(part[i] as string | null);
  }
  private codeOf(text: string | null): number {
    if (text === null || text === '') return -1;
    let code = this.known.get(text);
    if (code === undefined) this.known.set(text, (code = this.known.size));
    return code;
  }
  column(name: string): Column {
    const { codes, levels } = buildLevels(this.codes, [...this.known.keys()], false);
    const describes = levels.length <= MOST_LEVELS && levels.length <= Math.max(20, codes.length / 2);
    return { kind: describes ? 'category' : 'text', name, codes, levels };
  }
}
