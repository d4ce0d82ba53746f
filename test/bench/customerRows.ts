import type { KernelMemory } from '#engine/kernels/KernelMemory';
import { lastingNumbers } from '#engine/kernels/lastingNumbers';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { drawCustomer, type Customer } from '../../headless/samples/customer.ts';
import { CUSTOMER_TYPES } from '../../headless/samples/customerTypes.ts';
import { PROVINCES, RESIDENCES_OF_REMITTERS } from '../../headless/samples/places.ts';

const SEED = 2024;
/** 2024-12-31, and what stands in for the age of a company. */
const AS_OF = 45_657;
const MEDIAN_AGE = 38;

interface BenchColumn {
  readonly name: string;
  readonly of: (customer: Customer) => number;
  /** Flags of one block are divided by one number so that their variances add up to 1; a flag without a block has yes and no 2 apart. */
  readonly block?: string;
  readonly isFlag?: boolean;
}

const amount = (name: string, of: (customer: Customer) => number): BenchColumn => ({
  name,
  of: customer => Math.log1p(of(customer)),
});
const flag = (name: string, of: (customer: Customer) => boolean): BenchColumn => ({
  name,
  of: customer => Number(of(customer)),
  isFlag: true,
});
const levels = (block: string, all: readonly string[], of: (customer: Customer) => string): BenchColumn[] =>
  all.map(level => ({ ...flag(`${block} ${level}`, customer => of(customer) === level), block }));

const channels = [...new Set(CUSTOMER_TYPES.flatMap(([type]) => Object.keys(type.channels)))];
const accounts = levelsOf(type => type.accounts);
const categories = levelsOf(type => type.categories);
const financing = levelsOf(type => type.financing).filter(level => level !== 'NULL');
const residences = [...new Set(RESIDENCES_OF_REMITTERS.map(([place]) => place))];

/** In the order in which narrower matrices take them: eight amounts and counts, ages and flags, categories. */
const COLUMNS: readonly BenchColumn[] = [
  amount('expected volume', c => c.expectedVolume),
  amount('actual volume', c => c.actualVolume),
  amount('average balance', c => c.averageBalance),
  amount('alerts', c => c.alerts),
  amount('non-face-to-face', c => c.nonFaceToFace),
  amount('remittances', c => c.remittances),
  amount('online', c => c.online),
  amount('cash', c => c.cash),
  { name: 'age', of: c => (c.born === null ? MEDIAN_AGE : (AS_OF - c.born) / 365.25) },
  { name: 'tenure', of: c => (AS_OF - c.since) / 365.25 },
  flag('woman', c => c.gender === 'Female'),
  flag('company', c => c.isCompany),
  flag('PEP', c => c.isPep),
  flag('high net worth housewife', c => c.isHighNetWorthHousewife),
  flag('CTR match', c => c.isCtrMatch),
  flag('reported', c => c.wasReported),
  ...channels.map(name => ({ ...flag(name, c => c.channels.includes(name)), block: 'channel' })),
  ...levels('province', PROVINCES, c => c.province),
  ...levels('account', accounts, c => c.account),
  ...levels('category', categories, c => c.category),
  ...levels('financing', financing, c => c.financing),
  ...levels('residence', residences, c => c.residence),
];

function levelsOf(of: (type: (typeof CUSTOMER_TYPES)[number][0]) => readonly (readonly [string, number])[]): string[] {
  return [...new Set(CUSTOMER_TYPES.flatMap(([type]) => of(type).map(([level]) => level)))];
}

/**
 * Customers of the sample's generator as the main job prepares them by default: logarithms of amounts and counts, z-scores, flags with yes
 * and no 2 apart, one vote per category.
 *
 * @param memory  of the pool that will read them, as the main job has it
 */
export function customerRows(nRows: number, nColumns: number, memory?: KernelMemory): Matrix {
  const columns = COLUMNS.slice(0, nColumns);
  if (columns.length < nColumns) throw new Error(`there are ${COLUMNS.length} columns, not ${nColumns}`);
  const x = newMatrix(
    nRows,
    columns.map(({ name }) => name),
    lastingNumbers(nRows * nColumns, memory),
  );
  for (let row = 0; row < nRows; row++) {
    const customer = drawCustomer(SEED, row);
    for (let j = 0; j < nColumns; j++) x.values[row * nColumns + j] = columns[j].of(customer);
  }
  scale(x, columns);
  return x;
}

/** The first columns of x, in a matrix of their own. */
export function firstColumns(x: Matrix, nColumns: number, memory?: KernelMemory): Matrix {
  const values = lastingNumbers(x.nRows * nColumns, memory);
  const narrow = newMatrix(x.nRows, x.columnNames.slice(0, nColumns), values);
  for (let row = 0; row < x.nRows; row++)
    narrow.values.set(x.values.subarray(row * x.nColumns, row * x.nColumns + nColumns), row * nColumns);
  return narrow;
}

function scale({ values, nRows, nColumns }: Matrix, columns: readonly BenchColumn[]): void {
  const means = new Float64Array(nColumns);
  const variances = new Float64Array(nColumns);
  for (let at = 0; at < values.length; at++) means[at % nColumns] += values[at] / nRows;
  for (let at = 0; at < values.length; at++)
    variances[at % nColumns] += (values[at] - means[at % nColumns]) ** 2 / nRows;
  const divisors = columns.map(({ block, isFlag }, j) => {
    if (!isFlag) return Math.sqrt(variances[j]);
    if (!block) return 0.5;
    return Math.sqrt(columns.reduce((sum, other, at) => (other.block === block ? sum + variances[at] : sum), 0));
  });
  for (let at = 0; at < values.length; at++) values[at] = (values[at] - means[at % nColumns]) / divisors[at % nColumns];
}
