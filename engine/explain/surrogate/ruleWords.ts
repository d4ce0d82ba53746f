import { formatNumber } from '#shared/format';
import { columnWords, yearsWords } from '../columnWords.ts';
import { isOrdered, type BinnedColumn } from './BinnedColumn.ts';
import type { Split, TreeNode } from './TreeNode.ts';

/** What a leaf asks of one column: the bins that come to it. */
export interface Condition {
  /** Position of the column. */
  readonly column: number;
  /** [nBins + 1] 1 where the bin is allowed; missing is the last. */
  readonly allows: Uint8Array;
  /** Ordered columns: values above and up to these; infinite where there is no bound. */
  readonly above: number;
  readonly upTo: number;
}
export interface LeafRule {
  readonly leaf: TreeNode;
  readonly conditions: readonly Condition[];
}

/** Every leaf with what leads to it, one condition per column, in the order in which the tree asks. */
export function leafRules(tree: TreeNode, columns: readonly BinnedColumn[]): LeafRule[] {
  const rules: LeafRule[] = [];
  const walk = (node: TreeNode, conditions: readonly Condition[]): void => {
    const { split } = node;
    if (!split) {
      rules.push({ leaf: node, conditions });
      return;
    }
    const before = conditions.find(condition => condition.column === split.column);
    for (const isLeft of [true, false]) {
      const own = narrowed(split, isLeft, columns[split.column], before);
      const all = before ? conditions.map(condition => (condition === before ? own : condition)) : [...conditions, own];
      walk((isLeft ? node.left : node.right)!, all);
    }
  };
  walk(tree, []);
  return rules;
}

/** What one side of a split asks, together with what was asked of the column before. */
function narrowed(split: Split, isLeft: boolean, column: BinnedColumn, before?: Condition): Condition {
  const allows = split.goesLeft.map((goes, bin) => ((goes === 1) === isLeft && before?.allows[bin] !== 0 ? 1 : 0));
  const { above, upTo } = before ?? { above: -Infinity, upTo: Infinity };
  if (split.below < 0) return { column: split.column, allows, above, upTo };
  const bound = roundBetween(column.largest[split.below], column.least[split.above]);
  return { column: split.column, allows, above: isLeft ? above : bound, upTo: isLeft ? bound : upTo };
}

/** The shortest number c with low ≤ c < high, near the middle. */
export function roundBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (!(size > 0)) return 0;
  const start = Math.floor(Math.log10(size)) + 1;
  for (let power = start; power > start - 16; power--) {
    const step = 10 ** Math.abs(power);
    const rounded = power >= 0 ? Math.round(middle / step) * step : Math.round(middle * step) / step;
    if (rounded >= low && rounded < high) return rounded;
  }
  return middle;
}

/** "annual income above 71.5", "occupation "Trader" or "Farmer"", "PEP yes", "subscribed channels with "RTGS"". */
export function conditionWords(condition: Condition, columns: readonly BinnedColumn[]): string {
  const column = columns[condition.column];
  if (isOrdered(column)) return orderedWords(condition, column);
  const name = columnWords(column.column);
  if (column.kind === 'member') return `${name} ${condition.allows[1] === 1 ? 'with' : 'without'} "${column.member}"`;
  const allowed = binNames(column, bin => condition.allows[bin] === 1);
  if (column.kind === 'boolean') return `${name} ${(allowed ?? []).map(level => level.toLowerCase()).join(' or ')}`;
  const refused = binNames(column, bin => condition.allows[bin] === 0);
  const isShort = allowed !== null && (refused === null || allowed.length <= refused.length);
  return isShort ? `${name} ${quoted(allowed)}` : `${name} not ${quoted(refused ?? [])}`;
}

/** null where rarer levels, which have no name, are among them. */
function binNames({ levels, nBins, hasMissing }: BinnedColumn, wanted: (bin: number) => boolean): string[] | null {
  const bins = Array.from({ length: hasMissing ? nBins + 1 : nBins }, (_none, bin) => bin).filter(wanted);
  const names = bins.map(bin => (bin === nBins ? MISSING : levels[bin]));
  return names.includes(null) ? null : (names as string[]);
}

const MISSING = 'missing';

function quoted(levels: readonly string[]): string {
  return levels.map(level => (level === MISSING ? MISSING : `"${level}"`)).join(' or ');
}

function orderedWords({ allows, above, upTo }: Condition, column: BinnedColumn): string {
  const words = columnWords(column.column);
  const name = column.kind === 'years' ? yearsWords(words) : words;
  const mayBeMissing = column.hasMissing && allows[column.nBins] === 1;
  if (!allows.subarray(0, column.nBins).includes(1)) return `${name} missing`;
  const unit = column.kind === 'years' && !name.includes('years') ? ' years' : '';
  const range = rangeWords(above, upTo, column.isPercent ? '%' : unit);
  if (range === null) return mayBeMissing ? `${name} any` : `${name} known`;
  return `${name} ${range}${mayBeMissing ? ' or missing' : ''}`;
}

function rangeWords(above: number, upTo: number, unit: string): string | null {
  if (unit === '%') return rangeWords(100 * above, 100 * upTo, ' %');
  const text = (value: number) => formatNumber(value, 12);
  if (above === -Infinity && upTo === Infinity) return null;
  if (above === -Infinity) return `at most ${text(upTo)}${unit}`;
  if (upTo === Infinity) return `above ${text(above)}${unit}`;
  return `between ${text(above)} and ${text(upTo)}${unit}`;
}
