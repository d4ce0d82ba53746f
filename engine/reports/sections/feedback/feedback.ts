import { learnedLists, type CorrectionList, type OutcomeList } from '#shared/feedback/choices';
import { formatCount, formatThings, joinWords } from '#shared/format';
import type { Block, DataTable, Section } from '../../document.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { left, right } from '../scores/ScoreContext.ts';

/** Outcomes and corrections that came in since the file was made; nothing where none did. */
export function feedbackSection({ input }: ReportContext): Section | null {
  const { lists = [], corrections = [] } = input.recipe.feedback ?? {};
  if (lists.length + corrections.length === 0) return null;
  const learned = new Set(learnedLists(input.recipe).map(({ id }) => id));
  const came = [
    ...(lists.length > 0 ? [`${formatThings(lists.length, 'list')} of outcomes`] : []),
    ...(corrections.length > 0 ? [`${formatThings(corrections.length, 'list')} of corrections`] : []),
  ];
  const use =
    lists.length === 0
      ? ''
      : learned.size > 0
        ? ` The models learned from the outcomes of ${formatThings(learned.size, 'list')}.`
        : ' Outcomes are used to measure how good the scores are; no model has learned from them yet.';
  const blocks: Block[] = [
    ...(lists.length > 0 ? [{ kind: 'table' as const, table: listsTable(lists, learned) }] : []),
    ...(corrections.length > 0 ? [{ kind: 'table' as const, table: correctionsTable(corrections) }] : []),
  ];
  const headline = `${capital(joinWords(came))} came in since the file was made.${use}`;
  return { id: 'feedback', title: 'Outcomes and corrections since', headline, blocks };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listsTable(lists: readonly OutcomeList[], learned: ReadonlySet<string>): DataTable {
  return {
    id: 'feedback-lists',
    title: 'Lists of outcomes; of several outcomes of a customer the latest counts',
    n: formatThings(lists.length, 'list'),
    columns: [left('Imported'), left('File', 2), left('SHA-256'), left('Columns', 2), left('Learned from')],
    rows: lists.map(({ id, at, file, key, outcome, date }) => [
      at.slice(0, 10),
      cutText(file.name, 80),
      (file.sha256 ?? '').slice(0, 12),
      cutText([key, outcome, date ?? 'no dates'].join(', '), 120),
      learned.has(id) ? 'yes' : 'no',
    ]),
  };
}

function correctionsTable(corrections: readonly CorrectionList[]): DataTable {
  return {
    id: 'feedback-corrections',
    title: 'Lists of corrections; each stands among the changes made by hand, with its reason and name',
    n: formatThings(corrections.length, 'list'),
    columns: [
      left('Imported'),
      left('File', 2),
      left('SHA-256'),
      right('Rows'),
      right('Cells'),
      right('Segments'),
      right('Tiers'),
      right('Left out'),
    ],
    rows: corrections.map(({ at, file, rows, made, cells, segments, tiers }) => [
      at.slice(0, 10),
      cutText(file.name, 80),
      file.sha256.slice(0, 12),
      ...[rows, cells, segments, tiers, rows - made].map(formatCount),
    ]),
  };
}
