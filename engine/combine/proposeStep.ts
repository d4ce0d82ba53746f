import { formatCount, formatPercent } from '#shared/format';
import { defaultReading } from '#shared/reading';
import { isMissingWord, missingWordSet } from '../import/cells/ColumnCells.ts';
import { aliasOf, conceptOf } from '../import/dictionary/conceptOf.ts';
import { joinKeys } from './joinKeys.ts';
import type { PlainTable } from './PlainTable.ts';

/** How a further table could be put together with the table so far. */
export interface StepProposal {
  readonly how: 'append' | 'join';
  readonly key: string;
  readonly tableKey: string;
  readonly why: string;
}

/** Rows of each table that are compared. */
const LOOKED_AT = 20_000;
/** Columns that could be keys are compared each with each, but not more of them. */
const MOST_KEYS = 12;

/** Of the rows of a table, the share that has a value of its own where the column tells its rows apart. */
const MOSTLY_UNIQUE = 0.9;

/**
 * A join where a key of one table is found in the other, an append where the columns are the same and name other customers.
 * The best pair of columns is the one that most rows share; known identifiers go first, then columns of the same name.
 */
export function proposeStep(left: PlainTable, right: PlainTable): StepProposal {
  const rightNames = new Set(right.names.map(aliasOf));
  const common = left.names.filter(name => rightNames.has(aliasOf(name)));
  const best = bestKeys(left, right);
  const isSameShape = common.length >= 0.8 * Math.max(left.names.length, right.names.length) && left.names.length > 1;
  const { key, tableKey } = best ?? { key: identifierOf(left), tableKey: identifierOf(right) };
  if (isSameShape && (shareOfIdentifiers(left, right) ?? (best?.tellsRowsApart ? best.share : 0)) < 0.5) {
    const same = `${formatCount(common.length)} of ${formatCount(left.names.length)} columns`;
    return { how: 'append', key, tableKey, why: `${same} have the same name in both tables.` };
  }
  const why = best
    ? `${formatPercent(best.share)} of the keys of the new table are found in ${key}.`
    : 'No pair of columns shares its values; choose the keys.';
  return { how: 'join', key, tableKey, why };
}

function identifierOf({ names }: PlainTable): string {
  return names.find(isIdentifier) ?? names[0] ?? '';
}

function isIdentifier(name: string): boolean {
  return conceptOf(name)?.role === 'identifier';
}

/** Of the customers of the right table, the share that the left one names too; null where they have no identifier of one name. Incomes and ages may well be alike. */
function shareOfIdentifiers(left: PlainTable, right: PlainTable): number | null {
  const key = left.names.find(isIdentifier);
  const tableKey = key === undefined ? undefined : right.names.find(name => aliasOf(name) === aliasOf(key));
  if (key === undefined || tableKey === undefined) return null;
  return shareMet(keySet(left, key, LOOKED_AT * 10), keySet(right, tableKey, LOOKED_AT));
}

function shareMet(known: ReadonlySet<string>, keys: ReadonlySet<string>): number {
  let met = 0;
  for (const value of keys) if (known.has(value)) met++;
  return keys.size === 0 ? 0 : met / keys.size;
}

interface KeyPair {
  readonly key: string;
  readonly tableKey: string;
  /** Of the different keys of the right table, the share that the left one knows. */
  readonly share: number;
  /** Whether a key of the right table stands for a row of it, as a customer number does and a date does not. */
  readonly tellsRowsApart: boolean;
}

function bestKeys(left: PlainTable, right: PlainTable): KeyPair | null {
  const own = candidates(left);
  const other = candidates(right);
  const leftSets = new Map(own.map(name => [name, keySet(left, name, LOOKED_AT * 10)]));
  const rightSets = new Map(other.map(name => [name, keySet(right, name, LOOKED_AT)]));
  let best: (KeyPair & { score: number }) | null = null;
  for (const [key, known] of leftSets) {
    for (const [tableKey, keys] of rightSets) {
      if (keys.size < 2) continue;
      const share = shareMet(known, keys);
      const names =
        (aliasOf(key) === aliasOf(tableKey) ? 0.5 : 0) + (isIdentifier(key) && isIdentifier(tableKey) ? 1 : 0);
      const score = share + names + Math.min(known.size, 1e6) / 1e8;
      if (share <= 0.02 || (best !== null && score <= best.score)) continue;
      const tellsRowsApart = keys.size >= MOSTLY_UNIQUE * Math.min(right.nRows, LOOKED_AT);
      best = { key, tableKey, share, tellsRowsApart, score };
    }
  }
  return best;
}

/** Columns whose values mostly differ from row to row, known identifiers first. */
function candidates(table: PlainTable): string[] {
  const names = table.names.filter(name => {
    if (isIdentifier(name)) return true;
    return keySet(table, name, 2_000).size > 0.3 * Math.min(table.nRows, 2_000);
  });
  return names.sort((a, b) => Number(isIdentifier(b)) - Number(isIdentifier(a))).slice(0, MOST_KEYS);
}

function keySet(table: PlainTable, name: string, most: number): Set<string> {
  const words = missingWordSet(defaultReading().missingWords);
  const { kinds, values } = table.columns[table.names.indexOf(name)];
  const keys = joinKeys({ kinds: kinds.subarray(0, most), values: values.subarray(0, most) }, table.strings, tidy =>
    isMissingWord(words, tidy),
  );
  const set = new Set(keys);
  set.delete('');
  return set;
}
