import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import type { Purpose, Scoring } from '#shared/scoring/choices';
import type { PossibleTarget } from '#shared/scoring/target';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Imported } from '../import/Imported.ts';
import type { Column } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { purposeOf, recognisedEvent } from './eventOf.ts';
import { MOST_OUTCOMES, outcomeKey, outcomesOf, type Outcomes } from './outcomes.ts';

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
  readonly notes: readonly Note[];
}

/** With fewer of either outcome nothing can be learned and tested. */
export const FEWEST_OF_EACH = 3;
/** Below this many events every figure is rough, and that is said. */
const FEW_EVENTS = 30;
const PREFERRED_CONCEPTS = ['churned', 'defaulted', 'responded'];
const KINDS: readonly Column['kind'][] = ['boolean', 'number', 'category', 'text'];
const NEVER: readonly ColumnRole[] = ['identifier', 'protected'];

type Given = Pick<Imported, 'table' | 'roles'>;

/**
 * The column that is predicted and the value of it that is the event, chosen or recognised. Values that differ only in case and spaces are one.
 * A column with three or more values is taken one against the rest where the event is chosen.
 * @throws AppError `data.unknownColumn`, `scoring.noTarget`, `scoring.targetRole`, `scoring.targetKind`, `scoring.targetEmpty`,
 * `scoring.oneOutcome`, `scoring.manyOutcomes`, `scoring.tooManyOutcomes`,
 * `scoring.noEvent`, `scoring.fewOutcomes`
 * Cost: O(rows).
 */
export function chooseTarget(imported: Given, scoring: Pick<Scoring, 'target' | 'event' | 'purpose'>): ScoringTarget {
  const column = targetColumn(imported, scoring.target);
  const { name } = column;
  if (!KINDS.includes(column.kind)) throw new AppError('scoring.targetKind', { column: name, kind: column.kind });
  const outcomes = outcomesOf(column);
  const event = eventCode(name, outcomes, scoring.event, column.kind === 'number');
  const y = new Int8Array(new SharedArrayBuffer(outcomes.codes.length));
  for (let row = 0; row < y.length; row++)
    y[row] = outcomes.codes[row] < 0 ? -1 : Number(outcomes.codes[row] === event);
  const { counts, texts } = outcomes;
  const nEvents = counts[event];
  const nOthers = counts.reduce((sum, count) => sum + count, 0) - nEvents;
  const eventWords = `${name} is ${texts[event]}`;
  for (const [what, got] of [
    [eventWords, nEvents],
    [`${name} is known and not ${texts[event]}`, nOthers],
  ] as const)
    if (got < FEWEST_OF_EACH)
      throw new AppError('scoring.fewOutcomes', { column: name, what, got, need: FEWEST_OF_EACH });
  const concept = columnConcept(column)?.id ?? null;
  const others = targetsOf(imported).filter(other => other !== column);
  const counted = { nEvents, nOthers, nUnknown: y.length - nEvents - nOthers };
  return {
    name,
    event: texts[event],
    y,
    ...counted,
    purpose: scoring.purpose ?? purposeOf(concept, name, texts[event]),
    eventWords,
    otherTargets: others.map(other => other.name),
    notes: targetNotes(name, outcomes, event, counted),
  };
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
  const possible = possibleTargets(imported).map(({ name }) => name);
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

function targetNotes(
  column: string,
  { texts, counts, spellings }: Outcomes,
  event: number,
  { nEvents, nUnknown }: { nEvents: number; nUnknown: number },
): Note[] {
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
    ...(nUnknown > 0 ? [note('scoring.targetGaps', { column, n: nUnknown, of: nUnknown + total(counts) })] : []),
    ...(nEvents < FEW_EVENTS ? [note('scoring.fewEvents', { column, event: texts[event], n: nEvents })] : []),
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
    if (NEVER.includes(role) || !KINDS.includes(column.kind)) return [];
    const isTarget = role === 'target';
    if (!isTarget && (role === 'ignore' || column.kind === 'text')) return [];
    const outcomes = outcomesOf(column, isTarget ? MOST_OUTCOMES : 2);
    const used = [...outcomes.texts.keys()].filter(code => outcomes.counts[code] > 0);
    if (outcomes.nMore > 0 || used.length < 2) return [];
    const recognised = used.length === 2 ? recognisedEvent(used, outcomes, column.kind === 'number') : null;
    const counts = used.map(code => ({ value: outcomes.texts[code], n: outcomes.counts[code] }));
    return [
      {
        name: column.name,
        isTarget,
        events: counts.sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1)),
        event: recognised === null ? null : outcomes.texts[recognised],
        nUnknown: table.nRows - total(outcomes.counts),
      },
    ];
  });
  return [...found.filter(one => one.isTarget), ...found.filter(one => !one.isTarget)];
}
