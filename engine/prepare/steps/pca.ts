import { formatPercent, formatThings } from '#shared/format';
import { choice, int, number } from '#shared/option';
import { pca as algorithm } from '../../algorithms/pca.ts';
import type { PcaModel } from '../../algorithms/PcaModel.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { matrixOf } from '../matrixOf.ts';
import { madeFrom, workColumns, workTable, type WorkColumn } from '../workColumns.ts';

interface PcaState {
  readonly columns: readonly string[];
  readonly nComponents: number;
  readonly mean: readonly number[];
  /** [nComponents × columns], row-major. */
  readonly components: readonly number[];
  readonly explainedVariance: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
}

const TITLE = 'Principal components';

/** The columns so far become a few principal components, which are compared instead of them. */
export const pca = defineStep({
  id: 'pca',
  title: TITLE,
  help: 'Replaces columns by a few directions along which customers differ most. Put it after the common scale.',
  sources: ['jolliffe2016'],
  options: {
    choose: choice<'variance' | 'count'>({
      title: 'How many',
      help: 'As many components as explain a share of the variance, or a given number.',
      values: ['variance', 'count'],
      labels: { variance: 'By explained variance', count: 'A given number' },
      default: 'variance',
    }),
    minVariance: number({
      title: 'Explained variance',
      help: 'Share of the variance that the components kept must explain.',
      min: 0.01,
      max: 1,
      default: 0.9,
      onlyFor: { choice: 'choose', values: ['variance'] },
    }),
    nComponents: int({
      title: 'Components',
      help: 'How many components are kept when the number is given.',
      min: 1,
      max: 500,
      default: 5,
      searchWords: ['n_components'],
      onlyFor: { choice: 'choose', values: ['count'] },
    }),
    columns: columnsOption(['number', 'boolean'], 'columns'),
  },
  async fit(table, options, { run }) {
    const chosen =
      options.columns.length === 0
        ? table.columns
        : chooseParts(table, options.columns, ['number', 'boolean'], TITLE).map(part => part.column);
    const x = await matrixOf(
      table,
      chosen.map(column => column.name),
      run,
    );
    const most = Math.min(x.nRows, x.nColumns);
    const { model } = await algorithm.fit(
      x,
      { nComponents: options.choose === 'count' ? Math.min(options.nComponents, most) : most },
      run,
    );
    const nComponents =
      options.choose === 'count' ? model.nComponents : enough(model.explainedVarianceRatio, options.minVariance);
    const explained = model.explainedVarianceRatio.slice(0, nComponents).reduce((sum, share) => sum + share, 0);
    const state: PcaState = {
      columns: x.columnNames,
      nComponents,
      mean: Array.from(model.mean),
      components: Array.from(model.components.slice(0, nComponents * x.nColumns)),
      explainedVariance: Array.from(model.explainedVariance.slice(0, nComponents)),
      explainedVarianceRatio: Array.from(model.explainedVarianceRatio.slice(0, nComponents)),
    };
    const effect = `${formatThings(x.nColumns, 'column')} replaced by ${formatThings(nComponents, 'component')} that explain ${formatPercent(explained)} of their variance.`;
    return { state, effect, notes: [] };
  },
  async apply(table, state: PcaState, { run }): Promise<WorkTable> {
    const x = await matrixOf(table, state.columns, run);
    const scores = (await algorithm.predict(modelOf(state), x, run)) as Float64Array;
    const replaced = new Set(state.columns);
    const from = madeFrom(workColumns(table).filter(({ column }) => replaced.has(column.name)));
    const parts = Array.from({ length: state.nComponents }, (_none, c): WorkColumn => {
      const values = sharedFloat64(table.nRows);
      for (let row = 0; row < values.length; row++) values[row] = scores[row * state.nComponents + c];
      const name = `Component ${c + 1}`;
      return {
        column: { kind: 'number', name, values },
        role: 'feature',
        lineage: { column: name, level: null, transform: ['principal component'], from },
      };
    });
    const rest = workColumns(table).filter(({ column }) => !replaced.has(column.name));
    return workTable(table.nRows, [...parts, ...rest]);
  },
});

function modelOf(state: PcaState): PcaModel {
  return {
    algorithm: 'pca',
    version: 1,
    nComponents: state.nComponents,
    nColumns: state.columns.length,
    mean: Float64Array.from(state.mean),
    components: Float64Array.from(state.components),
    explainedVariance: Float64Array.from(state.explainedVariance),
    explainedVarianceRatio: Float64Array.from(state.explainedVarianceRatio),
  };
}

/** The fewest components that together explain the share. */
function enough(ratios: Float64Array, share: number): number {
  let sum = 0;
  for (let c = 0; c < ratios.length; c++) {
    sum += ratios[c];
    if (sum >= share - 1e-12) return c + 1;
  }
  return ratios.length;
}
