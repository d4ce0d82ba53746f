import { choice, int, number, type OptionValues } from '#shared/option';
import { columnsOption } from './chooseParts.ts';
import { targetOption } from './target.ts';

export const binOptions = {
  method: choice<'auto' | 'tree' | 'monotone' | 'quantile' | 'uniform'>({
    title: 'How the bins are cut',
    help: 'By the target: where its rate differs most; one-way: so that the rate only rises or only falls. Equal counts: as many customers in each. Equal widths: from least to greatest. Automatic: by the target where there is one of two outcomes, else equal counts.',
    values: ['auto', 'tree', 'monotone', 'quantile', 'uniform'],
    labels: {
      auto: 'Automatic',
      tree: 'By the target',
      monotone: 'By the target, one-way',
      quantile: 'Equal counts',
      uniform: 'Equal widths',
    },
    default: 'auto',
    searchWords: ['KBinsDiscretizer', 'coarse classing', 'decision tree'],
  }),
  encode: choice<'auto' | 'woe' | 'ordinal' | 'levels'>({
    title: 'What a bin becomes',
    help: 'Weight of evidence: a number above 0 where the event is rarer than in the book and below 0 where it is more frequent. Number of the bin: 1, 2, 3, and 0 for a gap. A category: one level per bin, for "Categories to flags". Automatic: the weight where there is a target of two outcomes, else the number.',
    values: ['auto', 'woe', 'ordinal', 'levels'],
    labels: { auto: 'Automatic', woe: 'Weight of evidence', ordinal: 'Number of the bin', levels: 'A category' },
    default: 'auto',
    searchWords: ['WOE', 'scorecard', 'information value'],
  }),
  nBins: int({
    title: 'Bins',
    help: 'How many bins a column of numbers gets at most; gaps are a bin of their own.',
    min: 2,
    max: 50,
    default: 5,
    searchWords: ['n_bins'],
  }),
  minShare: number({
    title: 'Least share',
    help: 'Bins cut by the target have at least this share of the customers; rarer levels of a category share one bin.',
    min: 0,
    max: 0.5,
    default: 0.05,
  }),
  smoothing: number({
    title: 'Smoothing',
    help: 'Added to the customers with and without the event in every bin, so that a bin without events has a weight of evidence too.',
    min: 0,
    max: 1000,
    default: 0.5,
  }),
  target: targetOption,
  columns: columnsOption(['number', 'category'], 'columns of numbers (and categories, for weights of evidence)'),
};
export type BinOptions = OptionValues<typeof binOptions>;
