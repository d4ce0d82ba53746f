import { formatCompact, formatCount, formatThings, joinWords } from '#shared/format';
import type { PlayAim, Recommendation } from '#shared/playbook';
import type { Block, DataTable, Section } from '../document.ts';
import { customers, type ReportContext } from './ReportContext.ts';

const NATURE =
  'The playbook is a list of rules that people wrote. Shares that can be reached, rates of success and worth are assumptions to be replaced by the bank’s own; none was measured on this file.';
const AIM_WORDS: Readonly<Record<PlayAim, string>> = {
  retain: 'Retain',
  grow: 'Grow',
  protect: 'Protect',
  serve: 'Serve',
};
/** Plays shown for one segment. */
const MOST_PER_SEGMENT = 5;

/** What the bank's playbook proposes for which segment, and the numbers that made it so. */
export function playbookSection(context: ReportContext): Section | null {
  const { recommendations: answer } = context.input;
  if (!answer) return null;
  const blocks: Block[] = [{ kind: 'paragraph', text: NATURE }];
  const shown = firstOfEach(answer.recommendations);
  if (shown.length > 0) blocks.push({ kind: 'table', table: proposalsTable(context, shown) });
  const left = answer.recommendations.length - shown.length;
  if (left > 0)
    blocks.push({ kind: 'paragraph', text: `${formatCount(left)} further proposals of less value are not listed.` });
  if (answer.unjudged.length > 0) {
    const titles = joinWords(answer.unjudged.map(({ title }) => `“${title}”`));
    const text = `The file lacks what ${formatThings(answer.unjudged.length, 'further play')} would have to be judged by: ${titles}.`;
    blocks.push({ kind: 'paragraph', text });
  }
  return { id: 'playbook', title: 'What to do: the playbook', headline: answer.headline, blocks };
}

function firstOfEach(recommendations: readonly Recommendation[]): Recommendation[] {
  const counts = new Map<number, number>();
  return recommendations.filter(({ segment }) => {
    const count = (counts.get(segment) ?? 0) + 1;
    counts.set(segment, count);
    return count <= MOST_PER_SEGMENT;
  });
}

function proposalsTable(context: ReportContext, shown: readonly Recommendation[]): DataTable {
  return {
    id: 'playbook',
    title: 'Plays by segment, the most valuable first',
    n: customers(context),
    columns: [
      { header: 'Segment', align: 'left', grow: 1.6 },
      { header: 'Play', align: 'left', grow: 3 },
      { header: 'Because', align: 'left', grow: 6 },
      { header: 'Reach', align: 'right' },
      { header: 'Successes', align: 'right' },
      { header: 'Value in a year', align: 'right', grow: 1.2 },
    ],
    rows: shown.map(entry => [
      { text: entry.segmentName, chip: { kind: 'segment', position: entry.segment - 1 } },
      `${AIM_WORDS[entry.aim]}: ${entry.title}. ${entry.action}`,
      `${entry.triggers.map(({ text }) => text).join('; ')}. ${entry.basis}`,
      formatCount(entry.reach),
      rangeText(entry.successes, value => formatCount(Math.round(value))),
      entry.value ? rangeText(entry.value, formatCompact) : '–',
    ]),
  };
}

function rangeText({ low, high }: { low: number; high: number }, format: (value: number) => string): string {
  return low === high ? format(low) : `${format(low)} to ${format(high)}`;
}
