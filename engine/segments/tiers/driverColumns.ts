import type { ColumnRole } from '#shared/columns';
import type { DriverColumn } from '#shared/contract/tiers';
import type { Column, Table } from '../../table/Column.ts';
import { meansNo } from './noWords.ts';
import { usualHigh } from './proposeTierRule.ts';

/** Who a customer is, what is protected and what is to be foretold are no signs of risk. */
const NO_DRIVER: readonly ColumnRole[] = ['identifier', 'protected', 'target', 'ignore'];

/** The columns a tier rule may use, and how each can be measured. */
export function driverColumns(table: Table, roles: readonly ColumnRole[]): DriverColumn[] {
  return table.columns.flatMap((column, i) => {
    const measures = measuresOf(column);
    if (measures.length === 0 || NO_DRIVER.includes(roles[i])) return [];
    return [{ name: column.name, measures, full: usualHigh(column) }];
  });
}

/** Words that are yes or no need one that says no, else every customer would be a yes. */
function measuresOf(column: Column): DriverColumn['measures'] {
  if (column.kind === 'number') return ['count', 'rank', 'ratio', 'flag'];
  if (column.kind === 'date') return [];
  if (column.kind === 'boolean') return ['flag', 'count'];
  return (column.kind === 'set' ? column.members : column.levels).some(meansNo) ? ['flag'] : [];
}
