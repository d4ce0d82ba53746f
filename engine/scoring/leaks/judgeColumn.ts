import type { LeakFinding } from '#shared/scoring/leaks';
import type { Column } from '../../table/Column.ts';
import type { ScoringTarget } from '../target.ts';
import { knownAfterwards } from './afterwards.ts';
import { aloneAuc, derivedStrength, gapStrength, oneSided, type OneSided, type Strength } from './evidence.ts';
import type { Seen } from './Seen.ts';

/** What leaks are looked for in. */
export interface Hunt {
  /** Rows of the table with a known outcome that are looked at, ascending. */
  readonly rows: Int32Array;
  /** [rows] 1 event, 0 none. */
  readonly y: Uint8Array;
  /** [rows] 0 or 1, by lot. */
  readonly half: Uint8Array;
  readonly target: ScoringTarget;
  /** Headers of all columns, as the dictionary compares them. */
  readonly beside: ReadonlySet<string>;
  /** Dates on which the outcome came. */
  readonly outcomeDays: readonly Column[];
}
export interface Judged extends Omit<LeakFinding, 'action' | 'sentence'> {
  /** What the sentence needs besides. */
  readonly detail: string;
  readonly isUsed: boolean;
}
type Found = Omit<Judged, 'isUsed'>;

/** As in the findings about columns: alone as good as a model almost never is, and better than columns known beforehand are in public tables. */
const LEAK = 0.95;
const STRONG = 0.8;
/** A copy of the target may differ in a few customers. */
const SAME = 0.98;
/** What a column must do besides being called so. */
const NAMED_AUC = 0.6;
const NAMED_GAPS = 0.2;

/** All that is wrong with one column. */
export function judgeColumn(seen: Seen, hunt: Hunt): Found[] {
  const { y, half } = hunt;
  const alone = aloneAuc(seen, y, half);
  const gaps = gapStrength(seen, y);
  const sided = oneSided(seen, y);
  return [
    ...sameAsTarget(seen, y),
    ...byName(seen, hunt, { alone, gaps, sided }),
    ...(sided ? [oneSidedFinding(seen, sided)] : []),
    ...measured(seen, 'gaps', 'cramersV', gaps),
    ...measured(seen, 'alone', 'auc', alone),
  ];
}

function sameAsTarget(seen: Seen, y: Uint8Array): Found[] {
  const derived = derivedStrength(seen, y);
  if (!derived || derived.value < SAME) return [];
  const isCopy = derived.nValues === 2;
  if (!isCopy && derived.value < 1) return [];
  const { value, n, nValues } = derived;
  return [found(seen, isCopy ? 'duplicate' : 'derived', 'leak', { measure: 'agreement', value, n }, String(nValues))];
}

interface Evidence {
  readonly alone: Strength | null;
  readonly gaps: Strength | null;
  readonly sided: OneSided | null;
}

function byName(seen: Seen, { target, beside }: Hunt, evidence: Evidence): Found[] {
  const known = knownAfterwards(seen.column, { target: target.name, purpose: target.purpose, beside });
  if (!known) return [];
  const auc = evidence.alone?.value ?? 0;
  const gaps = evidence.gaps?.value ?? 0;
  const isShown = evidence.sided !== null || auc >= NAMED_AUC || gaps >= NAMED_GAPS;
  const figure = strongest(evidence) ?? { measure: 'auc', value: 0.5, n: seen.codes.length };
  return [found(seen, 'afterwards', isShown ? 'leak' : 'suspect', figure, `${known.words}|${known.why}`)];
}

function strongest({ alone, gaps }: Evidence): Pick<LeakFinding, 'measure' | 'value' | 'n'> | null {
  if (gaps && gaps.value > (alone?.value ?? 0)) return { measure: 'cramersV', ...gaps };
  return alone && { measure: 'auc', ...alone };
}

function oneSidedFinding(seen: Seen, { value, n, covers, state, isEvent }: OneSided): Found {
  return found(seen, 'oneSided', 'leak', { measure: 'share', value, n }, `${state}|${isEvent}|${covers}`);
}

function measured(seen: Seen, kind: 'gaps' | 'alone', measure: 'cramersV' | 'auc', strength: Strength | null): Found[] {
  if (!strength || strength.value < STRONG) return [];
  return [found(seen, kind, strength.value >= LEAK ? 'leak' : 'suspect', { measure, ...strength })];
}

function found(
  { column }: Seen,
  kind: LeakFinding['kind'],
  severity: LeakFinding['severity'],
  { measure, value, n }: Pick<LeakFinding, 'measure' | 'value' | 'n'>,
  detail = '',
): Found {
  return { column: column.name, kind, severity, measure, value, n, with: null, detail };
}
