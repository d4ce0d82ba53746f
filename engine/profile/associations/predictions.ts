import type { ColumnRole } from '#shared/columns';
import { isMissing, type Column } from '../../table/Column.ts';
import type { Associations, Compared } from './associate.ts';
import { aucOfCodes, cramersVOf } from './measures.ts';

/** How well one column alone tells the values of a target apart. */
export interface Prediction {
  readonly target: string;
  readonly column: string;
  /** auc: the chance that a number ranks a random yes and a random no rightly, whichever way round. gaps: Cramér's V of being missing. */
  readonly measure: 'auc' | 'cramersV' | 'gaps';
  readonly value: number;
  readonly n: number;
}

const FEWEST_OF_EACH = 10;

/** Every column against every target of two values, over the rows that the associations were made of. */
export function predictions(
  associations: Associations,
  columns: readonly { column: Column; role: ColumnRole }[],
): Prediction[] {
  const { compared, all, rows } = associations;
  const targets = columns.filter(({ role }) => role === 'target').map(({ column }) => column.name);
  return targets.flatMap(target => {
    const at = compared.find(({ column }) => column.name === target);
    const labels = at && binaryLabels(at);
    if (!labels) return [];
    const others = columns.filter(({ column, role }) => column.name !== target && isCandidate(role));
    return others.flatMap(({ column }): Prediction[] => {
      const own = compared.find(other => other.column === column);
      const pair = all.find(({ a, b }) => (a === target && b === column.name) || (a === column.name && b === target));
      const found: (Prediction | null)[] = [
        own?.variable.kind === 'number' ? aucOf(own, labels, target) : null,
        pair?.kind === 'categories' && pair.cramersV !== null
          ? { target, column: column.name, measure: 'cramersV', value: pair.cramersV, n: pair.n }
          : null,
        gapsOf(column, rows, labels, target),
      ];
      return found.filter(one => one !== null);
    });
  });
}

/** What is left out of the analysis anyway cannot leak; another target is known to be one. */
function isCandidate(role: ColumnRole): boolean {
  return role !== 'identifier' && role !== 'ignore' && role !== 'target';
}

/** 0, 1 or -1 (missing) by row; null where the target does not have two values. */
function binaryLabels({ variable }: Compared): Int32Array | null {
  const seen = new Set<number>();
  for (const code of variable.codes) {
    if (code >= 0) seen.add(code);
    if (seen.size > 2) return null;
  }
  if (seen.size !== 2) return null;
  const yes = Math.max(...seen);
  return variable.codes.map(code => (code < 0 ? -1 : Number(code === yes)));
}

function aucOf({ column, variable }: Compared, labels: Int32Array, target: string): Prediction | null {
  const { auc, nYes, nNo } = aucOfCodes(variable.codes, variable.nCodes, labels);
  if (nYes < FEWEST_OF_EACH || nNo < FEWEST_OF_EACH) return null;
  return { target, column: column.name, measure: 'auc', value: Math.max(auc, 1 - auc), n: nYes + nNo };
}

function gapsOf(column: Column, rows: Int32Array | null, labels: Int32Array, target: string): Prediction | null {
  const counts = new Float64Array(4);
  for (let i = 0; i < labels.length; i++)
    if (labels[i] >= 0) counts[(isMissing(column, rows ? rows[i] : i) ? 2 : 0) + labels[i]]++;
  const [presentNo, presentYes, missingNo, missingYes] = counts;
  if (presentNo + presentYes < FEWEST_OF_EACH || missingNo + missingYes < FEWEST_OF_EACH) return null;
  const n = presentNo + presentYes + missingNo + missingYes;
  const value = cramersVOf(counts, 2, 2, n) ?? 0;
  return { target, column: column.name, measure: 'gaps', value, n };
}
