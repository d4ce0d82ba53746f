import { formatCount, formatNumber, formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { pairs } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chooseParts } from '../chooseParts.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
import { medianOf } from '../medianOf.ts';
import { madeFrom, workColumns, workTable, type WorkColumn } from '../workColumns.ts';

interface Ratio {
  readonly name: string;
  readonly above: string;
  readonly below: string;
  /** What a ratio without a value becomes. */
  readonly median: number;
}
interface RatioState {
  readonly ratios: readonly Ratio[];
}

const TITLE = 'Ratios';

/** Adds the ratio of two columns of numbers. Where the lower one is 0 or either has a gap, there is no ratio, and the median of the others is taken. */
export const ratios = defineStep({
  id: 'ratios',
  title: TITLE,
  help: 'Adds one column divided by another, such as debt by income: what counts is often the proportion. Where the divisor is 0 the median ratio is taken, and counted.',
  sources: [],
  options: {
    ratios: pairs({
      title: 'Ratios',
      help: 'The names of two columns of numbers: the first is divided by the second.',
      maxItems: 50,
      labels: ['Column', 'Divided by'],
      default: [],
    }),
  },
  async fit(table, options, { run }) {
    const found: Ratio[] = [];
    const notes: Note[] = [];
    const words: string[] = [];
    for (const pair of options.ratios) {
      await breathe(run, table.nRows);
      const [above, below] = pair.map(name => chooseParts(table, [name], ['number'], TITLE)[0].column.name);
      const name = `${above} / ${below}`;
      const values = ratioValues(table, above, below);
      const present = values.filter(value => !Number.isNaN(value));
      if (present.length === 0) {
        notes.push(note('ratios.noValue', { column: name }));
        continue;
      }
      const median = medianOf(present);
      found.push({ name, above, below, median });
      words.push(wordsOf(name, table.nRows - present.length, median));
    }
    const effect =
      found.length === 0
        ? 'No ratio was made.'
        : `${formatThings(found.length, 'ratio')} added: ${listSome(words, 6)}.`;
    return { state: { ratios: found } satisfies RatioState, effect, notes };
  },
  async apply(table, state: RatioState, { run }) {
    const made: WorkColumn[] = [];
    for (const { name, above, below, median } of state.ratios) {
      await breathe(run, table.nRows);
      const values = ratioValues(table, above, below);
      for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) values[row] = median;
      made.push({
        column: { kind: 'number', name, values },
        role: 'feature',
        lineage: { column: name, level: null, transform: ['ratio'], from: sourcesOf(table, [above, below]) },
      });
    }
    return workTable(table.nRows, [...workColumns(table), ...made]);
  },
});

function sourcesOf(table: WorkTable, names: readonly string[]): string[] {
  return madeFrom(workColumns(table).filter(({ column }) => names.includes(column.name)));
}

/** NaN where there is no ratio. */
function ratioValues(table: WorkTable, above: string, below: string): Float64Array {
  const [upper, lower] = [above, below].map(name => {
    const column = table.columns.find(candidate => candidate.name === name);
    return column?.kind === 'number' ? column.values : new Float64Array(table.nRows).fill(NaN);
  });
  const values = sharedFloat64(table.nRows);
  for (let row = 0; row < values.length; row++) {
    const ratio = upper[row] / lower[row];
    values[row] = Number.isFinite(ratio) ? ratio : NaN;
  }
  return values;
}

function wordsOf(name: string, without: number, median: number): string {
  if (without === 0) return name;
  return `${name} (${formatCount(without)} without a value, because the divisor is 0 or one of the two is missing, got the median ${formatNumber(median)})`;
}
