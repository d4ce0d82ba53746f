import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { Purpose, Scoring } from '#shared/scoring/choices';
import type { PossibleTarget } from '#shared/scoring/target';
import type { WindowSummary } from '#shared/scoring/window';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Imported } from '../import/Imported.ts';
import type { Column } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { purposeOf, recognisedEvent } from './eventOf.ts';
import { MOST_OUTCOMES, outcomeKey, outcomesOf, type Outcomes } from './outcomes.ts';
import { applyWindow, type InWindow, type Observed } from './outcomeWindow.ts';

/** What is to be predicted: which customers had the event. */
export interface ScoringTarget {
  readonly name: string;
  /** The value that is the event, as it stands in the column most often. */
  readonly event: string;
  /** [nRows] 1 had the event, 0 had not, -1 is not known; shared between threads. */
  readonly y: Int8Array;
  readonly nEvents: number;
  readonly nOthers: number;
  readonly nUnknown: number;
  readonly purpose: Purpose;
  /** "Exited is Yes". */
  readonly eventWords: string;
  /** Other columns that have the role target. */
  readonly otherTargets: readonly string[];
  /** The day on which customers are looked at, and what the window did to the outcomes; null without one. */
  readonly observed: Observed | null;
  readonly window?: WindowSummary;
  readonly notes: readonly Note[];
}

/** With fewer of either outcome nothing can be learned and tested. */
export const FEWEST_OF_EACH = 3;
/** Below this many events every figure is rough, and that is said. */
const FEW_EVENTS = 30;
const PREFERRED_CONCEPTS = ['churned', 'defaulted', 'responded'];
const KINDS: readonly Column['kind'][] = ['boolean', 'number', 'category', 'text'];
const NEVER: readonly ColumnRole[] = ['identifier', 'protected'];

type Given = Pick<Imported, 'table' | 'roles'> & { readonly referenceDay?: number };
type Choices = Pick<Scoring, 'target' | 'event' | 'purpose' | 'window'>;

/**
 * The column that is predicted and the value of it that is the event, chosen or recognised. Values that differ only in case and spaces are one.
 * A column with three or more values is taken one against the rest where the event is chosen; a column of days says when the event happened. A window
 * decides which of the outcomes count.
 * @throws AppError `data.unknownColumn`, `scoring.noTarget`, `scoring.targetRole`, `scoring.targetKind`, `scoring.targetEmpty`,
 * `scoring.oneOutcome`, `scoring.manyOutcomes`, `scoring.tooManyOutcomes`, `scoring.noEvent`, `scoring.fewOutcomes`, `scoring.dateNeedsWindow`, and as
 * `applyWindow`
 * Cost: O(rows).
 */
export function chooseTarget(imported: Given, scoring: Choices): ScoringTarget {
  const column = targetColumn(imported, scoring.target);
  const { name } = column;
  const found = column.kind === 'date' ? datedOutcome(column, scoring) : valuedOutcome(column, scoring);
  const { y, event } = found;
  const framed = framedBy(scoring, column, y, imported);
  const counted = countOutcomes(y);
  const eventWords = framed ? `${found.words} within ${windowWords(framed.summary)}` : found.words;
  requireBoth(name, counted, eventWords, event);
  const concept = columnConcept(column)?.id ?? null;
  const others = targetsOf(imported).filter(other => other !== column);
  const few =
    counted.nEvents < FEW_EVENTS ? [note('scoring.fewEvents', { column: name, event, n: counted.nEvents })] : [];
  return {
    name,
    event,
    y,
    ...counted,
    purpose: scoring.purpose ?? purposeOf(concept, name, event),
    eventWords,
    otherTargets: others.map(other => other.name),
    observed: framed?.observed ?? null,
    ...(framed ? { window: framed.summary } : {}),
    notes: [...found.notes, ...(framed?.notes ?? []), ...few],
  };
}

/** @throws AppError `scoring.fewOutcomes` */
function requireBoth(
  column: string,
  { nEvents, nOthers }: { nEvents: number; nOthers: number },
  eventWords: string,
  event: string,
): void {
  for (const [what, got] of [
    [eventWords, nEvents],
    [`${column} is known and not ${event}`, nOthers],
  ] as const)
    if (got < FEWEST_OF_EACH) throw new AppError('scoring.fewOutcomes', { column, what, got, need: FEWEST_OF_EACH });
}

interface Outcome {
  readonly y: Int8Array;
  readonly event: string;
  readonly words: string;
  readonly notes: readonly Note[];
}

function valuedOutcome(column: Column, scoring: Choices): Outcome {
  const { name } = column;
  if (!KINDS.includes(column.kind)) throw new AppError('scoring.targetKind', { column: name, kind: column.kind });
  const outcomes = outcomesOf(column);
  const event = eventCode(name, outcomes, scoring.event, column.kind === 'number');
  const y = new Int8Array(new SharedArrayBuffer(outcomes.codes.length));
  for (let row = 0; row < y.length; row++)
    y[row] = outcomes.codes[row] < 0 ? -1 : Number(outcomes.codes[row] === event);
  const text = outcomes.texts[event];
  return { y, event: text, words: `${name} is ${text}`, notes: targetNotes(name, outcomes, event, y.length) };
}

/** A customer with a day had the event on it; one without has not had it by the end of the data. */
function datedOutcome(column: Column & { kind: 'date' }, { window }: Choices): Outcome {
  const { name, values } = column;
  if (!window) throw new AppError('scoring.dateNeedsWindow', { column: name });
  const y = new Int8Array(new SharedArrayBuffer(values.length));
  for (let row = 0; row < y.length; row++) y[row] = Number(!Number.isNaN(values[row]));
  return { y, event: 'in the window', words: `${name} lies`, notes: [] };
}

function framedBy({ window }: Choices, column: Column, y: Int8Array, { table, referenceDay }: Given): InWindow | null {
  if (!window) return null;
  const eventDate = column.kind === 'date' ? column.name : window.eventDate;
  return applyWindow(y, { ...window, eventDate }, table, referenceDay ?? Number.NaN);
}

function windowWords({ outcomeMonths, observed }: WindowSummary): string {
  return `${formatThings(outcomeMonths, 'month')} after ${observed}`;
}

function countOutcomes(y: Int8Array): Pick<ScoringTarget, 'nEvents' | 'nOthers' | 'nUnknown'> {
  let [nEvents, nOthers] = [0, 0];
  for (const outcome of y) {
    if (outcome === 1) nEvents++;
    else if (outcome === 0) nOthers++;
  }
  return { nEvents, nOthers, nUnknown: y.length - nEvents - nOthers };
}

function targetColumn(imported: Given, chosen: string | null): Column {
  const { table, roles } = imported;
  if (chosen !== null) {
    const column = requireColumn(table, chosen);
    const role = roles[table.columns.indexOf(column)];
    if (NEVER.includes(role)) throw new AppError('scoring.targetRole', { column: chosen, role });
    return column;
  }
  const targets = targetsOf(imported);
  const preferred = targets.find(column => PREFERRED_CONCEPTS.includes(columnConcept(column)?.id ?? ''));
  const found = preferred ?? targets.at(0);
  if (found) return found;
  const possible = possibleTargets(imported).flatMap(({ name, isDate }) => (isDate ? [] : [name]));
  throw new AppError('scoring.noTarget', { columns: listSome(possible, 6) });
}

function targetsOf({ table, roles }: Given): Column[] {
  return table.columns.filter((_column, i) => roles[i] === 'target');
}

function eventCode(column: string, outcomes: Outcomes, chosen: string | null, isNumber: boolean): number {
  const { texts, counts, nMore } = outcomes;
  const used = [...texts.keys()].filter(code => counts[code] > 0);
  if (used.length === 0) throw new AppError('scoring.targetEmpty', { column });
  const quoted = used.map(code => `"${texts[code]}"`);
  if (used.length === 1)
    throw new AppError('scoring.oneOutcome', { column, value: texts[used[0]], n: counts[used[0]] });
  if (chosen !== null && nMore === 0) {
    const isChosen = (text: string) =>
      outcomeKey(text) === outcomeKey(chosen) || (isNumber && chosen.trim() !== '' && Number(text) === Number(chosen));
    const code = used.find(one => isChosen(texts[one]));
    if (code === undefined)
      throw new AppError('scoring.noEvent', { column, event: chosen, values: listSome(quoted, 6) });
    return code;
  }
  const values = listSome(quoted.slice(0, 4), 4);
  if (nMore > 0) throw new AppError('scoring.tooManyOutcomes', { column, values });
  if (used.length > 2) throw new AppError('scoring.manyOutcomes', { column, n: used.length, values });
  return recognisedEvent(used, outcomes, isNumber);
}

function targetNotes(column: string, { texts, counts, spellings }: Outcomes, event: number, nRows: number): Note[] {
  const nUnknown = nRows - total(counts);
  const rest = texts.filter((_text, code) => code !== event && counts[code] > 0);
  const joined = spellings.filter(one => one.length > 1).flat();
  return [
    ...(rest.length > 1
      ? [note('scoring.oneAgainstRest', { column, event: texts[event], others: listSome(rest, 6) })]
      : []),
    ...(joined.length > 0
      ? [
          note('scoring.spellingsJoined', {
            column,
            spellings: listSome(
              joined.map(text => `"${text}"`),
              6,
            ),
          }),
        ]
      : []),
    ...(nUnknown > 0 ? [note('scoring.targetGaps', { column, n: nUnknown, of: nRows })] : []),
  ];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Columns that could be predicted, those with the role target first: yes or no, two values, or a target of a few values, with how many customers
 * have each and the event that is recognised.
 */
export function possibleTargets({ table, roles }: Given): PossibleTarget[] {
  const found = table.columns.flatMap((column, i): PossibleTarget[] => {
    const role = roles[i];
    if (NEVER.includes(role)) return [];
    if (column.kind === 'date' && role !== 'ignore') return [dates(column, role === 'target')];
    if (!KINDS.includes(column.kind)) return [];
    const isTarget = role === 'target';
    if (!isTarget && (role === 'ignore' || column.kind === 'text')) return [];
    return valued(column, isTarget, table.nRows);
  });
  return [
    ...found.filter(one => one.isTarget),
    ...found.filter(one => !one.isTarget && !one.isDate),
    ...found.filter(one => !one.isTarget && one.isDate),
  ];
}

/** A few values, of which one is the event. */
function valued(column: Column, isTarget: boolean, nRows: number): PossibleTarget[] {
  const { texts, counts, nMore } = outcomesOf(column, isTarget ? MOST_OUTCOMES : 2);
  const used = [...texts.keys()].filter(code => counts[code] > 0);
  if (nMore > 0 || used.length < 2) return [];
  const outcomes = { texts, counts };
  const recognised = used.length === 2 ? recognisedEvent(used, outcomes, column.kind === 'number') : null;
  const events = used
    .map(code => ({ value: texts[code], n: counts[code] }))
    .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const event = recognised === null ? null : texts[recognised];
  return [{ name: column.name, isTarget, events, event, nUnknown: nRows - total(counts) }];
}

/** Days of an event, which some customers have not had. */
function dates({ name, values }: Column & { kind: 'date' }, isTarget: boolean): PossibleTarget {
  const nUnknown = values.reduce((sum, day) => sum + Number(Number.isNaN(day)), 0);
  return { name, isTarget, events: [], event: null, nUnknown, isDate: true };
}
