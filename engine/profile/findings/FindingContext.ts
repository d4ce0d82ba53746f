import type { ColumnRole } from '#shared/columns';
import type { Finding, FindingAction, FindingKind, Severity } from '#shared/profile';
import { formatPercent } from '#shared/format';
import type { MissingToken } from '#shared/results';
import type { Associations } from '../associations/associate.ts';
import type { Prediction } from '../associations/predictions.ts';
import type { ColumnFacts } from '../columnFacts.ts';

/** What findings are made from. */
export interface FindingContext {
  readonly columns: readonly ColumnFacts[];
  readonly nRows: number;
  readonly associations: Associations;
  readonly predictions: readonly Prediction[];
  /** Days since 1970-01-01; NaN when the file has no date. */
  readonly referenceDay: number;
  /** The reference date was set by hand, so dates after it mean something. */
  readonly isReferenceGiven: boolean;
  readonly missingTokens: readonly MissingToken[];
}
export type FindingRule = (context: FindingContext) => Finding[];

/** The column helps to tell customers apart, so what is wrong with it is wrong with the result. */
export function isUsed(role: ColumnRole): boolean {
  return role === 'feature' || role === 'flag' || role === 'date';
}

/** The column is looked at, if only in pictures. */
export function isShown(role: ColumnRole): boolean {
  return role !== 'ignore' && role !== 'identifier';
}

export function finding(
  kind: FindingKind,
  severity: Severity,
  columns: readonly string[],
  parts: { sentence: string; action: FindingAction | null; about?: string },
): Finding {
  const id = [kind, ...columns, ...(parts.about ? [parts.about] : [])].join(' | ').slice(0, 300);
  return { id, kind, severity, columns: [...columns], sentence: parts.sentence, action: parts.action };
}

/** Leaves columns out of everything that is compared. */
export function leaveOut(...names: string[]): FindingAction {
  const label = names.length === 1 ? `Leave ${short(names[0])} out` : `Leave ${names.length} columns out`;
  return { kind: 'columns', label, changes: names.map(name => ({ name, role: 'ignore' as const })) };
}

/** A name cut for a button. */
export function short(name: string): string {
  return name.length > 28 ? `${name.slice(0, 26)}…` : name;
}

/** A share that is never rounded away: "0.0 %" would say that there are none. */
export function shareText(share: number): string {
  return share > 0 && share < 0.0005 ? 'under 0.1 %' : formatPercent(share);
}
