import { formatThings } from '#shared/format';
import { noteSentence } from '#shared/text/noteSentences';
import type { Block, Section } from '../document.ts';
import { scoreNotes } from '../scores/scoreFacts.ts';
import { cutText, type ReportContext } from './ReportContext.ts';

const LIMITS = [
  'Segments describe this file at its reference date. They say how customers differ, not why, and not what they will do.',
  'An interval says how far the number of this file may lie from that of many customers like these; it knows nothing of errors in the file.',
  'Effects are differences from the whole book in standard deviations, or Cohen’s h for shares; the many comparisons shown here will include some that are large by chance.',
  'A risk tier is a reason to look, not a finding about a person. Decisions about a customer need a person who has seen the case.',
] as const;

/** Warnings of this run, and what no run of this kind can tell. */
export function notesSection(context: ReportContext): Section {
  const { segmentation, preparation, import: report } = context.input;
  const items = [...segmentation.notes, ...preparation.notes, ...scoreNotes(context.input)].map(noteSentence);
  const columns = report.columns.flatMap(column => column.notes.map(noteSentence));
  const all = [...new Set([...items, ...columns])].map(text => cutText(text, 500));
  const blocks: Block[] = [];
  if (all.length > 0) {
    blocks.push({ kind: 'heading', text: 'Notes of this run' }, { kind: 'notes', items: all });
  }
  blocks.push({ kind: 'heading', text: 'Limits' }, { kind: 'notes', items: LIMITS });
  const headline =
    all.length === 0
      ? 'The run raised no warning; the limits below hold for every run.'
      : `The run raised ${formatThings(all.length, 'note')}; the limits below hold for every run.`;
  return { id: 'notes', title: 'Notes and limits', headline, blocks };
}
