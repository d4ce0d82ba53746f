import { formatFixed, formatNumber, formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { stream } from '../../random.ts';
import { breathe } from '../../import/breathe.ts';
import type { CategoryColumn, NumberColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { binOptions, type BinOptions } from '../binOptions.ts';
import { binsOf, quantileCuts, uniformCuts, type Cuts } from '../bins/cuts.ts';
import { informationByChance } from '../bins/informationByChance.ts';
import { monotoneCuts } from '../bins/monotoneCuts.ts';
import { treeCuts } from '../bins/treeCuts.ts';
import { countOutcomes, weightOfEvidence } from '../bins/weightOfEvidence.ts';
import { chooseParts } from '../chooseParts.ts';
import { defineStep, type FitContext } from '../defineStep.ts';
import { NOT_GIVEN } from '../imputeOptions.ts';
import { levelCounts } from '../levelCounts.ts';
import { levelNumbers } from '../levelNumbers.ts';
import { possibleOutcomes, requireOutcomes, type Target } from '../target.ts';
import { byName, changed, replaceEach, type WorkColumn } from '../workColumns.ts';

interface BinnedNumbers {
  readonly kind: 'number';
  readonly name: string;
  readonly cuts: Cuts;
  /** One per bin and one for gaps; null where bins become levels. */
  readonly numbers: readonly number[] | null;
  readonly information: number | null;
}
interface BinnedLevels {
  readonly kind: 'category';
  readonly name: string;
  readonly levels: readonly string[];
  /** Parallel to the levels. */
  readonly numbers: readonly number[];
  readonly missing: number;
  readonly information: number;
}
interface BinState {
  readonly columns: readonly (BinnedNumbers | BinnedLevels)[];
  /** Null where the bins know nothing of a target. */
  readonly target: string | null;
}
type Encoding = 'woe' | 'ordinal' | 'levels';

const TITLE = 'Bins and weights of evidence';
const SUSPICIOUS = 0.5;
/** Below this a column tells next to nothing, which its information value says by itself. */
const SLIGHT = 0.02;

/**
 * Numbers become bins, of equal width or count or cut where a target of two outcomes differs most, and a bin becomes its number, a level or its
 * weight of evidence; categories have a weight of evidence by level. Gaps are a bin of their own.
 * Source: Siddiqi (2017), doi:10.1002/9781119282396.
 */
export const bins = defineStep({
  id: 'bins',
  title: TITLE,
  help: 'Cuts numbers into bins, such as age groups, and can replace each bin by its weight of evidence for a target, as scorecards do. Weights are learned from all customers with a known outcome, so use them where a model is judged on others.',
  sources: ['siddiqi2017', 'breiman1984', 'ayer1955'],
  options: binOptions,
  async fit(table, options, context) {
    const { target, encoding } = planOf(options, context);
    const kinds = encoding === 'woe' ? (['number', 'category'] as const) : (['number'] as const);
    const columns: BinState['columns'][number][] = [];
    const notes: Note[] = [];
    const noMore: string[] = [];
    for (const { column } of chooseParts(table, options.columns, kinds, TITLE)) {
      await breathe(context.run, table.nRows);
      const found = binColumn(column as NumberColumn | CategoryColumn, options, target, encoding);
      columns.push(found);
      const { information, name } = found;
      if (!target || information === null || information < SLIGHT) continue;
      const random = stream(context.run.seed, 'bins.chance', columns.length);
      const chance = informationByChance(information, target.values, random, values =>
        Number(
          binColumn(column as NumberColumn | CategoryColumn, options, { ...target, values }, encoding).information,
        ),
      );
      if (chance !== null && information <= chance)
        noMore.push(`${name} (${formatFixed(information, 2)}, by chance ${formatFixed(chance, 2)})`);
      else if (information > SUSPICIOUS)
        notes.push(note('bins.suspicious', { column: name, target: target.name, information }));
    }
    if (noMore.length > 0)
      notes.push(note('bins.byChance', { columns: listSome(noMore, 8), n: noMore.length, event: target!.event! }));
    const state: BinState = { columns, target: target?.name ?? null };
    return { state, effect: effectOf(columns, target, encoding, options.smoothing), notes };
  },
  async apply(table, state: BinState, { run }) {
    const known = byName(state.columns);
    return replaceEach(table, run, part => {
      const found = known.get(part.column.name);
      if (found?.kind === 'number' && part.column.kind === 'number')
        return binned(part, part.column, found, state.target);
      if (found?.kind !== 'category' || part.column.kind !== 'category') return part;
      return levelNumbers(part, part.column, { ...found, unseen: 0 }, evidenceWords(state.target));
    });
  },
});

/** What is asked for, made of what there is. */
function planOf(options: BinOptions, context: FitContext): { target: Target | null; encoding: Encoding } {
  const { method, encode } = options;
  const isNeeded = method === 'tree' || method === 'monotone' || encode === 'woe';
  const isWanted = method === 'auto' || encode === 'auto';
  const target = isNeeded
    ? requireOutcomes(context, options.target, TITLE)
    : isWanted
      ? possibleOutcomes(context, options.target, TITLE)
      : null;
  return { target, encoding: encode === 'auto' ? (target ? 'woe' : 'ordinal') : encode };
}

function binColumn(
  column: NumberColumn | CategoryColumn,
  options: BinOptions,
  target: Target | null,
  encoding: Encoding,
): BinnedNumbers | BinnedLevels {
  return column.kind === 'number' ? binNumbers(column, options, target, encoding) : binLevels(column, options, target!);
}

function binNumbers(
  column: NumberColumn,
  options: BinOptions,
  target: Target | null,
  encoding: Encoding,
): BinnedNumbers {
  const { name, values } = column;
  const cuts = cutsOf(values, options, target);
  const nBins = cuts.length + 1;
  if (encoding !== 'woe') {
    const numbers = encoding === 'levels' ? null : [...Array.from({ length: nBins }, (_none, bin) => bin + 1), 0];
    return { kind: 'number', name, cuts, numbers, information: null };
  }
  const counts = countOutcomes(binsOf(values, cuts), nBins + 1, target!.values);
  const { weights, information } = weightOfEvidence(counts, options.smoothing);
  return { kind: 'number', name, cuts, numbers: weights, information };
}

function cutsOf(values: Float64Array, { method, nBins, minShare }: BinOptions, target: Target | null): Cuts {
  if (method === 'uniform') return uniformCuts(values, nBins);
  if (method === 'quantile' || !target) return quantileCuts(values, nBins);
  const cuts = treeCuts(values, target.values, nBins, minShare);
  if (method !== 'monotone') return cuts;
  const { events, others } = countOutcomes(binsOf(values, cuts), cuts.length + 2, target.values);
  const counts = Array.from(events, (count, bin) => count + others[bin]);
  return monotoneCuts(cuts, counts.slice(0, -1), Array.from(events).slice(0, -1));
}

function binLevels(column: CategoryColumn, options: BinOptions, target: Target): BinnedLevels {
  const counts = levelCounts(column);
  const known = counts.reduce((sum, count) => sum + count, 0);
  // Rare levels share the last bin but one, gaps have the last.
  const isOwn = Array.from(counts, count => count > 0 && count >= options.minShare * known);
  const rest = isOwn.filter(Boolean).length;
  let next = 0;
  const binOfLevel = isOwn.map(own => (own ? next++ : rest));
  const rows = column.codes.map(code => (code < 0 ? rest + 1 : binOfLevel[code]));
  const { weights, information } = weightOfEvidence(countOutcomes(rows, rest + 2, target.values), options.smoothing);
  const { name, levels } = column;
  const numbers = binOfLevel.map(bin => weights[bin]);
  return { kind: 'category', name, levels, numbers, missing: weights[rest + 1], information };
}

function binned(part: WorkColumn, column: NumberColumn, found: BinnedNumbers, target: string | null): WorkColumn {
  const rows = binsOf(column.values, found.cuts);
  const { name } = column;
  if (!found.numbers) {
    const levels = [...binLabels(found.cuts), NOT_GIVEN];
    return changed(part, { kind: 'category', name, levels, codes: rows, order: levels }, 'bin');
  }
  const numbers = Float64Array.from(found.numbers);
  const values = sharedFloat64(rows.length);
  for (let row = 0; row < values.length; row++) values[row] = numbers[rows[row]];
  const transform =
    found.information === null ? `number of its bin (1 to ${found.cuts.length + 1})` : evidenceWords(target);
  return changed(part, { ...column, values }, transform);
}

function evidenceWords(target: string | null): string {
  return `weight of evidence for ${target ?? 'the target'}`;
}

/** "below 20", "20 to 40", "40 and more", with as many digits as tell the cuts apart. */
export function binLabels(cuts: Cuts): string[] {
  if (cuts.length === 0) return ['any value'];
  let digits = 3;
  let texts = cuts.map(cut => formatNumber(cut, digits));
  while (new Set(texts).size < cuts.length && digits < 17) {
    digits++;
    texts = cuts.map(cut => formatNumber(cut, digits));
  }
  const between = texts.slice(1).map((text, i) => `${texts[i]} to ${text}`);
  return [`below ${texts[0]}`, ...between, `${texts.at(-1)} and more`];
}

function effectOf(columns: BinState['columns'], target: Target | null, encoding: Encoding, smoothing: number): string {
  if (columns.length === 0) return 'There is no column to cut.';
  const names = columns.map(column => {
    const nBins = column.kind === 'number' ? column.cuts.length + 1 : new Set(column.numbers).size;
    const value = column.information === null ? '' : `, information value ${formatFixed(column.information, 2)}`;
    return `${column.name} (${formatThings(nBins, 'bin')}${value})`;
  });
  const list = listSome(names, 8);
  if (encoding === 'woe')
    return `Bins replaced by their weight of evidence for ${target!.event}, ${formatNumber(smoothing)} added to every count: ${list}.`;
  return encoding === 'ordinal'
    ? `Values replaced by the number of their bin: ${list}.`
    : `Values put into bins: ${list}.`;
}
