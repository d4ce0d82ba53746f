import { formatCount } from '#shared/format';
import { tidyText } from '../cells/tidyText.ts';
import type { RowTexts } from './rowTexts.ts';

export interface SplitTexts {
  /** The members of each text of `RowTexts.texts`, tidied, without repeats. */
  readonly members: readonly (readonly string[])[];
  readonly evidence: string;
}

const SURE_MARKS = [';', '|', ',', '\n'];
const BROAD_MARKS = [...SURE_MARKS, '/', '+'];
const MARK_NAMES: Readonly<Record<string, string>> = { '\n': 'line break' };
const MOST_MEMBERS = 100;
const MOST_TEXTS = 20_000;

/**
 * Whether the cells hold several values each: texts fall into members that come again in other texts, which parts of an address or a
 * name do not.
 * @param isExpected the dictionary says the column holds several values; one such cell is then enough
 * @param isForced the person said so; every mark is taken
 */
export function splitSets({ texts, counts }: RowTexts, isExpected: boolean, isForced: boolean): SplitTexts | null {
  if (texts.length > MOST_TEXTS && !isExpected && !isForced) return null;
  const marks = (isExpected || isForced ? BROAD_MARKS : SURE_MARKS).filter(mark =>
    texts.some(text => text.includes(mark)),
  );
  const cut = new RegExp(`[${marks.map(mark => `\\${mark}`).join('')}]`);
  const members = texts.map(text => (marks.length === 0 ? [tidyText(text)] : partsOf(text, cut)));
  const multiple = members.filter(parts => parts.length > 1);
  if (!isForced && !isEvident(members, multiple, isExpected)) return null;
  const rows = members.reduce((sum, parts, text) => sum + (parts.length > 1 ? counts[text] : 0), 0);
  const shown = marks.map(mark => MARK_NAMES[mark] ?? `"${mark}"`).join(' ');
  return { members, evidence: `${formatCount(rows)} cells hold several values, cut at ${shown || 'nothing'}` };
}

function partsOf(text: string, cut: RegExp): string[] {
  const byKey = new Map<string, string>();
  for (const part of text.split(cut)) {
    const member = tidyText(part);
    if (member !== '' && !byKey.has(member.toLowerCase())) byKey.set(member.toLowerCase(), member);
  }
  return [...byKey.values()];
}

function isEvident(
  all: readonly (readonly string[])[],
  multiple: readonly (readonly string[])[],
  isExpected: boolean,
): boolean {
  if (multiple.length < (isExpected ? 1 : 3)) return false;
  const texts = new Map<string, number>();
  for (const parts of all)
    for (const part of parts) texts.set(part.toLowerCase(), (texts.get(part.toLowerCase()) ?? 0) + 1);
  if (texts.size > MOST_MEMBERS) return false;
  if (isExpected && multiple.length < 3) return true;
  const inMultiple = new Set(multiple.flat().map(part => part.toLowerCase()));
  const recurring = [...inMultiple].filter(key => texts.get(key)! > 1).length;
  return recurring >= (isExpected ? 0.5 : 0.7) * inMultiple.size;
}
