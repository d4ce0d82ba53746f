import { describe, expect, it } from 'vitest';
import { noFeedback, type Feedback } from '#shared/feedback/choices';
import { defaultReading } from '#shared/reading';
import { feedbackSection } from '#engine/reports/sections/feedback/feedback';
import type { ReportContext } from '#engine/reports/sections/ReportContext';
import { makeReportInput } from '../support/reportInput.ts';

function section(feedback: Feedback) {
  const input = makeReportInput();
  const context = { input: { ...input, recipe: { ...input.recipe, feedback } }, labels: [] };
  return feedbackSection(context as unknown as ReportContext);
}

describe('what came in since, in the report', () => {
  const file = { name: 'outcomes.csv', sha256: 'a'.repeat(64) };
  const list = { id: 'outcomes-1', file, reading: defaultReading(), key: 'Id', outcome: 'Left', date: null };
  const lists = [{ ...list, at: '2026-09-30T08:00:00Z' }];

  it('is left out where nothing did', () => {
    expect(section(noFeedback())).toBeNull();
  });

  it('says which lists there are, and from which models learned', () => {
    const used = section({ ...noFeedback(), lists })!;
    expect(used.headline).toBe(
      '1 list of outcomes came in since the file was made. Outcomes are used to measure how good the scores are; no model has learned from them yet.',
    );
    const learned = { lists: ['outcomes-1'], target: 'Left', event: 'Yes', eventDate: null };
    expect(section({ ...noFeedback(), lists, learned })!.headline).toContain(
      'The models learned from the outcomes of 1 list.',
    );
    const counts = { rows: 5, made: 3, unknownKey: 1, duplicate: 0, unreadable: 1, cells: 2, segments: 0, tiers: 1 };
    const corrections = [{ file, at: '2026-10-01T08:00:00Z', ...counts }];
    const corrected = section({ ...noFeedback(), corrections })!;
    expect(corrected.headline).toBe('1 list of corrections came in since the file was made.');
    expect(corrected.blocks).toMatchObject([
      { table: { rows: [['2026-10-01', 'outcomes.csv', 'aaaaaaaaaaaa', '5', '2', '0', '1', '2']] } },
    ]);
  });
});
