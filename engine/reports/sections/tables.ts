import { formatCount, formatNumber, formatPercent, formatThings, joinWords } from '#shared/format';
import { outcomeWords, referenceWords } from '#shared/rfmWords';
import { RFM_LEFT_OUT, RFM_RULE, RFM_SCORE_RULE, type RfmAccount, type RfmLeftOut } from '#shared/rfm';
import { JOIN_KEY_RULE, REPEATED_KEYS, styleWords, type CombineAccount, type TableAccount } from '#shared/tables';
import type { Block, DataTable, Section } from '../document.ts';
import { cutText, type ReportContext } from './ReportContext.ts';
import { accountRows } from './accountRows.ts';

const LEFT_OUT: Readonly<Record<RfmLeftOut, string>> = {
  missingCustomer: '− without a customer',
  unreadableDate: '− without a readable date',
  unreadableAmount: '− without a readable amount',
  afterReference: '− after the reference day',
  beforeWindow: '− before the observation window',
  return: '− returns and cancellations',
  zeroPrice: '− worth nothing',
  repeated: '− equal to an earlier row',
};

/** How the tables of the project, or a list of transactions, became one table of customers; nothing where a file was taken as it is. */
export function tablesSection({ input }: ReportContext): Section | null {
  const { combine, nRows } = input.import;
  if (!combine) return null;
  const blocks = combine.tables.flatMap((table, i): Block[] => [
    { kind: 'heading', text: cutText(table.name) },
    { kind: 'table', table: readTable(table) },
    ...styleBlocks(table),
    ...(table.rfm ? rfmBlocks(table.id, table.rfm) : []),
    ...(i > 0 ? stepBlocks(combine.steps[i - 1]) : []),
  ]);
  const names = joinWords(combine.tables.map(table => cutText(table.name)));
  const transactions = combine.tables.reduce((sum, { rfm }) => sum + (rfm?.rows ?? 0), 0);
  const made = transactions > 0 ? ` ${formatThings(transactions, 'transaction')} were added up by customer.` : '';
  const headline = `${names} became one table of ${formatThings(combine.rows, 'row')} and ${formatThings(nRows, 'customer')}.${made}`;
  return { id: 'tables', title: 'How the tables became one', headline, blocks };
}

function account(id: string, title: string, n: string, lines: readonly (readonly [string, number])[]): DataTable {
  return {
    id,
    title,
    n,
    ...accountRows(lines),
  };
}

function readTable(table: TableAccount): DataTable {
  return account(`table-${table.id}`, `Rows of ${cutText(table.name)}`, `n = ${formatThings(table.read, 'row')} read`, [
    ['Rows read', table.read],
    ['− rejected', table.rejected],
    ['− empty', table.empty],
    ['= rows of data', table.data],
  ]);
}

function styleBlocks({ styles }: TableAccount): Block[] {
  const words = styles ? styleWords(styles) : '';
  return words === '' ? [] : [{ kind: 'paragraph', text: cutText(words, 600) }];
}

function rfmBlocks(id: string, rfm: RfmAccount): Block[] {
  const { options } = rfm;
  const amount = options.amount || `${options.quantity} × ${options.price}`;
  const counted = options.invoice ? `different ${options.invoice}` : 'rows';
  const reference = referenceWords(rfm);
  const text =
    `One row per ${options.customer}: recency in days from ${options.date} to ${rfm.referenceDay} (${reference}), frequency as ${counted}, ` +
    `monetary as the sum of ${amount}. Transactions run from ${rfm.firstDay} to ${rfm.lastDay}.${outcomeWords(rfm)}`;
  return [
    { kind: 'paragraph', text: cutText(text, 600) },
    { kind: 'table', table: rfmAccount(id, rfm) },
    { kind: 'table', table: segmentTable(id, rfm) },
    { kind: 'table', table: ruleTable(id) },
    { kind: 'paragraph', text: RFM_SCORE_RULE },
  ];
}

function rfmAccount(id: string, rfm: RfmAccount): DataTable {
  const left = RFM_LEFT_OUT.filter(reason => rfm.leftOut[reason] > 0);
  const lines: [string, number][] = [
    ['Transactions', rfm.rows],
    ...left.map((reason): [string, number] => [LEFT_OUT[reason], rfm.leftOut[reason]]),
  ];
  if (rfm.netted > 0) lines.push(['− returns, taken off the amount only', rfm.netted]);
  lines.push(['= rows that count as purchases', rfm.used], ['= customers', rfm.customers]);
  if (rfm.customersWithoutPurchase > 0)
    lines.push(['Customers without a purchase that counts', rfm.customersWithoutPurchase]);
  return account(`rfm-${id}`, 'From transactions to customers', `n = ${formatThings(rfm.rows, 'row')}`, lines);
}

function segmentTable(id: string, { segments, customers, monetary }: RfmAccount): DataTable {
  return {
    id: `rfm-segments-${id}`,
    title: 'Named RFM segments',
    n: `n = ${formatThings(customers, 'customer')}`,
    columns: [
      { header: 'Segment', align: 'left', grow: 2 },
      { header: 'Customers', align: 'right' },
      { header: 'Share', align: 'right' },
      { header: 'Amount', align: 'right' },
      { header: 'Share of amount', align: 'right' },
    ],
    rows: segments.map(entry => [
      entry.segment,
      formatCount(entry.customers),
      formatPercent(entry.customers / customers),
      formatNumber(entry.monetary, 4),
      formatPercent(entry.monetary / monetary),
    ]),
  };
}

/** The rule, so that anyone can check a name by hand. */
function ruleTable(id: string): DataTable {
  return {
    id: `rfm-rule-${id}`,
    title: 'The rule: recency score by FM score (the mean of frequency and monetary score, halves rounded up)',
    n: 'rule, not estimated',
    columns: [
      { header: 'Recency', align: 'left' },
      ...[1, 2, 3, 4, 5].map(score => ({ header: `FM ${score}`, align: 'left' as const, grow: 2 })),
    ],
    rows: [5, 4, 3, 2, 1].map(score => [String(score), ...RFM_RULE[score - 1]]),
  };
}

function stepBlocks(step: CombineAccount): Block[] {
  if (step.how === 'append')
    return [
      {
        kind: 'table',
        table: account(
          `step-${step.table}`,
          step.rowsDropped ? 'Put in the place of the rows before' : 'Appended below',
          `n = ${formatThings(step.rowsAfter, 'row')}`,
          [
            ['Rows before', step.rowsBefore],
            ...(step.rowsDropped ? [['− left out', step.rowsDropped] as const] : []),
            ['+ appended', step.rowsAdded],
            ['= rows after', step.rowsAfter],
          ],
        ),
      },
    ];
  const title = cutText(`Joined: ${step.key} with ${step.tableKey}`);
  return [
    {
      kind: 'table',
      table: account(`step-${step.table}`, title, `n = ${formatThings(step.rowsBefore, 'row')}`, [
        ['Rows before', step.rowsBefore],
        ['of them matched', step.matched],
        ['without a partner', step.unmatched],
        ['without a key', step.missingKey],
        ['− dropped', step.dropped],
        ['= rows after', step.rowsAfter],
        ['Rows of the joined table', step.tableRows],
        ['keys that met a row', step.tableMatched],
        ['keys that met none', step.tableUnmatched],
        ['rows without a key', step.tableMissingKey],
        [`repeats of a key${step.repeated > 0 ? REPEATED_KEYS[step.duplicates] : ''}`, step.repeated],
      ]),
    },
    { kind: 'paragraph', text: JOIN_KEY_RULE },
  ];
}
