import { AppError } from '#shared/errors';
import { NETTED, stateOf, USED } from './rowStates.ts';
import type { Transactions } from './readTransactions.ts';

/** One entry per customer, customers in the order of their identifiers: by number where all are numbers, else by text. */
export interface RolledUp {
  /** Index into the names of the transactions. */
  readonly customers: Int32Array;
  /** First row that counts, from 0. */
  readonly firstRows: Int32Array;
  readonly firstDays: Float64Array;
  readonly lastDays: Float64Array;
  readonly frequency: Float64Array;
  readonly monetary: Float64Array;
  readonly returns: Float64Array;
  /** Days between the days on which the customer bought: their mean and sample deviation; NaN with fewer than two or three such days. */
  readonly meanGaps: Float64Array;
  readonly sdGaps: Float64Array;
  /** Rows that count, customer by customer, in the order of the file: rows[offsets[c]] … rows[offsets[c + 1] - 1]. */
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
  readonly customersWithoutPurchase: number;
}

/**
 * Adds up the transactions of each customer. Sums are compensated (Kahan), in the order of the rows.
 * @param states what becomes of every row
 * @throws AppError `rfm.noRows` when none counts
 */
export function rollUp(t: Transactions, states: Uint8Array, noRows: () => AppError): RolledUp {
  const counts = new Int32Array(t.customerNames.length);
  const isSeen = new Uint8Array(t.customerNames.length);
  for (let row = 0; row < t.n; row++) {
    const customer = t.customers[row];
    if (customer < 0) continue;
    isSeen[customer] = 1;
    if (states[row] === USED) counts[customer]++;
  }
  const customers = inOrder(t.customerNames, counts);
  if (customers.length === 0) throw noRows();
  const place = new Int32Array(t.customerNames.length).fill(-1);
  const offsets = new Int32Array(customers.length + 1);
  customers.forEach((customer, c) => {
    place[customer] = c;
    offsets[c + 1] = offsets[c] + counts[customer];
  });
  const rows = rowsOfCustomers(t, states, place, offsets);
  const nSeen = isSeen.reduce((sum, seen) => sum + seen, 0);
  return {
    customers,
    offsets,
    rows,
    firstRows: customers.map((_customer, c) => rows[offsets[c]]),
    frequency: distinctInvoices(t, rows, offsets),
    monetary: sums(t, states, place, customers.length),
    returns: returnsOf(t, states, place, customers.length),
    ...days(t, rows, offsets),
    customersWithoutPurchase: nSeen - customers.length,
  };
}

/** Customers that bought, by number where all names are numbers, else by the code units of their names. */
function inOrder(names: readonly string[], counts: Int32Array): Int32Array {
  const bought = Int32Array.from(names.keys()).filter(customer => counts[customer] > 0);
  const numbers = Float64Array.from(names, name => (name === '' ? NaN : Number(name)));
  if (bought.every(customer => !Number.isNaN(numbers[customer])))
    return bought.sort((a, b) => numbers[a] - numbers[b] || a - b);
  return bought.sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b));
}

function rowsOfCustomers(t: Transactions, states: Uint8Array, place: Int32Array, offsets: Int32Array): Int32Array {
  const next = offsets.slice();
  const rows = new Int32Array(offsets[offsets.length - 1]);
  for (let row = 0; row < t.n; row++) if (states[row] === USED) rows[next[place[t.customers[row]]]++] = row;
  return rows;
}

function distinctInvoices({ invoices, nInvoices }: Transactions, rows: Int32Array, offsets: Int32Array): Float64Array {
  const counts = new Float64Array(offsets.length - 1);
  const lastCustomer = new Int32Array(nInvoices).fill(-1);
  for (let c = 0; c < counts.length; c++) {
    for (let i = offsets[c]; i < offsets[c + 1]; i++) {
      const invoice = invoices ? invoices[rows[i]] : -1;
      if (invoice < 0) counts[c]++;
      else if (lastCustomer[invoice] !== c) {
        lastCustomer[invoice] = c;
        counts[c]++;
      }
    }
  }
  return counts;
}

function sums(t: Transactions, states: Uint8Array, place: Int32Array, n: number): Float64Array {
  const total = new Float64Array(n);
  const lost = new Float64Array(n);
  for (let row = 0; row < t.n; row++) {
    if (states[row] > NETTED) continue;
    const c = place[t.customers[row]];
    if (c < 0) continue;
    const term = t.amounts[row] - lost[c];
    const sum = total[c] + term;
    lost[c] = sum - total[c] - term;
    total[c] = sum;
  }
  return total;
}

/** Different invoices that are returns, or rows without invoices, on the days that are looked at; counted whether or not returns are used. */
function returnsOf(t: Transactions, states: Uint8Array, place: Int32Array, n: number): Float64Array {
  const counts = new Float64Array(n);
  const lastCustomer = new Int32Array(t.nInvoices).fill(-1);
  const outside = [stateOf('afterReference'), stateOf('beforeWindow')];
  for (let row = 0; row < t.n; row++) {
    if (outside.includes(states[row])) continue;
    const c = t.isReturn[row] === 1 && t.customers[row] >= 0 ? place[t.customers[row]] : -1;
    if (c < 0) continue;
    const invoice = t.invoices ? t.invoices[row] : -1;
    if (invoice >= 0) {
      if (lastCustomer[invoice] === c) continue;
      lastCustomer[invoice] = c;
    }
    counts[c]++;
  }
  return counts;
}

/** Days of the rows from `start` on, ascending; lists of transactions mostly are already. */
function sortedDays(ofRows: Float64Array, rows: Int32Array, start: number, end: number): Float64Array {
  const own = new Float64Array(end - start);
  let isSorted = true;
  for (let i = 0; i < own.length; i++) {
    own[i] = ofRows[rows[start + i]];
    if (i > 0 && own[i] < own[i - 1]) isSorted = false;
  }
  return isSorted ? own : own.sort();
}

function days(
  t: Transactions,
  rows: Int32Array,
  offsets: Int32Array,
): Pick<RolledUp, 'firstDays' | 'lastDays' | 'meanGaps' | 'sdGaps'> {
  const n = offsets.length - 1;
  const firstDays = new Float64Array(n);
  const lastDays = new Float64Array(n);
  const meanGaps = new Float64Array(n).fill(NaN);
  const sdGaps = new Float64Array(n).fill(NaN);
  for (let c = 0; c < n; c++) {
    const own = sortedDays(t.days, rows, offsets[c], offsets[c + 1]);
    firstDays[c] = own[0];
    lastDays[c] = own[own.length - 1];
    let nDays = 1;
    for (let i = 1; i < own.length; i++) if (own[i] !== own[i - 1]) own[nDays++] = own[i];
    if (nDays < 2) continue;
    const mean = (lastDays[c] - firstDays[c]) / (nDays - 1);
    meanGaps[c] = mean;
    if (nDays < 3) continue;
    let squares = 0;
    for (let i = 1; i < nDays; i++) squares += (own[i] - own[i - 1] - mean) ** 2;
    sdGaps[c] = Math.sqrt(squares / (nDays - 2));
  }
  return { firstDays, lastDays, meanGaps, sdGaps };
}
