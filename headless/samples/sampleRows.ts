import { stream, type RandomStream } from '#engine/random';
import { drawCustomer, type Customer } from './customer.ts';
import { chance } from './draw.ts';
import { accountType, channels, type SampleCell, type SampleColumn } from './sampleColumns.ts';

const REPEATED_ROW = 0.012;
const ROW_PER_CHANNEL = 0.03;
const ROW_PER_ACCOUNT = 0.02;
const SECOND_ACCOUNTS = ['Savings', 'Current', 'Term Deposit'] as const;
const UNTIDY = 0.03;

interface Waiting {
  readonly cells: SampleCell[];
  rowsLeft: number;
}

/**
 * The data rows, exactly `nRows` of them. With `isRealistic` some customers stand on several rows that differ in one column, and some
 * rows come twice, a little further down.
 */
export function* sampleRows(
  columns: readonly SampleColumn[],
  nRows: number,
  seed: number,
  isRealistic: boolean,
): Generator<SampleCell[]> {
  const waiting: Waiting[] = [];
  let n = 0;
  for (let index = 0; n < nRows; index++) {
    const customer = drawCustomer(seed, index);
    const random = stream(seed, 'sample.sheet', index);
    const cells = cellsOf(columns, customer, random);
    const further = isRealistic ? furtherRows(columns, customer, cells, random) : [];
    yield cells;
    n++;
    for (const more of further) waiting.push({ cells: more, rowsLeft: random.below(40) });
    for (let i = 0; i < waiting.length && n < nRows;) {
      if (waiting[i].rowsLeft-- > 0) i++;
      else {
        yield waiting[i].cells;
        waiting.splice(i, 1);
        n++;
      }
    }
  }
}

function cellsOf(columns: readonly SampleColumn[], customer: Customer, random: RandomStream): SampleCell[] {
  const cells = columns.map(column => cellOf(column, customer, random));
  columns.forEach(({ copyOf }, i) => {
    if (copyOf) cells[i] = cells[columns.indexOf(copyOf)];
  });
  return cells;
}

function cellOf(column: SampleColumn, customer: Customer, random: RandomStream): SampleCell {
  const cell = column.cell(customer);
  if (column.gaps !== undefined && chance(random, column.gaps)) return 'NULL';
  return column.isUntidy && typeof cell === 'string' && cell !== 'NULL' && chance(random, UNTIDY)
    ? untidy(cell, random)
    : cell;
}

function untidy(text: string, random: RandomStream): string {
  switch (random.below(4)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return text.replaceAll(' ', '  ');
    default:
      return `${text} `;
  }
}

/** What else stands in the sheet about this customer; one row per channel takes the other channels out of `cells`. */
function furtherRows(
  columns: readonly SampleColumn[],
  customer: Customer,
  cells: SampleCell[],
  random: RandomStream,
): SampleCell[][] {
  const withCell = (column: SampleColumn, cell: SampleCell) => cells.with(columns.indexOf(column), cell);
  const draw = random.uniform();
  if (draw < REPEATED_ROW) return [[...cells]];
  if (draw < REPEATED_ROW + ROW_PER_CHANNEL && customer.channels.length > 1) {
    const first = columns.indexOf(channels);
    cells[first] = customer.channels[0];
    return customer.channels.slice(1).map(channel => withCell(channels, channel));
  }
  if (draw > 1 - ROW_PER_ACCOUNT) {
    const second = SECOND_ACCOUNTS[random.below(SECOND_ACCOUNTS.length)];
    return cells[columns.indexOf(accountType)] === second ? [] : [withCell(accountType, second)];
  }
  return [];
}
