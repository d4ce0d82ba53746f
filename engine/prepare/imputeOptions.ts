import { choice, flag, int, number, text, type OptionValues } from '#shared/option';
import { columnsOption } from './chooseParts.ts';

export const NOT_GIVEN = 'Not given';

export const imputeOptions = {
  numeric: choice<'knn' | 'median' | 'mean' | 'mode' | 'constant'>({
    title: 'Numbers',
    help: 'Nearest customers: the mean of the customers most alike in the other numbers. The others put one and the same value into every gap of a column.',
    values: ['knn', 'median', 'mean', 'mode', 'constant'],
    labels: {
      knn: 'Nearest customers',
      median: 'Median',
      mean: 'Mean',
      mode: 'Most frequent value',
      constant: 'A given number',
    },
    default: 'knn',
    searchWords: ['SimpleImputer', 'KNNImputer'],
  }),
  fillValue: number({
    title: 'Given number',
    help: 'What a gap becomes when numbers are filled with a given number, such as 0 where no value means none.',
    min: -1e15,
    max: 1e15,
    default: 0,
    searchWords: ['fill_value'],
    onlyFor: { choice: 'numeric', values: ['constant'] },
  }),
  categories: choice<'auto' | 'mode' | 'level'>({
    title: 'Categories',
    help: 'Most frequent level: for every gap. Automatic: the same, but where more than a fifth of the customers have a gap, having none is a level of its own.',
    values: ['auto', 'mode', 'level'],
    labels: { auto: 'Automatic', mode: 'Most frequent level', level: 'A level of its own' },
    default: 'auto',
  }),
  fillText: text({
    title: 'Name of that level',
    help: 'What the level of customers without a value is called.',
    maxLength: 60,
    default: NOT_GIVEN,
    onlyFor: { choice: 'categories', values: ['auto', 'level'] },
  }),
  flags: choice<'mode' | 'no' | 'yes'>({
    title: 'Yes or no',
    help: 'What a gap in a yes-or-no column becomes.',
    values: ['mode', 'no', 'yes'],
    labels: { mode: 'The more frequent', no: 'No', yes: 'Yes' },
    default: 'mode',
  }),
  dates: choice<'median' | 'mode' | 'leave'>({
    title: 'Dates',
    help: 'What a gap in a date becomes. Where "Dates to years" came before, dates are numbers by now.',
    values: ['median', 'mode', 'leave'],
    labels: { median: 'Median', mode: 'Most frequent date', leave: 'Leave the gap' },
    default: 'median',
  }),
  addIndicator: flag({
    title: 'Keep track of gaps',
    help: 'Adds a yes-or-no column for every column that had gaps, because having no value can say something of its own.',
    default: false,
    searchWords: ['add_indicator', 'missing flag', 'MissingIndicator'],
  }),
  maxGaps: number({
    title: 'Most gaps',
    help: 'A column of numbers that is missing for a larger share of the customers than this is not used.',
    min: 0,
    max: 1,
    default: 0.6,
  }),
  nNeighbors: int({
    title: 'Neighbours',
    help: 'How many of the most similar customers a gap is filled from.',
    min: 1,
    max: 100,
    default: 5,
    searchWords: ['n_neighbors', 'KNNImputer'],
    onlyFor: { choice: 'numeric', values: ['knn'] },
  }),
  maxDonors: int({
    title: 'Most donors',
    help: 'Gaps are filled from all customers up to this number, and beyond it from so many drawn by seed. They are kept, so that later files are filled from the same customers.',
    min: 10,
    max: 100_000,
    default: 20_000,
    onlyFor: { choice: 'numeric', values: ['knn'] },
  }),
  columns: columnsOption(['number', 'category', 'boolean', 'date'], 'columns'),
};
export type ImputeOptions = OptionValues<typeof imputeOptions>;
