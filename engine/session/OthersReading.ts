import type { ColumnRole } from '#shared/columns';
import type { Recipe } from '#shared/recipe';
import type { DecimalMark } from '../import/cells/parseNumber.ts';
import type { FittedCleaning } from '../import/Cleaning.ts';
import type { Column } from '../table/Column.ts';
import type { FileFinder } from './sourceTables.ts';

/** How a model reads files of other customers. */
export interface OthersReading {
  readonly recipe: Recipe;
  /** Columns of the customers that the model was made on, before cleaning. */
  readonly columns: readonly Pick<Column, 'name' | 'header' | 'kind'>[];
  /** Parallel to `columns`. */
  readonly roles: readonly ColumnRole[];
  readonly cleaning: FittedCleaning | undefined;
  /** The decimal mark that the columns of the book showed, whatever a person chose; null where they showed none or several, absent where nobody knows. */
  readonly markShown?: DecimalMark | null;
  /** Columns that the model looks at, after cleaning. */
  readonly wanted: ReadonlySet<string>;
  /** Columns that are read as they were where the file has them, such as outcomes; none unless given. */
  readonly alsoRead?: ReadonlySet<string>;
}
export interface OthersFile {
  readonly path: string;
  readonly name: string;
  /** Where the tables are that the model joins; beside the file unless given. */
  readonly finder?: FileFinder;
}
