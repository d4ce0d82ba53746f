import type { CellValue } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { cleanRows } from '../clean/cleanImported.ts';
import { oneRowTable } from '../clean/oneRowTable.ts';
import { missingCodes, type MissingCodes } from '../import/cells/missingCodes.ts';
import { tidyText } from '../import/cells/tidyText.ts';
import type { Run } from '../jobs/Run.ts';
import type { Table } from '../table/Column.ts';
import { CELL_DATE, CELL_NUMBER } from '../table/RawTable.ts';
import type { CustomerValues } from './LoadedModel.ts';
import type { ModelColumn } from './ModelDocument.ts';
import type { ReadyModel } from './ReadyModel.ts';

interface KnownColumn {
  readonly name: string;
  readonly isDate: boolean;
  /** Null where it decides nothing. */
  readonly read: boolean;
  readonly codes: MissingCodes | null;
}

/** Takes single customers as a file of them would be taken: by the names of the columns, with the words and codes that stand for missing. */
export class CustomerReader {
  private readonly known = new Map<string, KnownColumn>();
  private readonly names: readonly string[];
  private readonly missing: ReadonlySet<string>;
  private readonly columns: Table;
  private readonly model: ReadyModel;

  constructor(model: ReadyModel) {
    const { document, before, asked } = model;
    const { recipe, cleaning, columns } = document;
    this.model = model;
    this.missing = new Set(recipe.reading.missingWords.map(word => tidyText(word).toLowerCase()));
    const all = cleaning?.before ?? columns;
    this.names = all.map(({ name }) => name);
    // Cleaning steps may look at any column; without them the ones that decide nothing need not be there.
    this.columns = cleaning ? before : { nRows: 0, columns: before.columns.filter(({ name }) => asked.has(name)) };
    for (const column of all) {
      const known = this.knownColumn(column);
      if (column.header !== null && !this.known.has(column.header)) this.known.set(column.header, known);
      this.known.set(column.name, known);
    }
  }

  private knownColumn({ name, header, kind }: ModelColumn): KnownColumn {
    const { recipe, cleaning } = this.model.document;
    return {
      name,
      isDate: kind === 'date',
      read: cleaning !== null || this.model.asked.has(name),
      codes: missingCodes(recipe.columns[header ?? name]?.missingCodes ?? []),
    };
  }

  /**
   * A table of this customer alone, cleaned.
   * @throws AppError `data.unknownColumn`, `data.columnTwice`, `option.invalid`
   */
  async read(values: CustomerValues, run: Run): Promise<Table> {
    const given: Record<string, CellValue> = Object.create(null) as Record<string, CellValue>;
    for (const [name, value] of Object.entries(values)) {
      const known = this.known.get(name);
      if (!known) throw new AppError('data.unknownColumn', { column: name, columns: listSome(this.names, 12) });
      if (!known.read) continue;
      if (known.name in given) throw new AppError('data.columnTwice', { column: known.name });
      given[known.name] = this.taken(known, value);
    }
    const row = oneRowTable(this.columns, given);
    const { cleaning } = this.model.document;
    if (!cleaning) return row;
    const roles = cleaning.before.map(({ role }) => role);
    return cleanRows({ ...row, roles, sourceRows: Int32Array.of(1) }, cleaning.fitted, run);
  }

  /** As the cell of a file would be: tidied, null where it stands for missing. */
  private taken({ codes, isDate }: KnownColumn, value: CellValue): CellValue {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return codes?.isCode(isDate ? CELL_DATE : CELL_NUMBER, value) ? null : value;
    const tidy = tidyText(value);
    return this.missing.has(tidy.toLowerCase()) || codes?.isCodeText(tidy) ? null : tidy;
  }
}
