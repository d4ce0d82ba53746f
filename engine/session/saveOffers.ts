import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellValue } from '#shared/columns';
import { writeXlsx } from '../formats/xlsxWriter.ts';
import type { Run } from '../jobs/Run.ts';
import type { OfferReasons } from '../recommend/reasons.ts';
import { writeCsv } from '../reports/customers/writeCsv.ts';
import { baseName } from './baseName.ts';
import { customerNames } from './customerOffers.ts';
import type { ShownOffers } from './MadeOffers.ts';
import type { Session } from './Session.ts';

export type OffersFormat = 'xlsx' | 'csv';
const COLUMNS = [
  { header: 'Customer', kind: 'text', width: 16 },
  { header: 'Segment', kind: 'text', width: 24 },
  { header: 'Rank', kind: 'integer', width: 6 },
  { header: 'Product', kind: 'text', width: 28 },
  { header: 'Score', kind: 'number', width: 12 },
  { header: 'Reason', kind: 'text', width: 80 },
] as const;
/** Customers between two looks at whether someone wants to stop. */
const CUSTOMERS_AT_ONCE = 1_000;

/** One row per offer: customer, segment, rank, product, score, reason. */
export function* offerRows(shown: ShownOffers, reasons: OfferReasons, run: Run): Generator<CellValue[]> {
  const { base, lists, labels, segmentNames } = shown.offered;
  const nameOf = customerNames(shown);
  const { nCustomers } = base.owned.interactions;
  for (let row = 0; row < nCustomers; row++) {
    if (row % CUSTOMERS_AT_ONCE === 0) {
      run.throwIfCancelled();
      run.progress(row, nCustomers, 'Writing offers');
    }
    const name = nameOf(row);
    const segment = labels ? (segmentNames[labels[row]] ?? null) : null;
    for (let i = 0; i < lists.nEach; i++) {
      const product = lists.products[row * lists.nEach + i];
      if (product < 0) break;
      const score = lists.scores[row * lists.nEach + i];
      yield [name, segment, i + 1, base.owned.products[product], score, reasons.reason(row, product)];
    }
  }
}

/** @throws AppError as the writers do; Cancelled */
export async function writeOffers(
  path: string,
  format: OffersFormat,
  shown: ShownOffers,
  reasons: OfferReasons,
  run: Run,
): Promise<void> {
  const rows = offerRows(shown, reasons, run);
  if (format === 'csv')
    await writeCsv(
      path,
      COLUMNS.map(({ header }) => header),
      rows,
    );
  else await writeXlsx(path, [{ name: 'Offers', columns: COLUMNS, rows, freezeHeader: true, autoFilter: true }]);
}

/** Writes the offers into a folder of its own below `directory`. @throws AppError `offers.none`, and as the writers do; Cancelled */
export async function saveOffers(
  session: Session,
  format: OffersFormat,
  directory: string,
  run: Run,
): Promise<{ path: string; name: string }> {
  const shown = session.offers.requireShown();
  const reasons = await session.offers.reasonsOf(shown, run);
  await mkdir(directory, { recursive: true });
  const name = `${baseName(session.requireSource().name)} offers.${format}`;
  const path = join(await mkdtemp(join(directory, 'offers-')), name);
  await writeOffers(path, format, shown, reasons, run);
  return { path, name };
}
