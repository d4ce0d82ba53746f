import type { ColumnRole } from '#shared/columns';
import type { LeakFinding } from '#shared/scoring/leaks';
import { rowsToLookAt } from '../../explain/stratifiedFolds.ts';
import type { Imported } from '../../import/Imported.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Column } from '../../table/Column.ts';
import type { FeaturePlan } from '../features.ts';
import { pause } from '../../jobs/pause.ts';
import { rowsWhere } from '../rowsWhere.ts';
import type { ScoringTarget } from '../target.ts';
import { aliasesOf, knownAfterwards } from './afterwards.ts';
import { judgeColumn, type Hunt, type Judged } from './judgeColumn.ts';
import { laterDates } from './laterDates.ts';
import { identifierAuc, orderAuc, outcomeRuns } from './order.ts';
import { pairLeaks } from './pairs.ts';
import { seenColumn } from './Seen.ts';
import { leakSentence } from './sentences.ts';

/** Rows that are looked at; above, that many are drawn by seed, and `n` says so. */
const MOST_ROWS = 100_000;
const USED_ROLES: readonly ColumnRole[] = ['feature', 'flag', 'date'];
/** Rows sorted by the outcome beyond what a trend over time does. */
const ORDERED = 0.95;
const PARTLY_ORDERED = 0.8;
/** Stretches of one outcome fewer than this share of those expected: rows come in blocks. */
const IN_BLOCKS = 0.5;
const FAR_FROM_CHANCE = -5;

/**
 * Columns that say too much about the target, before anything is fitted: the strongest finding of each column, leaks first. Columns that are used are
 * judged by what they predict alone, by their gaps, by being the target in other words, by their names, by pairs of numbers and by dates after the
 * outcome; identifiers and the order of the rows by whether they are sorted by it.
 * @param plan the features that will be used; without it all columns with the role feature, flag or date
 * @param keep columns that a person keeps in spite of a leak
 * Cost: O(columns · rows) on at most 100,000 rows, and O(columns²) on 2,000. @throws Cancelled
 */
export async function huntLeaks(
  parts: {
    imported: Pick<Imported, 'table' | 'roles'>;
    target: ScoringTarget;
    plan?: FeaturePlan;
    keep?: readonly string[];
  },
  run: Run,
): Promise<LeakFinding[]> {
  const { imported, target, keep = [] } = parts;
  const { table, roles } = imported;
  const hunt = newHunt(imported, target, run);
  const planned = parts.plan && new Set(parts.plan.features.map(({ column }) => column));
  const isUsed = (column: Column, i: number) =>
    column.name !== target.name && (planned ? planned.has(column.name) : USED_ROLES.includes(roles[i]));
  const best = new Map<string | null, Judged>();
  for (const [i, column] of table.columns.entries()) {
    run.progress(i, table.columns.length, 'Looking for leaks');
    await pause(run);
    for (const judged of judge(column, roles[i], isUsed(column, i), hunt)) keepStronger(best, judged);
  }
  keepStronger(best, rowOrder(hunt));
  const suspicious = new Set([...best.values()].filter(one => one.severity === 'leak').map(one => one.column));
  const others = table.columns.filter((column, i) => isUsed(column, i) && !suspicious.has(column.name));
  for (const pair of await pairLeaks(others, hunt.rows, hunt.y, run))
    for (const [column, other] of [
      [pair.a, pair.b],
      [pair.b, pair.a],
    ])
      // prettier-ignore
      keepStronger(best, {
        column,
        kind: 'combination',
        severity: 'leak',
        measure: pair.how === 'equal' ? 'agreement' : 'auc',
        value: pair.value,
        n: pair.n,
        with: other,
        detail: pair.how,
        isUsed: true,
      });
  return [...best.values()].sort(byWeight).map(judged => finished(judged, target, keep));
}

function newHunt({ table, roles }: Pick<Imported, 'table' | 'roles'>, target: ScoringTarget, run: Run): Hunt {
  const known = rowsWhere(target.y.length, row => target.y[row] >= 0);
  const looked = rowsToLookAt(known.length, MOST_ROWS, run.stream('leakRows'));
  const rows = looked.map(i => known[i]);
  const y = Uint8Array.from(rows, row => target.y[row]);
  const draw = run.stream('leakHalves');
  return {
    rows,
    y,
    half: Uint8Array.from(rows, () => draw.below(2)),
    target,
    beside: aliasesOf(table.columns),
    outcomeDays: table.columns.filter(
      (column, i) =>
        column.kind === 'date' &&
        roles[i] !== 'identifier' &&
        knownAfterwards(column, { target: target.name, purpose: target.purpose, beside: new Set() })?.isOutcomeDay,
    ),
  };
}

function judge(column: Column, role: ColumnRole, isUsed: boolean, hunt: Hunt): Judged[] {
  if (column.name === hunt.target.name) return [];
  if (role === 'identifier') return identifierOrder(column, hunt);
  const isOtherTarget = role === 'target';
  if (!isUsed && !isOtherTarget) return [];
  const seen = seenColumn(column, role, hunt.rows);
  if (!seen) return [];
  const found = judgeColumn(seen, hunt).map(one => ({ ...one, isUsed }));
  const dates = laterDates(column, hunt).map(one => ({ ...one, isUsed }));
  return isOtherTarget ? found.filter(one => one.kind === 'duplicate') : [...found, ...dates];
}

function identifierOrder(column: Column, { rows, y }: Hunt): Judged[] {
  const found = identifierAuc(column, rows, y);
  if (!found || found.value < PARTLY_ORDERED) return [];
  return [orderFinding(column.name, found.value, found.n, 'auc')];
}

function rowOrder({ y }: Hunt): Judged | null {
  const auc = orderAuc(y);
  if (auc && auc.value >= PARTLY_ORDERED) return orderFinding(null, auc.value, auc.n, 'auc');
  const runs = outcomeRuns(y);
  if (!runs || runs.ratio >= IN_BLOCKS || runs.z > FAR_FROM_CHANCE) return null;
  return { ...orderFinding(null, runs.ratio, runs.n, 'runs'), severity: 'suspect' };
}

function orderFinding(column: string | null, value: number, n: number, measure: 'auc' | 'runs'): Judged {
  const severity = value >= ORDERED ? 'leak' : 'suspect';
  return { column, kind: 'order', severity, measure, value, n, with: null, detail: '', isUsed: false };
}

/** What is said of a column where several things are: a leak before a suspect, and what names the cause before what only measures it. */
const TELLING: readonly LeakFinding['kind'][] = [
  'duplicate',
  'derived',
  'afterwards',
  'laterDate',
  'combination',
  'oneSided',
  'gaps',
  'alone',
  'order',
];

function keepStronger(best: Map<string | null, Judged>, judged: Judged | null): void {
  if (!judged) return;
  const before = best.get(judged.column);
  if (!before || rank(judged) < rank(before)) best.set(judged.column, judged);
}

function rank({ severity, kind }: Judged): number {
  return (severity === 'leak' ? 0 : TELLING.length) + TELLING.indexOf(kind);
}

function byWeight(a: Judged, b: Judged): number {
  const severity = Number(a.severity === 'suspect') - Number(b.severity === 'suspect');
  return severity || b.value - a.value || ((a.column ?? '') < (b.column ?? '') ? -1 : 1);
}

function finished({ isUsed, detail, ...judged }: Judged, target: ScoringTarget, keep: readonly string[]): LeakFinding {
  const isKept = judged.column !== null && keep.includes(judged.column);
  const whenUsed = judged.severity === 'suspect' ? 'used' : isKept ? 'kept' : 'leftOut';
  const finding = { ...judged, action: isUsed ? whenUsed : 'notUsed' } as const;
  return { ...finding, sentence: leakSentence(finding, detail, target.eventWords) };
}
