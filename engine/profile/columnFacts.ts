import type { ColumnRole } from '#shared/columns';
import type { ColumnDetail, TextDetail } from '#shared/profile';
import type { ColumnReport } from '#shared/results';
import { breathe } from '../import/breathe.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import type { NumericColumnInput, NumericColumnOutput } from './columnTask.ts';
import { describeColumn } from './describe.ts';
import type { MixedUnits } from './mixedUnits.ts';
import { keptColumn, sortColumns } from './sortedColumns.ts';
import type { SpecialCode } from './specialCodes.ts';

/** A column, what it is for, what a person is shown of it, and what the findings are made from. */
export interface ColumnFacts {
  readonly column: Column;
  readonly role: ColumnRole;
  readonly detail: ColumnDetail;
  readonly codes: readonly SpecialCode[];
  readonly units: MixedUnits | null;
}

/** Columns given to the threads at once, so that progress is seen. */
const BATCH = 16;
const SAMPLES = 5;

/** Describes every column; number and date columns are sorted on the threads. */
export async function columnFacts(imported: Imported, run: Run): Promise<ColumnFacts[]> {
  const { table, roles, report } = imported;
  const facts: ColumnFacts[] = [];
  await sortColumns(table, run);
  for (let from = 0; from < table.columns.length; from += BATCH) {
    run.progress(from, table.columns.length, 'Describing columns');
    await breathe(run, table.nRows);
    const batch = table.columns.slice(from, from + BATCH);
    const inputs = batch.flatMap((column, i): NumericColumnInput[] =>
      column.kind === 'number' || column.kind === 'date'
        ? [{ column, role: roles[from + i], nRows: table.nRows, sorted: keptColumn(column.values)?.values ?? null }]
        : [],
    );
    const outputs = await run.pool.map<NumericColumnInput, NumericColumnOutput>('profile.column', inputs, run.signal);
    const ofColumn = new Map(inputs.map((input, i) => [input.column as Column, outputs[i]]));
    for (const [i, column] of batch.entries()) {
      const parts = { column, role: roles[from + i], nRows: table.nRows, report: report.columns[from + i] };
      facts.push(factsOf(parts, ofColumn.get(column)));
    }
  }
  return facts;
}

interface FactParts {
  readonly column: Column;
  readonly role: ColumnRole;
  readonly nRows: number;
  readonly report: ColumnReport;
}

function factsOf({ column, role, nRows, report }: FactParts, numeric: NumericColumnOutput | undefined): ColumnFacts {
  const { kindEvidence, roleReason } = report;
  const profile = numeric?.profile ?? describeColumn(column, role, nRows);
  const text = column.kind === 'category' || column.kind === 'text' ? textDetail(column.levels) : null;
  return {
    column,
    role,
    detail: { ...profile, kindEvidence, roleReason, number: numeric?.number ?? null, text },
    codes: numeric?.codes ?? [],
    units: numeric?.units ?? null,
  };
}

/** @param levels most frequent first */
function textDetail(levels: readonly string[]): TextDetail | null {
  if (levels.length === 0) return null;
  let shortest = Infinity;
  let longest = 0;
  for (const level of levels) {
    const length = Array.from(level).length;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  const at = Array.from({ length: SAMPLES }, (_none, i) => Math.round((i * (levels.length - 1)) / (SAMPLES - 1)));
  return { shortest, longest, samples: [...new Set(at)].map(i => levels[i].slice(0, 200)) };
}
