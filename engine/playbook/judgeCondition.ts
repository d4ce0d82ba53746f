import { formatFixed, formatPercent, formatQuantity } from '#shared/format';
import type { PlayCondition, PlayTrigger } from '#shared/playbook';
import { columnWords } from '../explain/columnWords.ts';
import { beforeShare, beforeValue, comparedValues, measuredWords } from '../explain/measuredWords.ts';
import { findPlace, findProtected, profileRow, type Book, type ProfileRow } from './Book.ts';

/** A condition made ready for one file: asked of a segment it answers with the numbers, or null where it does not hold. */
export type Judge = (segment: number) => { readonly trigger: PlayTrigger; readonly strength: number } | null;

/** Nothing was asked for, and everything is beyond it. */
const STRONGEST = 10;

/** @returns what judges the segments, or in words what the file lacks for it */
export function judgeOf(condition: PlayCondition, book: Book): Judge | string {
  if (condition.kind === 'tier') return tierJudge(condition, book);
  const column = findPlace(book, condition.of);
  if (!column) return lacking(condition.of, book);
  if (condition.kind === 'level') return levelJudge(condition, column.name, book);
  const row = profileRow(book, column.name, null);
  if (!row) return `numbers or yes and no in ${columnWords(column.name)}`;
  return condition.kind === 'differs' ? differsJudge(condition, row) : valueJudge(condition, row);
}

function lacking(places: readonly string[], book: Book): string {
  const kept = findProtected(book, places);
  if (kept) return `a column other than ${columnWords(kept.name)}, which is protected`;
  return `a column for ${places.map(columnWords).join(' or ')}`;
}

function differsJudge({ is, by }: PlayCondition & { kind: 'differs' }, row: ProfileRow): Judge {
  const sign = is === 'high' ? 1 : -1;
  return segment => {
    const effect = row.effects[segment];
    const beyond = sign * effect;
    if (!(beyond >= by) || beyond === 0) return null;
    const size = formatFixed(Math.abs(effect), 2);
    const scaled = row.measure === 'share' ? `Cohen’s h ${size}` : `${size} standard deviations`;
    const distance = `${scaled} ${is === 'high' ? 'above' : 'below'}, asked for ${formatFixed(by, 2)}`;
    const text = `${comparedWords(row, segment)} (${distance})`;
    return { trigger: { text, column: row.column }, strength: strengthOf(beyond, by) };
  };
}

function valueJudge({ is, value }: PlayCondition & { kind: 'value' }, row: ProfileRow): Judge {
  return segment => {
    const own = row.values[segment];
    if (!Number.isFinite(row.effects[segment])) return null;
    if (!(is === 'atLeast' ? own >= value : own <= value)) return null;
    const asked = `asked for ${is === 'atLeast' ? 'at least' : 'at most'} ${formatQuantity(value, row.unit)}`;
    const text = `${comparedWords(row, segment)} (${asked})`;
    return { trigger: { text, column: row.column }, strength: 1 };
  };
}

function levelJudge({ level, share }: PlayCondition & { kind: 'level' }, column: string, book: Book): Judge | string {
  const row = profileRow(book, column, level);
  if (!row) return `“${level}” among the levels of ${columnWords(column)}`;
  return segment => {
    if (!(row.values[segment] >= share)) return null;
    const text = `${comparedWords(row, segment)} (asked for ${formatPercent(share)})`;
    return { trigger: { text, column }, strength: strengthOf(row.values[segment], share) };
  };
}

function tierJudge({ tier, share }: PlayCondition & { kind: 'tier' }, { segments }: Book): Judge | string {
  if (tier !== 'None' && segments.every(segment => segment.tier === 'None')) return 'a risk rule with drivers';
  return position => {
    const { tierCounts, size } = segments[position];
    const own = size > 0 ? tierCounts[tier] / size : 0;
    if (!(own >= share) || own === 0) return null;
    const text = `${formatPercent(own)} of the segment is ${tier} by the tier rule (asked for ${formatPercent(share)})`;
    return { trigger: { text, column: null }, strength: strengthOf(own, share) };
  };
}

function strengthOf(own: number, asked: number): number {
  return asked > 0 ? Math.min(STRONGEST, own / asked) : STRONGEST;
}

/** "average years as a customer 1.7 against 8 in the whole book", in the words of the sentences about segments. */
function comparedWords({ column, level, measure, unit, values, book }: ProfileRow, segment: number): string {
  const measured = measuredWords({ column, level: null, measure, unit }, values[segment], book);
  const named = level === null ? measured.label : `${measured.label} “${level}”`;
  const [own, whole] = comparedValues(measured, measure === 'share' ? 'percent' : unit);
  return `${measure === 'share' ? beforeShare(named) : beforeValue(named)} ${own} against ${whole} in the whole book`;
}
