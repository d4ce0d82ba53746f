import { formatCount, formatThings, listSome } from '#shared/format';
import { choice, columns, flag } from '#shared/option';
import { chosenColumns, mapColumns } from '../cleanTable.ts';
import { isTextColumn, textCounts, textsOf, withTexts } from '../changeTexts.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';

type Folding = 'none' | 'lower' | 'upper' | 'title';
interface TidyState {
  /** Null takes every column of texts. */
  readonly columns: readonly string[] | null;
  readonly trim: boolean;
  readonly collapseSpaces: boolean;
  readonly stripControls: boolean;
  readonly foldCase: Folding;
}

const KINDS = ['category', 'text', 'set'] as const;
/** Characters that print nothing: controls (line breaks and tabs are spaces), zero-width marks, soft hyphens and direction marks. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]/g;
const SPACES = /[\s\u00a0]+/g;
const WORD_START = /(^|[^\p{L}\p{M}\p{N}'’])(\p{L})/gu;

/** Texts without spaces at the ends, double spaces, invisible characters, or more than one way of writing capitals. */
export const tidyTexts = defineCleanStep({
  id: 'tidyText',
  title: 'Tidy text',
  help: 'Takes away spaces at the ends, repeated spaces and characters that cannot be seen, and writes capitals in one way.',
  sources: [],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Columns of texts to tidy.',
      columnKinds: KINDS,
      maxItems: 1000,
      emptyMeans: 'all',
      default: [],
    }),
    trim: flag({ title: 'Trim', help: 'Takes away spaces at the beginning and the end.', default: true }),
    collapseSpaces: flag({
      title: 'One space between words',
      help: 'Makes one space of several, and of line breaks and tabs.',
      default: true,
    }),
    stripControls: flag({
      title: 'No invisible characters',
      help: 'Takes away control characters, zero-width marks and soft hyphens.',
      default: true,
    }),
    foldCase: choice<Folding>({
      title: 'Capitals',
      help: 'Writes every text in one way; texts that become equal are one level.',
      values: ['none', 'lower', 'upper', 'title'],
      labels: { none: 'As they are', lower: 'small letters', upper: 'CAPITALS', title: 'Each Word' },
      default: 'none',
    }),
  },
  async fit(table, options, context) {
    const { columns: names, ...how } = options;
    const state: TidyState = { columns: names.length === 0 ? null : [...names], ...how };
    const changed = textsIn(table, state, context).flatMap(column => {
      const counts = textCounts(column);
      const cells = textsOf(column).reduce((sum, text, i) => sum + (tidied(text, state) === text ? 0 : counts[i]), 0);
      return cells === 0 ? [] : [{ name: column.name, cells }];
    });
    const total = changed.reduce((sum, { cells }) => sum + cells, 0);
    const parts = changed.map(({ name, cells }) => `${name} (${formatCount(cells)})`);
    const effect =
      total === 0 ? 'Every text was tidy already.' : `${formatThings(total, 'text')} tidied in ${listSome(parts, 6)}.`;
    return { state, effect, notes: [] };
  },
  async apply(table, state: TidyState, context) {
    const chosen = new Set(textsIn(table, state, context).map(column => column.name));
    return mapColumns(table, column => {
      if (!isTextColumn(column) || !chosen.has(column.name)) return column;
      const texts = textsOf(column).map(text => tidied(text, state));
      const isSame = texts.every((text, i) => text === textsOf(column)[i]);
      return isSame
        ? column
        : withTexts(
            column,
            texts.map(text => (text === '' ? null : text)),
          );
    });
  },
});

function textsIn(table: CleanTable, state: TidyState, context: CleanContext) {
  return chosenColumns(table, state.columns ?? [], KINDS, context).filter(isTextColumn);
}

function tidied(text: string, { trim, collapseSpaces, stripControls, foldCase }: TidyState): string {
  let tidy = stripControls ? text.replace(CONTROLS, '') : text;
  if (collapseSpaces) tidy = tidy.replace(SPACES, ' ');
  if (trim) tidy = tidy.trim();
  if (foldCase === 'none') return tidy;
  if (foldCase === 'upper') return tidy.toUpperCase();
  const small = tidy.toLowerCase();
  return foldCase === 'lower'
    ? small
    : small.replace(WORD_START, (_all, before: string, letter: string) => before + letter.toUpperCase());
}
