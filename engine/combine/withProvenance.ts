import type { Imported } from '../import/Imported.ts';
import type { Combined } from './combineTables.ts';

/** What was imported from a combined table, with rows and header told in the words of the files it came from. */
export function withProvenance(
  imported: Imported,
  { report, origins, mainSheet }: NonNullable<Combined['made']>,
): Imported {
  const { header, renamed } = mainSheet;
  return {
    ...imported,
    sourceRows: imported.sourceRows.map(row => origins[row - 2]),
    report: {
      ...imported.report,
      headerRows: header.rows.map(row => row + 1),
      headerEvidence: header.evidence,
      // Cells that were put together are settled, and show nothing of how a file wrote them.
      ...report.tables[0].styles,
      renamed: [...renamed, ...imported.report.renamed],
      combine: report,
    },
  };
}
