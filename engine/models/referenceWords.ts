import { formatCount, formatThings, listSome } from '#shared/format';
import type { MonitorReference } from '#shared/monitor/reference';
import { FEWEST_OF_LEVEL } from './referenceWithoutCustomers.ts';

const NAMED = 20;

/** What a model file keeps of the customers it was made on, in words for its card. */
export function referenceWords({ n, columns, scores, segments }: MonitorReference): string[] {
  const of = [
    ...(columns.length > 0
      ? [
          `${formatThings(columns.length, 'column')} (${listSome(
            columns.map(({ column }) => column),
            NAMED,
          )})`,
        ]
      : []),
    ...scores.map(({ target }) => `the score (${target.eventWords})`),
    ...(segments ? [formatThings(segments.segments.length, 'segment')] : []),
  ];
  return [
    `How ${formatThings(n, 'customer')} were spread over ${listSome(of, of.length)}, as counts and never as rows: what later files are held against.`,
    `Of a number these are values that occurred, the lowest and the highest among them, with how many customers had each; of a category its levels. A level that fewer than ${formatCount(FEWEST_OF_LEVEL)} customers have is counted without its name, unless the model has to name it to answer.`,
  ];
}
