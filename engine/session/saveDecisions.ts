import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { DECISIONS } from '#shared/decisions/credit';
import { reasonsOfDecision } from '../decide/reasonsOfDecision.ts';
import { writeXlsx, type ColumnToWrite } from '../formats/xlsxWriter.ts';
import type { Run } from '../jobs/Run.ts';
import { writeCsv } from '../reports/customers/writeCsv.ts';
import { chosenScores } from '../scoring/Scored.ts';
import { customerKey } from '../segments/overrides/customerKey.ts';
import { baseName } from './baseName.ts';
import { contactsOf, creditOf, decidedOn } from './decisions.ts';
import type { ScoredFormat } from './saveScored.ts';
import type { Session } from './Session.ts';

type Cell = string | number | null;
interface List {
  readonly name: string;
  readonly columns: readonly ColumnToWrite[];
  readonly rows: Iterable<readonly Cell[]>;
}
const ROWS_BETWEEN_LOOKS = 8192;

/** The contact list in the order in which it is worked through. @throws AppError as the writers do; Cancelled */
export async function saveContacts(session: Session, format: ScoredFormat, directory: string, run: Run) {
  const on = decidedOn(session);
  const { rows, values } = contactsOf(on);
  const { scored, imported, segmented } = on.book;
  const p = chosenScores(scored);
  const columns: ColumnToWrite[] = [
    { header: 'Order', kind: 'integer' },
    { header: 'Customer', kind: 'text', width: 18 },
    { header: `Probability that ${scored.target.eventWords}`, kind: 'percent' },
    { header: 'Segment', kind: 'text', width: 30 },
    { header: 'Action', kind: 'text', width: 40 },
    { header: 'Value where it works', kind: 'number' },
    { header: 'Cost', kind: 'number' },
    { header: 'Expected value', kind: 'number' },
    { header: 'Careful', kind: 'number' },
    { header: 'Hopeful', kind: 'number' },
  ];
  function* cells(): Generator<Cell[]> {
    for (const [i, row] of rows.entries()) {
      if (i % ROWS_BETWEEN_LOOKS === 0) run.throwIfCancelled();
      const { title, cost } = values.actions[values.action[row]];
      const segment = segmented?.segmentation.segments[segmented.labels[row]]?.name ?? null;
      const expected = [values.expected[row], values.low[row], values.high[row]];
      yield [i + 1, customerKey(imported, row), p[row], segment, title, values.value[row], cost, ...expected];
    }
  }
  return saved(session, { name: 'contact list', columns, rows: cells() }, format, directory);
}

/** Every customer with the decision, the line and why. @throws AppError as the writers do; Cancelled */
export async function saveCredit(session: Session, format: ScoredFormat, directory: string, run: Run) {
  const on = decidedOn(session);
  const decided = creditOf(on);
  const { scored, imported } = on.book;
  const p = chosenScores(scored);
  const columns: ColumnToWrite[] = [
    { header: 'Customer', kind: 'text', width: 18 },
    { header: `Probability that ${scored.target.eventWords}`, kind: 'percent' },
    { header: 'Decision', kind: 'text' },
    { header: 'Suggested credit line', kind: 'number' },
    { header: 'Reasons', kind: 'text', width: 80 },
    { header: 'By the rules', kind: 'text' },
    { header: 'Decided by', kind: 'text' },
    { header: 'Reason of the decision by hand', kind: 'text', width: 40 },
  ];
  function* cells(): Generator<Cell[]> {
    for (let row = 0; row < p.length; row++) {
      if (row % ROWS_BETWEEN_LOOKS === 0) run.throwIfCancelled();
      const override = decided.overrides.get(row);
      const line = decided.line[row];
      yield [
        customerKey(imported, row),
        p[row],
        DECISIONS[decided.decision[row]],
        Number.isNaN(line) ? null : line,
        reasonsOfDecision(decided, row, p[row]).join('; '),
        DECISIONS[decided.byRule[row]],
        override?.by ?? null,
        override?.reason ?? null,
      ];
    }
  }
  return saved(session, { name: 'credit decisions', columns, rows: cells() }, format, directory);
}

async function saved(session: Session, list: List, format: ScoredFormat, directory: string) {
  await mkdir(directory, { recursive: true });
  const name = `${baseName(session.requireSource().name)} ${list.name}.${format}`;
  const path = join(await mkdtemp(join(directory, 'decided-')), name);
  if (format === 'csv')
    await writeCsv(
      path,
      list.columns.map(({ header }) => header),
      list.rows,
    );
  else await writeXlsx(path, [{ ...list, freezeHeader: true, autoFilter: true }]);
  return { path, name };
}
