import { note, type Note } from '#shared/notes';
import type { FoldReport } from '#shared/results';
import type { Run } from '../../jobs/Run.ts';
import type { Column } from '../../table/Column.ts';
import { breathe } from '../breathe.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';
import type { ColumnDecision } from '../roles/assignRoles.ts';
import { combineColumn, foldHow } from './combineColumn.ts';
import { differingGroups, groupRows, keyColumn, type Groups } from './groupRows.ts';

export interface Folded {
  readonly columns: readonly Column[];
  /** [nCustomers], row each customer was first seen on. */
  readonly firstRows: Int32Array;
  readonly report: FoldReport;
}

/**
 * Folds customers that take several rows (one per channel or account) into one row each. A list of transactions, whose rows differ in
 * many columns, is left as it is and a note says so.
 */
export async function foldCustomers(
  columns: readonly Column[],
  decisions: readonly ColumnDecision[],
  nRows: number,
  run: Run,
): Promise<{ folded: Folded | null; notes: Note[] }> {
  const roles = decisions.map(decision => decision.role);
  const key = keyColumn(columns, roles);
  if (!key) return { folded: null, notes: [] };
  const { distinct, missing } = decisions[columns.indexOf(key)];
  const groups = groupRows(key, nRows, distinct + missing === nRows);
  if (!groups) return { folded: null, notes: [] };
  const { keyColumn: name, nGroups: customers } = groups;
  const differing: number[] = [];
  for (const column of columns) {
    await breathe(run, nRows);
    differing.push(column.name === name ? 0 : countDiffering(column, groups));
  }
  const foldedCustomers = countMultiple(groups);
  if (!isCustomerTable(columns, decisions, differing, foldedCustomers))
    return {
      folded: null,
      notes: [note('rows.severalPerCustomer', { column: name, rows: groups.nKeyedRows, customers: groups.nKeys })],
    };
  const changes: FoldReport['columns'] = [];
  const combined: Column[] = [];
  for (const [i, column] of columns.entries()) {
    await breathe(run, nRows);
    const how = differing[i] > 0 ? foldHow(column, roles[i], differing[i], foldedCustomers) : 'first';
    if (differing[i] > 0) changes.push({ column: column.name, how, customers: differing[i] });
    combined.push(combineColumn(column, groups, how));
  }
  const firstRows = groups.starts.slice(0, customers).map(start => groups.rows[start]);
  const report = { keyColumn: name, rowsBefore: nRows, customers, foldedCustomers, columns: changes };
  return { folded: { columns: combined, firstRows, report }, notes: [] };
}

function countDiffering(column: Column, groups: Groups): number {
  return differingGroups(column, groups).reduce((sum, differs) => sum + differs, 0);
}

function countMultiple({ nGroups, starts }: Groups): number {
  let multiple = 0;
  for (let group = 0; group < nGroups; group++) if (starts[group + 1] - starts[group] > 1) multiple++;
  return multiple;
}

/** Where a row came from is nothing that the bank says of a customer, unless a person says that it is. */
function describes({ role, isOrigin }: ColumnDecision): boolean {
  return role !== 'identifier' && !(isOrigin && role === 'ignore');
}

/** Rows of one customer differ in one or two columns, or in up to two fifths of them; transactions differ in their day and most else. */
function isCustomerTable(
  columns: readonly Column[],
  decisions: readonly ColumnDecision[],
  differing: readonly number[],
  nMultiple: number,
): boolean {
  const concepts = columns.map(column => conceptOf(column.name)?.id);
  if (concepts.includes('transactionId')) return false;
  if (concepts.some((id, i) => id === 'transactionDate' && differing[i] > 0.5 * nMultiple)) return false;
  const described = differing.filter((_count, i) => describes(decisions[i]));
  const meanDiffering = described.reduce((sum, count) => sum + count, 0) / nMultiple;
  return meanDiffering <= Math.max(1.5, 0.4 * described.length);
}
