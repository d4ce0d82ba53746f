import type { ColumnRole } from '#shared/columns';
import type { RuleList, SegmentRule, SegmentRules, SharedBy } from '#shared/explanation';
import { formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import { breathe } from '../import/breathe.ts';
import type { Run } from '../jobs/Run.ts';
import type { Table } from '../table/Column.ts';
import { capitalized } from './columnWords.ts';
import { wilsonInterval } from './intervals.ts';
import { rowsToLookAt, stratifiedFolds } from './stratifiedFolds.ts';
import { binColumns } from './surrogate/binColumns.ts';
import type { BinnedColumn } from './surrogate/BinnedColumn.ts';
import { growTree, leafFor } from './surrogate/growTree.ts';
import { pruneTree } from './surrogate/pruneTree.ts';
import { conditionWords, leafRules, type LeafRule } from './surrogate/ruleWords.ts';
import { classOf, type TreeNode } from './surrogate/TreeNode.ts';

/** Customers that rules are made on; of more, that many are drawn by seed. */
export const MOST_ROWS = 50_000;
export const MAX_DEPTH = 4;
const FOLDS = 5;
const MOST_RULES = 3;
/** A further rule has to tell this share of all customers right that were wrong before. */
const WORTH_A_RULE = 0.005;
/** A leaf holds at least this share of the customers, or half of the smallest segment where that is less. */
const LEAST_LEAF = 0.01;
/** Below this the rules tell too little of the segments to stand for them. */
const FAITHFUL = 0.8;

export interface RuleInput {
  readonly table: Table;
  readonly roles: readonly ColumnRole[];
  /** Days since 1970-01-01; NaN when ages cannot be told. */
  readonly referenceDay: number;
  readonly labels: Int32Array;
  readonly nSegments: number;
}
interface Task {
  readonly columns: readonly BinnedColumn[];
  readonly labels: Int32Array;
  readonly nSegments: number;
  readonly minLeaf: number;
}

/**
 * The segments as a few rules: a classification tree of at most four questions on the columns of the file, that stands in for the clustering.
 * How often it says the same segment is measured on customers that it was not made on.
 * @throws Cancelled
 * Source: Breiman et al. (1984), doi:10.1201/9781315139470; interval by Wilson (1927).
 */
export async function ruleList(input: RuleInput, run: Run): Promise<RuleList> {
  const { table, roles, nSegments } = input;
  const rows = rowsToLookAt(table.nRows, MOST_ROWS, run.stream('explain.rules'));
  const labels = Int32Array.from(rows, row => input.labels[row]);
  const columns: BinnedColumn[] = [];
  for (const binned of binColumns(table, roles, rows, input.referenceDay, input.labels)) {
    columns.push(...binned);
    await breathe(run, rows.length);
  }
  const sizes = countClasses(labels, nSegments);
  const task: Task = { columns, labels, nSegments, minLeaf: leastLeaf(sizes, rows.length) };
  const parts = FOLDS + 1;
  const tree = await makeTree(task, allRows(rows.length), progressOf(run, 0, parts));
  const right = await countRight(task, run, parts);
  const { low, high } = wilsonInterval(right, rows.length);
  const fidelity = { value: right / rows.length, low, high, n: rows.length };
  const chance = Math.max(...sizes) / rows.length;
  const rules = leafRules(tree, columns);
  const facts = {
    folds: Math.min(FOLDS, rows.length),
    isSampled: rows.length < table.nRows,
    of: table.nRows,
    seed: run.seed,
    minLeaf: task.minLeaf,
    maxDepth: MAX_DEPTH,
    nColumns: new Set(columns.map(({ column }) => column)).size,
  };
  const segments: SegmentRules[] = [];
  for (const [segment, size] of sizes.entries()) {
    const found = rulesOf(rules, segment, size, task);
    segments.push(found.rules.length > 0 || size === 0 ? found : await rulesAlone(segment, size, task, run));
  }
  return {
    segments,
    fidelity,
    chance,
    ...facts,
    sentence: fidelitySentence(fidelity, chance),
    method: rulesMethod(facts, rows.length),
  };
}

function countClasses(labels: Int32Array, nSegments: number): Float64Array {
  const sizes = new Float64Array(nSegments);
  for (const label of labels) sizes[label]++;
  return sizes;
}

function leastLeaf(sizes: Float64Array, n: number): number {
  const smallest = Math.min(...sizes.filter(size => size > 0));
  return Math.max(n < 10 ? 1 : 2, Math.min(Math.ceil(n * LEAST_LEAF), Math.floor(smallest / 2)));
}

function allRows(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_none, row) => row);
}

function progressOf(run: Run, part: number, parts: number): (size: number) => Promise<void> {
  return size => {
    run.progress(part, parts, 'Looking for rules');
    return breathe(run, size);
  };
}

async function makeTree(task: Task, rows: Int32Array, pause: (size: number) => Promise<void>): Promise<TreeNode> {
  const { columns, labels, nSegments, minLeaf } = task;
  const options = { maxDepth: MAX_DEPTH, minLeaf, nClasses: nSegments };
  const tree = await growTree(columns, labels, rows, options, pause);
  const smallest = Math.min(...tree.counts.filter(count => count > 0));
  return pruneTree(tree, Math.min(WORTH_A_RULE * rows.length, smallest / 4));
}

/** Customers that a tree made without them places as the clustering does. */
async function countRight(task: Task, run: Run, parts: number): Promise<number> {
  const { columns, labels, nSegments } = task;
  const nFolds = Math.min(FOLDS, labels.length);
  const folds = stratifiedFolds(labels, nSegments, nFolds, run.stream('explain.rules.folds'));
  let right = 0;
  for (let fold = 0; fold < nFolds; fold++) {
    const rest = allRows(labels.length).filter(row => folds[row] !== fold);
    if (rest.length === 0) continue;
    const tree = await makeTree(task, rest, progressOf(run, fold + 1, parts));
    for (let row = 0; row < labels.length; row++)
      if (folds[row] === fold && classOf(leafFor(tree, columns, row)) === labels[row]) right++;
  }
  return right;
}

function rulesOf(all: readonly LeafRule[], segment: number, size: number, task: Task): SegmentRules {
  const own = all
    .filter(({ leaf, conditions }) => classOf(leaf) === segment && leaf.counts[segment] > 0 && conditions.length > 0)
    .sort((a, b) => b.leaf.counts[segment] - a.leaf.counts[segment]);
  const rules = own.slice(0, MOST_RULES).map(rule => segmentRule(rule, segment, size, task));
  return {
    segment: segment + 1,
    rules,
    left: own.length - rules.length,
    isApart: false,
    sentence: rules.length > 0 ? ruleSentence(rules[0]) : 'No short rule tells this segment from the others.',
  };
}

/** For a segment that the tree has no end for: a tree of its own, of this segment against all others. */
async function rulesAlone(segment: number, size: number, task: Task, run: Run): Promise<SegmentRules> {
  const labels = task.labels.map(label => (label === segment ? 1 : 0));
  const alone = { ...task, labels, nSegments: 2 };
  const tree = await makeTree(alone, allRows(labels.length), progressOf(run, 1, 1));
  const found = rulesOf(leafRules(tree, task.columns), 1, size, alone);
  return { ...found, segment: segment + 1, isApart: found.rules.length > 0 };
}

function segmentRule({ leaf, conditions }: LeafRule, segment: number, size: number, task: Task): SegmentRule {
  const { columns, labels } = task;
  const worded = conditions.map(condition => ({
    column: columns[condition.column].column,
    text: conditionWords(condition, columns),
  }));
  const hits = leaf.counts[segment];
  return {
    text: joinWords(worded.map(condition => condition.text)),
    conditions: worded,
    n: leaf.n,
    hits,
    coverage: leaf.n / labels.length,
    precision: hits / leaf.n,
    recall: hits / size,
  };
}

/** "Annual income above 71.5 and spending score above 61: 94.0 % of them are in this segment, 88.0 % of the segment fits." */
export function ruleSentence({ text, precision, recall }: SegmentRule): string {
  return `${capitalized(text)}: ${formatPercent(precision)} of them are in this segment, ${formatPercent(recall)} of the segment fits.`;
}

function fidelitySentence({ value, low, high, n }: SharedBy, chance: number): string {
  const words = `The rules say the same segment as the clustering for ${formatPercent(value)} of customers (95 % interval ${formatPercent(low)} to ${formatPercent(high)}, n = ${formatCount(n)}); always saying the largest segment would agree for ${formatPercent(chance)}.`;
  if (value >= FAITHFUL) return words;
  return `${words} Short rules do not tell these segments apart well: take them as hints.`;
}

type Facts = Pick<RuleList, 'folds' | 'isSampled' | 'of' | 'seed' | 'minLeaf' | 'maxDepth' | 'nColumns'>;

function rulesMethod({ folds, isSampled, of, seed, minLeaf, maxDepth, nColumns }: Facts, n: number): string {
  const on = isSampled
    ? `${formatCount(n)} of ${formatThings(of, 'customer')}, drawn with seed ${seed}`
    : formatThings(of, 'customer');
  return `A classification tree (CART) of at most ${maxDepth} questions on ${formatThings(nColumns, 'column')}, at least ${formatThings(minLeaf, 'customer')} at each end, made on ${on}; agreement by ${folds}-fold cross-validation with seed ${seed}, the figures of each rule on the customers it was made on. A rule says where a segment lies, not why.`;
}
