import type { Association, ColumnDetail, Finding } from '#shared/profile';
import { formatCount, formatFixed, formatNumber, formatPart, formatThings, listSome } from '#shared/format';
import { conceptOf } from '../../import/dictionary/conceptOf.ts';
import type { Compared } from '../associations/associate.ts';
import type { ColumnFacts } from '../columnFacts.ts';
import { finding, isShown, isUsed, leaveOut, type FindingContext } from './FindingContext.ts';

const NEAR_CONSTANT = 0.99;

/** Columns that say nothing, or next to nothing. */
export function constants({ columns, nRows }: FindingContext): Finding[] {
  const empty = columns.filter(({ detail }) => detail.missing === nRows);
  const same = columns.filter(({ detail, role }) => detail.distinct === 1 && (detail.missing === 0 || isShown(role)));
  return [
    ...together(empty, 'has no value in any row', 'have no value in any row'),
    ...together(
      same.filter(({ detail }) => detail.missing === 0),
      'has one and the same value in every row',
      'have one and the same value in every row',
    ),
    ...same.filter(({ detail }) => detail.missing > 0).map(facts => valueOrGap(facts, nRows)),
    ...nearConstants(columns, nRows),
  ];
}

function together(found: readonly ColumnFacts[], is: string, are: string): Finding[] {
  if (found.length === 0) return [];
  const names = found.map(({ detail }) => detail.name);
  const active = found.filter(({ role }) => isUsed(role)).map(({ detail }) => detail.name);
  const rest = active.length === 0 ? `, so ${names.length === 1 ? 'it is' : 'they are'} left out` : '';
  return [
    finding('constant', active.length > 0 ? 'watch' : 'note', names, {
      sentence: `${listSome(names, 6)} ${names.length === 1 ? is : are}${rest}.`,
      action: active.length > 0 ? leaveOut(...active) : null,
    }),
  ];
}

function valueOrGap({ detail }: ColumnFacts, nRows: number): Finding {
  const value = topValue(detail)?.text ?? '';
  return finding('constant', 'watch', [detail.name], {
    sentence: `${detail.name} is either ${value} (${formatThings(nRows - detail.missing, 'row')}) or missing (${formatCount(detail.missing)}): if a gap means "no", it is a flag, else it says nothing.`,
    action: leaveOut(detail.name),
  });
}

interface NearConstant {
  readonly name: string;
  readonly value: string;
  readonly others: number;
  readonly present: number;
  /** A rare flag such as PEP is what the bank looks for: nobody is advised to leave it out. */
  readonly isWanted: boolean;
}

function nearConstants(columns: readonly ColumnFacts[], nRows: number): Finding[] {
  const found = columns.flatMap(({ detail, role, column }): NearConstant[] => {
    const top = topValue(detail);
    const present = nRows - detail.missing;
    if (!top || !isUsed(role) || detail.distinct < 2 || column.kind === 'set') return [];
    if (top.count <= NEAR_CONSTANT * present) return [];
    const isWanted = column.kind === 'boolean' || conceptOf(column.header ?? column.name)?.drivesRisk !== undefined;
    return [{ name: detail.name, value: top.text, others: present - top.count, present, isWanted }];
  });
  const group = (set: readonly NearConstant[], end: string, isWanted: boolean): Finding[] => {
    if (set.length === 0) return [];
    const words = set.map(
      ({ name, value, others, present }) =>
        `${name} (${value}, but for ${formatCount(others)} of ${formatCount(present)})`,
    );
    const names = set.map(({ name }) => name);
    const sentence = `${formatThings(set.length, 'column has', 'columns have')} one value for more than 99 % of customers: ${listSome(words, 5)}${end}.`;
    return [
      finding('nearConstant', isWanted ? 'note' : 'watch', names, {
        sentence,
        action: isWanted ? null : leaveOut(...names),
      }),
    ];
  };
  return [
    ...group(
      found.filter(({ isWanted }) => !isWanted),
      '',
      false,
    ),
    ...group(
      found.filter(({ isWanted }) => isWanted),
      '; too few to shape segments, which does not make them unimportant',
      true,
    ),
  ];
}

function topValue(detail: ColumnDetail): { text: string; count: number } | null {
  const [level] = detail.levels;
  if (level) return { text: level.level.slice(0, 60), count: level.count };
  if (!detail.number || detail.kind === 'date') return null;
  return { text: formatNumber(detail.number.mode.value, 6), count: detail.number.mode.count };
}

const MOSTLY_DIFFERENT = 0.9;
const FEWEST_ROWS = 50;

/** Columns whose values name rows although they are compared. */
export function identifiers({ columns, nRows }: FindingContext): Finding[] {
  return columns.flatMap(({ column, detail, role }) => {
    const present = nRows - detail.missing;
    if (!isUsed(role) || present < FEWEST_ROWS || detail.distinct < MOSTLY_DIFFERENT * present) return [];
    const isName =
      column.kind === 'category' ||
      column.kind === 'text' ||
      (column.kind === 'number' && isNumbering(column.values, detail));
    if (!isName) return [];
    return [
      finding('identifierLike', 'decide', [detail.name], {
        sentence: `${detail.name} has ${formatCount(detail.distinct)} different values in ${formatThings(present, 'row')}: it names customers rather than describing them.`,
        action: {
          kind: 'columns',
          label: 'Treat as an identifier',
          changes: [{ name: detail.name, role: 'identifier' }],
        },
      }),
    ];
  });
}

/** Whole numbers of seven digits or more, all of one length, as account and telephone numbers are. */
function isNumbering(values: Float64Array, detail: ColumnDetail): boolean {
  const { min, max } = detail.summary!;
  if (!(min >= 1e6) || Math.floor(Math.log10(min)) !== Math.floor(Math.log10(max))) return false;
  return values.every(value => Number.isNaN(value) || Number.isInteger(value));
}

/** More columns than this are told together. */
const MOST_ALONE = 4;

const SAME = 0.9999;
const FEWEST_PAIRS = 20;

interface Duplicate {
  readonly pair: Association;
  readonly how: string;
}

/** Columns of which one says what another already says. */
export function duplicates({ associations, columns }: FindingContext): Finding[] {
  const roles = new Map(columns.map(({ detail, role }) => [detail.name, role]));
  const variables = new Map(associations.compared.map(one => [one.column.name, one]));
  const repeated = new Set<string>();
  const found = associations.all.flatMap((pair): Duplicate[] => {
    if (!isUsed(roles.get(pair.a)!) || !isUsed(roles.get(pair.b)!) || pair.n < FEWEST_PAIRS) return [];
    if (repeated.has(pair.a) || repeated.has(pair.b)) return [];
    const how = saysTheSame(pair, variables.get(pair.a)!, variables.get(pair.b)!);
    if (how) repeated.add(pair.b);
    return how ? [{ pair, how }] : [];
  });
  if (found.length <= MOST_ALONE) return found.map(({ pair, how }) => oneDuplicate(pair, how));
  const words = found.map(({ pair, how }) => `${pair.b} as ${pair.a} (${how})`);
  const names = found.map(({ pair }) => pair.b);
  return [
    finding('duplicateColumn', 'decide', names, {
      sentence: `${formatThings(found.length, 'column')} say the same as another: ${listSome(words, 4)}. Compared together they count twice.`,
      action: leaveOut(...names),
    }),
  ];
}

function oneDuplicate({ a, b, n }: Association, how: string): Finding {
  return finding('duplicateColumn', 'decide', [a, b], {
    sentence: `${b} says the same as ${a}: ${how} (n ${formatCount(n)}). Compared together they count twice.`,
    action: leaveOut(b),
  });
}

function saysTheSame(pair: Association, a: Compared, b: Compared): string | null {
  if (pair.strength < SAME) return null;
  if (pair.kind === 'numbers') {
    const isLinear = Math.abs(pair.pearson ?? 0) >= SAME;
    if (isLinear && areEqual(a, b)) return 'the values are equal in every row';
    const [name, value] = isLinear ? ['Pearson', pair.pearson!] : ['Spearman', pair.spearman!];
    return `${name} correlation ${formatFixed((Math.sign(value) * Math.floor(Math.abs(value) * 1e4)) / 1e4, 4)}`;
  }
  return isOneToOne(a.variable.codes, b.variable.codes) ? 'each value of one goes with one value of the other' : null;
}

function areEqual(a: Compared, b: Compared): boolean {
  if (a.variable.kind !== 'number' || b.variable.kind !== 'number') return false;
  const [x, y] = [a.variable.values, b.variable.values];
  return x.every((value, row) => value === y[row] || Number.isNaN(value) || Number.isNaN(y[row]));
}

function isOneToOne(a: Int32Array, b: Int32Array): boolean {
  const there = new Map<number, number>();
  const back = new Map<number, number>();
  for (let row = 0; row < a.length; row++) {
    if (a[row] < 0 || b[row] < 0) continue;
    if ((there.get(a[row]) ?? b[row]) !== b[row] || (back.get(b[row]) ?? a[row]) !== a[row]) return false;
    there.set(a[row], b[row]);
    back.set(b[row], a[row]);
  }
  return true;
}

const MOST_GAPS = 0.6;
const SOME_GAPS = 0.2;

/** Columns that are missing for many customers. */
export function gaps({ columns, nRows }: FindingContext): Finding[] {
  const share = ({ detail }: ColumnFacts) => detail.missing / nRows;
  const withGaps = columns.filter(
    facts => isUsed(facts.role) && share(facts) > SOME_GAPS && facts.detail.missing < nRows,
  );
  const many = withGaps.filter(facts => share(facts) > MOST_GAPS);
  const some = withGaps.filter(facts => share(facts) <= MOST_GAPS);
  const words = ({ detail }: ColumnFacts) => `${detail.name} (${formatPart(detail.missing, nRows)})`;
  const told = (group: readonly ColumnFacts[], kind: 'manyGaps' | 'someGaps'): Finding[] => {
    const isMany = kind === 'manyGaps';
    const severity = isMany ? 'decide' : 'watch';
    const why = isMany ? 'most of what is compared would be filled in' : 'what is filled in is a guess';
    const sets = group.length > MOST_ALONE ? [group] : group.map(facts => [facts]);
    return sets.map(set => {
      const names = set.map(({ detail }) => detail.name);
      const [only] = set;
      const sentence =
        set.length === 1
          ? `${only.detail.name} is missing for ${formatCount(only.detail.missing)} of ${formatThings(nRows, 'customer')} (${formatPart(only.detail.missing, nRows)}): ${why}.`
          : `${formatThings(set.length, 'column is', 'columns are')} missing for more than ${isMany ? '60' : '20'} % of customers: ${listSome(set.map(words), 6)}; ${why}.`;
      return finding(kind, severity, names, { sentence, action: leaveOut(...names) });
    });
  };
  return [...told(many, 'manyGaps'), ...told(some, 'someGaps')];
}
