import { formatThings, listSome } from '#shared/format';
import { column, flag, pairs } from '#shared/option';
import { mapColumns, needColumn } from '../cleanTable.ts';
import { isTextColumn, textCounts, textsOf, withTexts, type TextColumn } from '../changeTexts.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';
import { foldText } from '../similarity/foldText.ts';
import { similarLevels } from '../similarity/similarLevels.ts';

interface MergeState {
  /** Empty when none is chosen. */
  readonly column: string;
  readonly pairs: readonly (readonly [string, string])[];
  /** What is left of a spelling, and the level it stands for; null when spellings are not folded. */
  readonly folds: readonly (readonly [string, string])[] | null;
}

const KINDS = ['category', 'text', 'set'] as const;
/** More spellings than this are not kept: they name rows rather than describing them. */
const MOST_FOLDS = 20_000;

/** Levels that are one and the same, spelled in different ways: "Punjab", "PUNJAB " and "Punjb". */
export const mergeLevels = defineCleanStep({
  id: 'mergeLevels',
  title: 'Merge near-equal levels',
  help: 'Makes one level of spellings that differ only in case, spaces, punctuation or accents, and of the pairs that you keep from the proposals.',
  sources: ['damerau1964', 'winkler1990'],
  options: {
    column: column({ title: 'Column', help: 'Column whose levels are merged.', columnKinds: KINDS, default: '' }),
    foldSpelling: flag({
      title: 'Merge spellings',
      help: 'Levels that differ only in case, spaces, punctuation or accents become the most frequent of them.',
      default: true,
    }),
    pairs: pairs({
      title: 'Levels to merge',
      help: 'What becomes what, one pair a line. Proposals can be reviewed and kept one by one.',
      labels: ['Level', 'becomes'],
      maxItems: 1000,
      default: [],
    }),
  },
  async fit(table, options, context) {
    if (options.column === '')
      return {
        state: { column: '', pairs: [], folds: null },
        effect: 'No column is chosen, so no level was merged.',
        notes: [],
      };
    const found = textColumn(table, options.column, context);
    const state: MergeState = {
      column: options.column,
      pairs: options.pairs,
      folds: found && options.foldSpelling ? foldsOf(found) : null,
    };
    return {
      state,
      effect: found ? effectOf(found, state) : `${options.column} holds no texts, so no level was merged.`,
      notes: [],
    };
  },
  async apply(table, state: MergeState, context) {
    if (state.column === '') return table;
    const chosen = textColumn(table, state.column, context);
    if (!chosen) return table;
    const texts = merged(textsOf(chosen), state);
    if (texts.every((text, i) => text === textsOf(chosen)[i])) return table;
    return mapColumns(table, known => (known === chosen ? withTexts(chosen, texts) : known));
  },
});

function textColumn(table: CleanTable, name: string, context: Pick<CleanContext, 'step'>): TextColumn | null {
  const found = needColumn(table, name, context);
  return isTextColumn(found) ? found : null;
}

/** The most frequent spelling of each level. */
function foldsOf(chosen: TextColumn): [string, string][] {
  const counts = textCounts(chosen);
  const texts = textsOf(chosen);
  const order = Array.from(texts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const folds = new Map<string, string>();
  for (const i of order) {
    const fold = foldText(texts[i]);
    if (fold !== '' && !folds.has(fold)) folds.set(fold, texts[i]);
  }
  return [...folds].slice(0, MOST_FOLDS);
}

function merged(texts: readonly string[], { pairs: given, folds }: MergeState): string[] {
  const byHand = new Map(given);
  const bySpelling = new Map(folds ?? []);
  return texts.map(text => {
    let level = byHand.get(text) ?? bySpelling.get(foldText(text)) ?? text;
    // A chain of pairs ends where it would run in a circle.
    for (let n = 0; n < given.length && byHand.has(level) && byHand.get(level) !== text; n++)
      level = byHand.get(level)!;
    return level;
  });
}

function effectOf(chosen: TextColumn, state: MergeState): string {
  const texts = textsOf(chosen);
  const counts = textCounts(chosen);
  const changed = merged(texts, state).flatMap((to, i) =>
    to === texts[i] ? [] : [{ from: texts[i], to, n: counts[i] }],
  );
  if (changed.length === 0) return `No level of ${state.column} was merged.`;
  const rows = changed.reduce((sum, { n }) => sum + n, 0);
  const parts = changed.map(({ from, to, n }) => `"${from}" into "${to}" (${formatThings(n, 'row')})`);
  return `${formatThings(changed.length, 'level')} of ${state.column} merged in ${formatThings(rows, 'row')}: ${listSome(parts, 5)}.`;
}

/**
 * Proposals for the pairs of a column, most frequent first.
 * @throws AppError `clean.missingColumn`
 */
export function suggestPairs(table: CleanTable, name: string, threshold: number, step: string) {
  const chosen = textColumn(table, name, { step });
  return chosen ? similarLevels(textsOf(chosen), textCounts(chosen), threshold).sort((a, b) => b.nFrom - a.nFrom) : [];
}
