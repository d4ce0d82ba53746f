import { AppError } from '#shared/errors';
import type { Note } from '#shared/notes';
import type { ColumnChoice, Recipe } from '#shared/recipe';
import type { ColumnReport } from '#shared/results';
import type { Column } from '../../table/Column.ts';
import type { Imported } from '../Imported.ts';

type NameOf = (header: string) => string;

/**
 * Gives columns the names, labels and orders of levels that a person chose. Everything before works on the names of the file, so that what a
 * column is known as does not change what it is.
 * @throws AppError `option.invalid` when two columns would have one name
 */
export function nameColumns(imported: Imported, choices: Recipe['columns']): Imported {
  const chosen = new Map(Object.entries(choices).filter(([, choice]) => isNaming(choice)));
  if (chosen.size === 0) return imported;
  const nameOf: NameOf = header => chosen.get(header)?.name ?? header;
  requireDistinct(imported.table.columns.map(column => nameOf(column.name)));
  const { table, report } = imported;
  return {
    ...imported,
    table: { ...table, columns: table.columns.map(column => named(column, chosen.get(column.name))) },
    report: {
      ...report,
      renamed: [...report.renamed, ...renamedByHand(table.columns, nameOf)],
      missingTokens: report.missingTokens.map(token => ({ ...token, column: nameOf(token.column) })),
      rejected: report.rejected.map(row => ({ ...row, column: row.column === null ? null : nameOf(row.column) })),
      fold: report.fold && {
        ...report.fold,
        keyColumn: nameOf(report.fold.keyColumn),
        columns: report.fold.columns.map(folded => ({ ...folded, column: nameOf(folded.column) })),
      },
      columns: report.columns.map(column => reported(column, nameOf, chosen.get(column.name))),
      notes: report.notes.map(note => renamedNote(note, nameOf)),
    },
  };
}

function isNaming({ name, label, missingCodes, levels }: ColumnChoice): boolean {
  return name !== undefined || label !== undefined || missingCodes !== undefined || levels !== undefined;
}

function named(column: Column, choice: ColumnChoice | undefined): Column {
  if (!choice) return column;
  const { name = column.name, label, levels } = choice;
  const given = { ...column, name, header: column.name, ...(label ? { label } : {}) };
  return (given.kind === 'category' || given.kind === 'text') && levels ? { ...given, order: levels } : given;
}

function reported(column: ColumnReport, nameOf: NameOf, choice: ColumnChoice | undefined): ColumnReport {
  return {
    ...column,
    name: nameOf(column.name),
    notes: column.notes.map(note => renamedNote(note, nameOf)),
    label: choice?.label ?? '',
    missingCodes: [...(choice?.missingCodes ?? [])],
  };
}

function renamedByHand(columns: readonly Column[], nameOf: NameOf) {
  return columns
    .filter(({ name }) => nameOf(name) !== name)
    .map(({ name }) => ({ original: name, name: nameOf(name), reason: 'chosen' as const }));
}

function renamedNote(note: Note, nameOf: NameOf): Note {
  return 'column' in note.args ? ({ ...note, args: { ...note.args, column: nameOf(note.args.column) } } as Note) : note;
}

function requireDistinct(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase()))
      throw new AppError('option.invalid', {
        option: 'name of a column',
        allowed: 'a name that no other column has',
        got: name,
      });
    seen.add(name.toLowerCase());
  }
}
