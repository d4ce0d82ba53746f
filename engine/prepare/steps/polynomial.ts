import { AppError } from '#shared/errors';
import { formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { flag, int } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
import { countProducts, productsOf } from '../products.ts';
import { madeFrom, workColumns, workTable, type WorkColumn } from '../workColumns.ts';

interface Product {
  readonly name: string;
  readonly factors: readonly { readonly name: string; readonly power: number }[];
}
interface PolynomialState {
  readonly products: readonly Product[];
}

const TITLE = 'Powers and products';

/**
 * Adds the products of columns of numbers up to a degree: squares, cubes and interactions, as scikit-learn's PolynomialFeatures. A gap in a factor is
 * a gap in the product; a product too large for a number is not made.
 */
export const polynomial = defineStep({
  id: 'polynomial',
  title: TITLE,
  help: 'Adds squares and products of columns of numbers, for effects that bend or that come from two columns together. Put it after "Fill gaps" and before the common scale, and choose few columns.',
  sources: [],
  options: {
    columns: columnsOption(['number'], 'columns of numbers'),
    degree: int({
      title: 'Degree',
      help: 'How many factors a product has at most: 2 for squares and pairs, 3 for cubes and triples too.',
      min: 2,
      max: 3,
      default: 2,
    }),
    interactionOnly: flag({
      title: 'Products of different columns only',
      help: 'Makes no squares or cubes.',
      default: false,
      searchWords: ['interaction_only', 'PolynomialFeatures'],
    }),
    maxFeatures: int({
      title: 'Most new columns',
      help: 'Where the products would be more than this, the step stops and says so.',
      min: 1,
      max: 5000,
      default: 200,
    }),
  },
  async fit(table, options, { run }) {
    const names = chooseParts(table, options.columns, ['number'], TITLE).map(part => part.column.name);
    const count = countProducts(names.length, options.degree, options.interactionOnly);
    if (count > options.maxFeatures)
      throw new AppError('prepare.tooManyFeatures', {
        step: TITLE,
        features: count,
        allowed: options.maxFeatures,
        columns: names.length,
      });
    const all = productsOf(names.length, options.degree, options.interactionOnly).map((powers): Product => {
      const factors = powers.map(([j, power]) => ({ name: names[j], power }));
      return { name: factors.map(factor => `${factor.name}${EXPONENTS[factor.power]}`).join(' × '), factors };
    });
    const products: Product[] = [];
    const notes: Note[] = [];
    for (const product of all) {
      await breathe(run, table.nRows);
      if (productValues(table, product).some(value => Math.abs(value) === Infinity))
        notes.push(note('polynomial.tooLarge', { column: product.name }));
      else products.push(product);
    }
    const made = listSome(
      products.map(product => product.name),
      6,
    );
    const effect =
      products.length === 0
        ? 'No product was made.'
        : `${formatThings(products.length, 'new column')} made of ${formatThings(names.length, 'column')}: ${made}.`;
    return { state: { products } satisfies PolynomialState, effect, notes };
  },
  async apply(table, state: PolynomialState, { run }) {
    return workTable(table.nRows, [...workColumns(table), ...(await productColumns(table, state.products, run))]);
  },
});

const EXPONENTS: readonly string[] = ['', '', '²', '³'];

async function productColumns(table: WorkTable, products: readonly Product[], run: Run): Promise<WorkColumn[]> {
  const made: WorkColumn[] = [];
  for (const product of products) {
    await breathe(run, table.nRows);
    const { name } = product;
    const values = productValues(table, product);
    for (let row = 0; row < values.length; row++)
      if (Math.abs(values[row]) === Infinity) values[row] = Math.sign(values[row]) * Number.MAX_VALUE;
    made.push({
      column: { kind: 'number', name, values },
      role: 'feature',
      lineage: { column: name, level: null, transform: ['product'], from: sourcesOf(table, product) },
    });
  }
  return made;
}

function sourcesOf(table: WorkTable, { factors }: Product): string[] {
  const names = factors.map(factor => factor.name);
  return madeFrom(workColumns(table).filter(({ column }) => names.includes(column.name)));
}

function productValues(table: WorkTable, { factors }: Product): Float64Array {
  const values = sharedFloat64(table.nRows).fill(1);
  for (const { name, power } of factors) {
    const column = table.columns.find(candidate => candidate.name === name);
    const factor = column?.kind === 'number' ? column.values : new Float64Array(table.nRows).fill(NaN);
    for (let p = 0; p < power; p++) for (let row = 0; row < values.length; row++) values[row] *= factor[row];
  }
  return values;
}
