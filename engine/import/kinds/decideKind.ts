import type { ColumnKind } from '#shared/columns';
import { formatCount, formatThings } from '#shared/format';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { dayOf } from '../cells/parseDate.ts';
import { parseBoolean } from '../cells/parseBoolean.ts';
import { tidyText } from '../cells/tidyText.ts';
import type { Concept } from '../dictionary/Concept.ts';
import { isIdentifierName } from '../roles/isIdentifierName.ts';
import { groupTexts, type GroupedTexts } from './levels.ts';
import { datesIn, type DatesIn, type OrderStyle } from './datesIn.ts';
import { numberDates, presentNumbers, type NumberDates } from './numberDates.ts';
import { numbersIn, type MarkStyle, type NumbersIn } from './numbersIn.ts';
import { rowTexts, type RowTexts } from './rowTexts.ts';
import { splitSets, type SplitTexts } from './splitSets.ts';

export interface KindContext {
  readonly name: string;
  readonly concept: Concept | null;
  /** The kind chosen by the person, if any. */
  readonly asked: ColumnKind | undefined;
  readonly dateSystem: 1900 | 1904;
  readonly marks: MarkStyle;
  readonly orders: OrderStyle;
}
export type KindDecision =
  | { readonly kind: 'number'; readonly numbers: NumbersIn; readonly evidence: string }
  | {
      readonly kind: 'date';
      readonly numbers: NumbersIn;
      readonly dates: DatesIn;
      readonly numberDates: NumberDates | null;
      /** Days before this are placeholders and become missing. */
      readonly earliest: number;
      readonly evidence: string;
    }
  | { readonly kind: 'boolean'; readonly evidence: string }
  | { readonly kind: 'set'; readonly rows: RowTexts; readonly split: SplitTexts; readonly evidence: string }
  | {
      readonly kind: 'category' | 'text';
      /** How much of the column could be read as numbers or dates, where that was looked at. */
      readonly numbers?: NumbersIn;
      readonly dates?: DatesIn;
      /** Where they had to be looked at to decide. */
      readonly rows?: RowTexts;
      /** Of a text, where they were counted. */
      readonly spelled?: GroupedTexts;
      readonly evidence: string;
    };

/** A kind is taken when at least this share of the values can be read as it; the rest become missing and are counted. */
const ENOUGH = 0.98;
const FEW_WORDS = 5;
/** Of a category that no one expects to be one. */
const MOST_LEVELS = 2_000;

/** Decides what kind of values a column holds: the person's choice, else what the values show, helped by the dictionary. */
export function decideKind(cells: ColumnCells, context: KindContext): KindDecision {
  if (context.asked) return askedKind(cells, context, context.asked);
  if (cells.nValues === 0) return nothingInIt(context.concept);
  const numbers = numbersIn(cells, context.marks);
  const dates = datesIn(cells, context.orders);
  return (
    asDate(cells, context, numbers, dates) ??
    asBoolean(cells, context) ??
    asNumber(cells, context, numbers) ??
    withTried(asWords(cells, context), context, numbers, dates)
  );
}

/** A column of words that no one expects to be words keeps what was tried on it, so that a late change can be told. */
function withTried(words: KindDecision, context: KindContext, numbers: NumbersIn, dates: DatesIn): KindDecision {
  const isExpected = context.concept !== null && context.concept.kind !== 'number' && context.concept.kind !== 'date';
  if ((words.kind !== 'category' && words.kind !== 'text') || isExpected || namesRows(context)) return words;
  return { ...words, numbers, dates };
}

function nothingInIt(concept: Concept | null): KindDecision {
  const evidence = 'no value in any row';
  if (concept?.kind === 'boolean') return { kind: 'boolean', evidence };
  return { kind: concept?.kind === 'category' || concept?.kind === 'set' ? 'category' : 'text', evidence };
}

function askedKind(cells: ColumnCells, context: KindContext, kind: ColumnKind): KindDecision {
  const evidence = 'chosen by hand';
  const numbers = numbersIn(cells, context.marks);
  if (kind === 'number') return { kind, numbers, evidence: [evidence, ...numberEvidence(cells, numbers)].join(', ') };
  if (kind === 'date') {
    const dates = datesIn(cells, context.orders);
    const numberWay = numberDates(presentNumbers(cells, numbers.parsed), context.dateSystem);
    return {
      kind,
      numbers,
      dates,
      numberDates: numberWay,
      earliest: earliestDay(context),
      evidence: [evidence, ...dateEvidence(cells, dates)].join(', '),
    };
  }
  if (kind === 'set') {
    const rows = rowTexts(cells);
    const split = splitSets(rows, true, true)!;
    return { kind, rows, split, evidence: `${evidence}; ${split.evidence}` };
  }
  return { kind, evidence };
}

function asDate(cells: ColumnCells, context: KindContext, numbers: NumbersIn, dates: DatesIn): KindDecision | null {
  const nDates = cells.kindCounts[CELL_DATE] + dates.nParsed;
  const isExpected = context.concept?.kind === 'date' || (context.concept === null && isDateName(context.name));
  const nNumbers = isExpected ? cells.kindCounts[CELL_NUMBER] + numbers.nParsed : 0;
  const numberWay = nNumbers > 0 ? numberDates(presentNumbers(cells, numbers.parsed), context.dateSystem) : null;
  const needed = shareNeeded(cells, context, 'date', code => dates.parsed[code]);
  if (nDates + (numberWay ? nNumbers : 0) < needed * cells.nValues) return null;
  const evidence = dateEvidence(cells, dates);
  if (numberWay)
    evidence.push(`the name says date, and ${formatThings(nNumbers, 'number')} read as ${HOW_WORDS[numberWay.how]}`);
  const earliest = earliestDay(context);
  return { kind: 'date', numbers, dates, numberDates: numberWay, earliest, evidence: evidence.join(', ') };
}

function dateEvidence(cells: ColumnCells, dates: DatesIn): string[] {
  const nCells = cells.kindCounts[CELL_DATE];
  const seen = nCells > 0 ? [`${formatThings(nCells, 'cell holds a date', 'cells hold dates')}`] : [];
  const order = dates.orderEvidence && ` (${dates.orderEvidence})`;
  if (dates.nParsed > 0) seen.push(`${formatThings(dates.nParsed, 'text')} read as dates${order}`);
  return seen;
}

/**
 * Where the dictionary expects the kind and a few words stand for gaps ("not available"), half of the values are enough: such a column
 * must not be lost for a word that no one listed as missing.
 */
function shareNeeded(
  { texts }: ColumnCells,
  context: KindContext,
  kind: ColumnKind,
  parsed: (code: number) => number,
): number {
  if (context.concept?.kind !== kind) return ENOUGH;
  let words = 0;
  for (let code = 0; code < texts.tidy.length && words <= FEW_WORDS; code++) {
    if (!texts.isMissing[code] && Number.isNaN(parsed(code))) words++;
  }
  return words <= FEW_WORDS ? 0.5 : ENOUGH;
}

/** Nobody who banks today was born before 1900; systems write such days where the birth is not known. */
function earliestDay(context: KindContext): number {
  return context.concept?.id === 'birthDate' ? dayOf(1900, 1, 1) : -Infinity;
}

const HOW_WORDS: Readonly<Record<NumberDates['how'], string>> = {
  serial: 'Excel day numbers',
  year: 'years (1 January)',
  compact: 'days written as 20241231',
};

/** "OpeningDate", "member since", "DOB"; not "Days since last order" or "Year_Birth", which count. */
function isDateName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const counts = ['year', 'years', 'month', 'months', 'day', 'days', 'age', 'number', 'count'];
  return (
    words.some(word => ['date', 'dob', 'since', 'birthday', 'dt'].includes(word)) &&
    !words.some(word => counts.includes(word))
  );
}

function asBoolean(cells: ColumnCells, context: KindContext): KindDecision | null {
  const isFlag = context.concept?.kind === 'boolean' || (context.concept === null && isFlagName(context.name));
  const yesNo = countYesNo(cells, isFlag) + cells.kindCounts[CELL_BOOLEAN];
  const digits = isFlag ? countDigits(cells) : 0;
  if (yesNo + digits < ENOUGH * cells.nValues) return null;
  const parts = [
    yesNo > 0 && `${formatCount(yesNo)} yes or no`,
    digits > 0 && `${formatCount(digits)} times 0 or 1 in a flag`,
  ];
  return { kind: 'boolean', evidence: parts.filter(Boolean).join(', ') };
}

/** "is_active", "HasCard". */
function isFlagName(name: string): boolean {
  return /^(?:is|has)(?:[_ ]|[A-Z])/.test(name) || /^(?:Is|Has)(?:[_ ]|[A-Z])/.test(name);
}

/** Rows with a word for yes or no; "F" and "T" count only beside each other or in a flag, for F may stand for female. */
function countYesNo({ texts }: ColumnCells, isFlag: boolean): number {
  const words = new Set(texts.tidy.filter(text => text.length === 1).map(text => text.toLowerCase()));
  const shortToo = isFlag || (words.has('f') && words.has('t'));
  return texts.tidy.reduce((sum, text, code) => {
    const isWord = !texts.isMissing[code] && parseBoolean(text, shortToo) !== null;
    return isWord ? sum + texts.counts[code] : sum;
  }, 0);
}

function countDigits(cells: ColumnCells): number {
  const { texts, kinds, values } = cells;
  let digits = texts.tidy.reduce((sum, text, code) => (/^[01]$/.test(text) ? sum + texts.counts[code] : sum), 0);
  for (let i = 0; cells.kindCounts[CELL_NUMBER] > 0 && i < cells.n; i++)
    if (kinds[i] === CELL_NUMBER && (values[i] === 0 || values[i] === 1)) digits++;
  return digits;
}

/** What names customers or documents must keep every value: "C536379" among numbers makes all of them texts. */
function namesRows({ concept, name }: KindContext): boolean {
  return concept ? concept.role === 'identifier' : isIdentifierName(name);
}

function asNumber(cells: ColumnCells, context: KindContext, numbers: NumbersIn): KindDecision | null {
  const nCells = cells.kindCounts[CELL_NUMBER];
  const needed = namesRows(context) ? 1 : shareNeeded(cells, context, 'number', code => numbers.parsed[code]);
  if (nCells + numbers.nParsed < needed * cells.nValues || numbers.nCodes > 0.02 * cells.nValues) return null;
  const wanted = context.concept?.kind;
  if (wanted === 'category' || wanted === 'set' || wanted === 'text') return null;
  return { kind: 'number', numbers, evidence: numberEvidence(cells, numbers).join(', ') };
}

function numberEvidence(cells: ColumnCells, numbers: NumbersIn): string[] {
  const nCells = cells.kindCounts[CELL_NUMBER];
  const mark = numbers.markEvidence && ` (${numbers.markEvidence})`;
  const seen = nCells > 0 ? [`${formatThings(nCells, 'number')}${numbers.nParsed === 0 ? mark : ''}`] : [];
  if (numbers.nParsed > 0) seen.push(`${formatThings(numbers.nParsed, 'text')} read as numbers${mark}`);
  return seen;
}

/** Names of customers keep their case, so that two of them never become one. */
function wantedWords(concept: Concept | null): ColumnKind | null {
  return concept?.role === 'identifier' ? 'text' : (concept?.kind ?? null);
}

/** Texts, or numbers that are codes: several values in a cell, one of a few levels, or free text, which keeps its case and is counted with it. */
function asWords(cells: ColumnCells, context: KindContext): KindDecision {
  const wanted = wantedWords(context.concept);
  const rows = rowTexts(cells);
  const tidied = rows.texts.map(tidyText);
  const counted = (n: number) => `${formatThings(n, 'different value')} in ${formatThings(cells.nValues, 'row')}`;
  const asText = (): KindDecision => {
    const spelled = groupTexts(tidied, rows.counts);
    return { kind: 'text', rows, spelled, evidence: counted(spelled.names.length) };
  };
  if (wanted === 'text') return asText();
  const split = wanted === 'category' || wanted === 'boolean' ? null : splitSets(rows, wanted === 'set', false);
  if (split) return { kind: 'set', rows, split, evidence: split.evidence };
  const isOpen = wanted === null || wanted === 'date';
  const levels = countFolded(tidied, isOpen ? MOST_LEVELS : Infinity);
  const evidence = counted(levels);
  if (!isOpen) {
    const isCode = cells.kindCounts[CELL_NUMBER] > 0.5 * cells.nValues;
    return { kind: 'category', rows, evidence: isCode ? `numbers that stand for categories; ${evidence}` : evidence };
  }
  return isCategory(levels, cells.nValues) ? { kind: 'category', rows, evidence } : asText();
}

/** Different texts, whatever their case; counted no further than one above `most`. */
function countFolded(texts: readonly string[], most: number): number {
  const folded = new Set<string>();
  for (const text of texts) if (folded.add(text.toLowerCase()).size > most) break;
  return folded.size;
}

function isCategory(levels: number, nValues: number): boolean {
  if (levels > MOST_LEVELS) return false;
  return levels <= 0.5 * nValues || nValues <= 10;
}
