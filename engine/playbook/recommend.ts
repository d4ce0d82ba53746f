import { formatPercent, formatThings, listSome } from '#shared/format';
import type { Play, Playbook, PlaybookAnswer, Recommendation, UnjudgedPlay } from '#shared/playbook';
import type { Book } from './Book.ts';
import { judgeOf, type Judge } from './judgeCondition.ts';
import { worthOfPlay } from './worthOfPlay.ts';

/**
 * What the playbook says about each segment: plays whose conditions all hold, each with the numbers that made it so and what it may reach
 * and bring, the most valuable first (those of unknown worth after them, by how clearly they apply).
 *
 * Reach = customers × share that can be reached, rounded down; successes = reach × success from careful to hopeful; value =
 * successes × worth − reach × cost.
 */
export function recommend({ plays }: Playbook, book: Book): PlaybookAnswer {
  const unjudged: UnjudgedPlay[] = [];
  const bySegment = book.segments.map(() => [] as Recommendation[]);
  for (const play of plays.filter(candidate => candidate.isOn)) {
    const judges = play.when.map(condition => judgeOf(condition, book));
    const lacks = judges.filter(judge => typeof judge === 'string');
    if (lacks.length > 0) unjudged.push({ play: play.id, title: play.title, lacks });
    else addPlay(play, judges as Judge[], book, bySegment);
  }
  const recommendations = bySegment.flatMap(found => found.sort(moreValuable));
  const without = book.segments.filter((_segment, i) => bySegment[i].length === 0).map(({ name }) => name);
  return { headline: headline(recommendations, book.segments.length, without), recommendations, without, unjudged };
}

function addPlay(play: Play, judges: readonly Judge[], book: Book, bySegment: Recommendation[][]): void {
  const worth = worthOfPlay(play, book);
  book.segments.forEach((segment, position) => {
    const found = judges.map(judge => judge(position));
    const held = found.filter(answer => answer !== null);
    if (held.length < found.length || segment.size === 0) return;
    const reach = Math.floor(segment.size * play.reach);
    const { perSuccess, basis } = worth[position];
    const cost = play.cost === null ? null : play.cost * reach;
    const valueOf = (rate: number) => (perSuccess ?? 0) * rate * reach - (cost ?? 0);
    bySegment[position].push({
      segment: segment.id,
      segmentName: segment.name,
      play: play.id,
      title: play.title,
      aim: play.aim,
      action: play.action,
      triggers: held.map(({ trigger }) => trigger),
      strength: Math.min(...held.map(({ strength }) => strength)),
      reach,
      successes: { low: play.success.low * reach, high: play.success.high * reach },
      value: perSuccess === null ? null : { low: valueOf(play.success.low), high: valueOf(play.success.high) },
      cost,
      basis: basisWords(play, basis),
    });
  });
}

function basisWords({ reach, success, cost }: Play, worth: string): string {
  const rates =
    success.low === success.high ? percent(success.low) : `${percent(success.low)} to ${percent(success.high)}`;
  const costWords = cost === null ? 'the cost of contact is not given' : 'less the cost of contact';
  return `Assumed: ${percent(reach)} reached, ${rates} of them won; ${worth}; ${costWords}.`;
}

/** An assumption is a round number and is written as one. */
function percent(share: number): string {
  return formatPercent(share).replace(/\.0(?= %)/, '');
}

function moreValuable(a: Recommendation, b: Recommendation): number {
  const worth = ({ value }: Recommendation) => (value ? value.low + value.high : Number.NEGATIVE_INFINITY);
  if (worth(a) !== worth(b)) return worth(b) > worth(a) ? 1 : -1;
  return b.strength - a.strength || (a.play < b.play ? -1 : 1);
}

function headline(found: readonly Recommendation[], nSegments: number, without: readonly string[]): string {
  if (found.length === 0) return 'No play of the playbook speaks to any of these segments.';
  const plays = new Set(found.map(({ play }) => play)).size;
  const verb = plays === 1 ? 'speaks' : 'speak';
  const spoken = nSegments - without.length;
  const where = without.length === 0 ? 'all segments' : `${spoken} of ${nSegments} segments`;
  const rest = without.length === 0 ? '' : `; nothing is proposed for ${listSome(without, 3)}`;
  return `${formatThings(plays, 'play')} ${verb} to ${where}${rest}.`;
}
