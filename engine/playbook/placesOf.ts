import type { ColumnRole } from '#shared/columns';
import type { PlayPlace } from '#shared/playbook';
import { countLevels, levelsByCount } from '../explain/levelCounts.ts';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Column, Table } from '../table/Column.ts';
import { isOpen } from './Book.ts';

const MAX_LEVELS = 200;

/** The columns that plays may rest on: by their concept where they have one, so that the play fits other files too. */
export function placesOf({
  table,
  roles,
}: {
  readonly table: Table;
  readonly roles: readonly ColumnRole[];
}): PlayPlace[] {
  const taken = new Set<string>();
  return table.columns.flatMap((column, i) => {
    const kind = kindOf(column);
    if (!isOpen(roles[i]) || kind === null) return [];
    const concept = columnConcept(column)?.id;
    const place = concept === undefined || taken.has(concept) ? column.name : concept;
    taken.add(place);
    return [{ place, title: column.name, kind, levels: kind === 'category' ? levelsOf(column, table.nRows) : [] }];
  });
}

function kindOf({ kind }: Column): PlayPlace['kind'] | null {
  if (kind === 'number' || kind === 'date') return 'number';
  if (kind === 'boolean') return 'yesNo';
  return kind === 'text' ? null : 'category';
}

function levelsOf(column: Column, nRows: number): string[] {
  const counted = countLevels(column, new Int32Array(nRows), 1);
  if (!counted) return [];
  return levelsByCount(counted)
    .slice(0, MAX_LEVELS)
    .map(code => counted.levels[code]);
}
