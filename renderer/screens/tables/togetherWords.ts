import { formatThings, joinWords } from '#shared/format';
import type { ImportReport } from '#shared/results';

type Told = Pick<ImportReport, 'nRows' | 'fold' | 'removedByCleaning'> & {
  readonly rows: Pick<ImportReport['rows'], 'duplicate'>;
};

/** What became of the rows that were put together; only what happened is told. */
export function togetherWords(nRows: number, report: Told): string {
  const { fold } = report;
  const nFolded = fold ? fold.rowsBefore - fold.customers : 0;
  const reasons = [
    [report.rows.duplicate, 'is repeated', 'are repeated'],
    [nFolded, 'is a further one of a customer', 'are further ones of customers'],
    [report.removedByCleaning, 'is left out by cleaning', 'are left out by cleaning'],
  ] as const;
  const told = reasons.filter(([n]) => n > 0).map(([n, one, many]) => formatThings(n, one, many));
  const became = `${formatThings(nRows, 'row')} together, ${formatThings(report.nRows, 'customer')}`;
  return told.length === 0 ? `${became}.` : `${became}: of the rows ${joinWords(told)}.`;
}
