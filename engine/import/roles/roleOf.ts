import type { ColumnRole } from '#shared/columns';
import { formatCount } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { Column } from '../../table/Column.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';
import { isIdentifierName } from './isIdentifierName.ts';
import { namesPeriods } from './namesPeriods.ts';

export interface RoleDecision {
  readonly role: ColumnRole;
  readonly reason: string;
  readonly notes: readonly Note[];
}
export interface RoleContext {
  readonly asked: ColumnRole | undefined;
  readonly nRows: number;
  readonly distinct: number;
  readonly missing: number;
  /** Whether it says which of several tables a row came from. */
  readonly isOrigin: boolean;
}

/**
 * What a column is for: the person's choice, then where rows came from, then what cannot tell customers apart, then the dictionary, then the
 * values: identifiers are never left to be features.
 */
export function roleOf(column: Column, context: RoleContext): RoleDecision {
  const { asked, isOrigin } = context;
  const notes = gapNotes(column.name, context);
  if (asked)
    return { role: asked, reason: 'chosen by hand', notes: [...notes, ...originNotes(column.name, asked, context)] };
  if (isOrigin) return { role: 'ignore', reason: 'says which table a row came from', notes };
  const concept = conceptOf(column.name);
  if (concept?.role === 'identifier' || concept?.role === 'target')
    return { role: concept.role, reason: `known as "${concept.title}"`, notes };
  if (notes.length > 0) {
    const isEmpty = notes[0].code === 'column.allMissing';
    return { role: 'ignore', reason: isEmpty ? 'no value in any row' : 'the same value in every row', notes };
  }
  if (concept) return { role: fittingRole(concept.role, column), reason: `known as "${concept.title}"`, notes };
  return byValues(column, context);
}

/** A later file is one table and has no such column. */
function originNotes(column: string, asked: ColumnRole, { isOrigin }: RoleContext): Note[] {
  return isOrigin && (asked === 'feature' || asked === 'flag') ? [note('column.origin', { column })] : [];
}

/** What cannot tell customers apart. */
function gapNotes(column: string, { nRows, distinct, missing }: RoleContext): Note[] {
  if (missing === nRows) return [note('column.allMissing', { column })];
  return distinct === 1 && missing === 0 && nRows > 1 ? [note('column.constant', { column })] : [];
}

/** A role from the dictionary, where the values allow it: a date that could not be read as one is no date. */
function fittingRole(role: ColumnRole, column: Column): ColumnRole {
  if (role === 'protected' || role === 'ignore') return role;
  if (column.kind === 'text') return 'ignore';
  if (column.kind === 'date') return 'date';
  if (column.kind === 'boolean') return 'flag';
  return 'feature';
}

function byValues(column: Column, { nRows, distinct }: RoleContext): RoleDecision {
  const notes: Note[] = [];
  const idReason = identifierReason(column, nRows, distinct);
  if (idReason) {
    notes.push(note('column.identifierLike', { column: column.name, distinct, of: nRows }));
    return { role: 'identifier', reason: idReason, notes };
  }
  if (namesPeriods(column))
    return { role: 'ignore', reason: 'says which period a row is of; segments over time go by it', notes };
  if (column.kind === 'text')
    return { role: 'ignore', reason: `free text: ${formatCount(distinct)} different values`, notes };
  if (column.kind === 'date') return { role: 'date', reason: 'holds dates', notes };
  if (column.kind === 'boolean') return { role: 'flag', reason: 'holds yes or no', notes };
  return { role: 'feature', reason: 'describes the customer', notes };
}

/** Why a column names rows rather than describing them; null when it does not. */
function identifierReason(column: Column, nRows: number, distinct: number): string | null {
  if (column.kind === 'boolean' || column.kind === 'date' || column.kind === 'set') return null;
  if (isIdentifierName(column.name) && distinct > 0.5 * nRows && distinct > 1)
    return 'the name says so, and most values differ';
  if (distinct < nRows || nRows < 20) return null;
  if (column.kind === 'number') return numberingReason(column.values);
  return column.levels.every(isCode) ? 'a code that differs in every row' : null;
}

function isCode(text: string): boolean {
  return text.length <= 40 && /\d/.test(text) && !text.includes(' ');
}

function numberingReason(values: Float64Array): string | null {
  if (isRunningNumber(values)) return 'a running number: every row has its own';
  return areLongNumbers(values) ? 'long whole numbers, different in every row' : null;
}

function isRunningNumber(values: Float64Array): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low + 1 <= 1.05 * values.length;
}

/** As many digits in every row, seven or more, as telephone and account numbers have. */
function areLongNumbers(values: Float64Array): boolean {
  const digits = Math.floor(Math.log10(Math.abs(values[0])));
  return (
    digits >= 6 && values.every(value => Number.isInteger(value) && Math.floor(Math.log10(Math.abs(value))) === digits)
  );
}
