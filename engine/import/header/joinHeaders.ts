import { conceptOf } from '../dictionary/conceptOf.ts';

const GENERIC = /^(?:x|y|v|f|c|no|nr|var|variable|col|column|field|feature|unnamed)?[\s_:.#-]*\d*$|^[a-z]$/i;

export interface JoinedHeader {
  readonly texts: readonly string[];
  readonly joined: ReadonlySet<number>;
  readonly evidence: string;
}

/**
 * One name per column from two header rows. A row of mere numbering (X1, X2 …) gives way to the other; of two full rows the one with more
 * known names is taken; group titles over several columns are put before names that would repeat; otherwise both are joined.
 */
export function joinHeaders(upper: readonly string[], lower: readonly string[]): JoinedHeader {
  if (isGenericRow(upper)) return pick(lower, upper, 'the second names the columns, the first only numbers them');
  if (isGenericRow(lower)) return pick(upper, lower, 'the first names the columns, the second only numbers them');
  if (count(upper) < 0.6 * count(lower)) return withGroups(upper, lower);
  const difference = recognisedIn(lower) - recognisedIn(upper);
  if (difference > 0) return pick(lower, upper, 'more names of the second are known');
  if (difference < 0) return pick(upper, lower, 'more names of the first are known');
  return joinAll(upper, lower);
}

function pick(main: readonly string[], other: readonly string[], why: string): JoinedHeader {
  return { texts: main.map((text, i) => text || other[i]), joined: new Set(), evidence: `${why}.` };
}

function withGroups(upper: readonly string[], lower: readonly string[]): JoinedHeader {
  const times = new Map<string, number>();
  for (const text of lower) times.set(text.toLowerCase(), (times.get(text.toLowerCase()) ?? 0) + 1);
  const joined = new Set<number>();
  let group = '';
  const texts = lower.map((text, i) => {
    group = upper[i] || group;
    if (text === '') return upper[i];
    if (times.get(text.toLowerCase()) === 1 || group === '') return text;
    joined.add(i);
    return `${group} ${text}`;
  });
  const how = joined.size > 0 ? 'put before names that repeat' : 'left out, for the names below are clear without them';
  return { texts, joined, evidence: `the first holds titles over groups of columns, ${how}.` };
}

function joinAll(upper: readonly string[], lower: readonly string[]): JoinedHeader {
  const joined = new Set<number>();
  const texts = upper.map((text, i) => {
    if (text === '' || lower[i] === '' || text.toLowerCase() === lower[i].toLowerCase()) return text || lower[i];
    joined.add(i);
    return `${text} ${lower[i]}`;
  });
  return { texts, joined, evidence: 'both carry meaning and are joined.' };
}

/** One name per column from rows that a person chose, from top to bottom; what is said twice in a column is said once. */
export function joinRows(rows: readonly (readonly string[])[]): Pick<JoinedHeader, 'texts' | 'joined'> {
  const upper = rows.slice(0, -1).map(texts => carried(texts, rows.at(-1)!));
  const joined = new Set<number>();
  const texts = rows.at(-1)!.map((lowest, i) => {
    const parts: string[] = [];
    for (const text of [...upper.map(row => row[i]), lowest])
      if (text !== '' && !parts.some(part => part.toLowerCase() === text.toLowerCase())) parts.push(text);
    if (parts.length > 1) joined.add(i);
    return parts.join(' ');
  });
  return { texts, joined };
}

/** A title over several columns stands in the first of them only. */
function carried(texts: readonly string[], lowest: readonly string[]): string[] {
  let title = '';
  return texts.map((text, i) => {
    title = text || (lowest[i] === '' ? '' : title);
    return title;
  });
}

export function isGenericRow(texts: readonly string[]): boolean {
  const filled = texts.filter(text => text !== '');
  const generic = filled.filter(text => GENERIC.test(text));
  return filled.length > 0 && generic.length >= 0.8 * filled.length;
}

export function recognisedIn(texts: readonly string[]): number {
  return texts.filter(text => conceptOf(text) !== null).length;
}

function count(texts: readonly string[]): number {
  return texts.filter(text => text !== '').length;
}
