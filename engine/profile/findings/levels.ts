import type { Finding } from '#shared/profile';
import { formatCount, formatThings, listSome } from '#shared/format';
import { countCodes } from '../../import/kinds/levels.ts';
import type { CategoryColumn } from '../../table/Column.ts';
import { nearEqualLevels } from '../nearEqual.ts';
import { finding, isShown, isUsed, leaveOut, shareText, short, type FindingContext } from './FindingContext.ts';

interface Levels {
  readonly column: CategoryColumn;
  readonly counts: Int32Array;
  readonly nPresent: number;
  readonly isUsed: boolean;
}

/** Several findings ask for the same counts. */
const known = new WeakMap<CategoryColumn, Int32Array>();

export function countsOf(column: CategoryColumn): Int32Array {
  const counts = known.get(column) ?? countCodes(column.codes, column.levels.length);
  known.set(column, counts);
  return counts;
}

function categories({ columns }: FindingContext): Levels[] {
  return columns.flatMap(({ column, role }) => {
    if (column.kind !== 'category' || !isShown(role)) return [];
    const counts = countsOf(column);
    return [{ column, counts, nPresent: counts.reduce((sum, n) => sum + n, 0), isUsed: isUsed(role) }];
  });
}

/** Levels that are one level spelled in two ways. */
export function spellings(context: FindingContext): Finding[] {
  return categories(context).flatMap(({ column, counts }) => {
    const pairs = nearEqualLevels(column.levels, counts).slice(0, 100);
    if (pairs.length === 0) return [];
    const rows = pairs.reduce((sum, { count }) => sum + count, 0);
    const words = pairs.map(({ from, to, count }) => `“${from}” (${formatCount(count)}) and “${to}”`);
    return [
      finding('nearEqualLevels', 'decide', [column.name], {
        sentence: `${formatThings(pairs.length, 'level')} of ${column.name} (${formatThings(rows, 'row')}) may be another level spelled differently: ${listSome(words, 4)}.`,
        action: {
          kind: 'clean',
          label:
            pairs.length === 1 ? `Merge into “${short(pairs[0].to)}”` : `Merge ${formatThings(pairs.length, 'level')}`,
          step: {
            step: 'mergeLevels',
            options: { column: column.name, pairs: pairs.map(({ from, to }) => [from, to]) },
          },
        },
      }),
    ];
  });
}

const UNKNOWN =
  /^(?:unknown|unkn|unk|not known|unspecified|not specified|not stated|not provided|not given|not available|not reported|undefined|missing|tbd|tba|xna|no data|x{2,}|\.+|\*+)$/i;

/** Words that say that nothing is known. */
export function unknownWords(context: FindingContext): Finding[] {
  const words = new Map<string, { column: string; level: string; count: number; share: number }[]>();
  for (const { column, counts, nPresent } of categories(context))
    column.levels.forEach((level, i) => {
      if (!UNKNOWN.test(level) || counts[i] === 0) return;
      const word = level.toLowerCase();
      const own = { column: column.name, level, count: counts[i], share: counts[i] / nPresent };
      words.set(word, [...(words.get(word) ?? []), own]);
    });
  return Array.from(words, ([word, places]) => {
    const total = places.reduce((sum, { count }) => sum + count, 0);
    const where = places.map(({ column, count, share }) => `${column} (${formatCount(count)}, ${shareText(share)})`);
    return finding(
      'unknownWord',
      'watch',
      places.map(({ column }) => column),
      {
        sentence: `“${word}” is a level of ${listSome(where, 5)}: ${formatThings(total, 'cell')} count as a value of their own rather than as missing.`,
        action: {
          kind: 'columns',
          label: `Read “${short(word)}” as missing`,
          changes: places.map(({ column, level }) => ({ name: column, missingCodes: [level] })),
        },
        about: word,
      },
    );
  });
}

const MANY_LEVELS = 50;

/** Categories with so many levels that most of them are rare. */
export function manyLevels(context: FindingContext): Finding[] {
  return categories(context).flatMap(({ column, counts, nPresent, isUsed: isInput }) => {
    const n = column.levels.length;
    if (!isInput || n <= MANY_LEVELS) return [];
    const rare = counts.filter(count => count < 20).length;
    const which =
      rare === 0
        ? ': only the most frequent keep their name when customers are compared'
        : `, ${formatCount(rare)} of them with fewer than 20 rows: rare levels are put together before customers are compared`;
    return [
      finding('highCardinality', 'note', [column.name], {
        sentence: `${column.name} has ${formatCount(n)} levels in ${formatThings(nPresent, 'row')}${which}.`,
        action: leaveOut(column.name),
      }),
    ];
  });
}
