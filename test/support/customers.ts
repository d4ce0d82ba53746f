import type { ColumnRole } from '#shared/columns';
import type { Customers } from '#engine/reports/customers/CustomerExport';
import type { Segmented } from '#engine/segments/Segmented';
import type { Column, Table } from '#engine/table/Column';
import { makeReportInput } from './reportInput.ts';

/** A segmented table of `nRows` customers with one column of each kind; texts come from `names`, over and over. */
export function makeCustomers(
  nRows: number,
  names: readonly string[] = ['Ali', 'Sana'],
): Customers & { segmented: Segmented } {
  const nSegments = Math.min(3, nRows);
  const input = makeReportInput({ nCustomers: nRows, nSegments, nCategories: 0, nNumbers: 0, points: 1 });
  const rows = Array.from({ length: nRows }, (_, row) => row);
  const columns: Column[] = [
    { kind: 'number', name: 'CustomerID', values: Float64Array.from(rows, row => 9_007_199_254_000_000 + row) },
    {
      kind: 'text',
      name: 'Name',
      codes: Int32Array.from(rows, row => row % names.length),
      levels: [...new Set(names)],
    },
    { kind: 'number', name: 'Balance', values: Float64Array.from(rows, row => (row === 1 ? Number.NaN : row * -1.5)) },
    { kind: 'date', name: 'Since', values: Float64Array.from(rows, row => (row === 2 ? Number.NaN : 19_000 + row)) },
    { kind: 'boolean', name: 'PEP', values: Uint8Array.from(rows, row => row % 3) },
    {
      kind: 'set',
      name: 'Channels',
      members: ['ATM', 'Branch'],
      offsets: Int32Array.from({ length: nRows + 1 }, (_, i) => i * 2),
      codes: Int32Array.from({ length: nRows * 2 }, (_, i) => i % 2),
    },
  ];
  const roles: ColumnRole[] = ['identifier', 'ignore', 'feature', 'date', 'flag', 'feature'];
  const table: Table = { nRows, columns };
  const segmented: Segmented = {
    segmentation: input.segmentation,
    labels: Int32Array.from(rows, row => row % nSegments),
    scores: Float64Array.from(rows, row => row % 100),
    tiers: Uint8Array.from(rows, row => row % 3),
    model: { nClusters: nSegments } as unknown as Segmented['model'],
    position: Int32Array.from({ length: nSegments + 1 }, (_, i) => (i < nSegments ? i : -1)),
    centroids: { nClusters: nSegments, nColumns: 0, centers: new Float64Array(0) },
    pca: { nComponents: 2 } as unknown as Segmented['pca'],
    farFrom: new Float64Array(nSegments),
  };
  return { table, roles, segmented };
}
