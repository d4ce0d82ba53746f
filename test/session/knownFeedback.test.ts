import { expect, it, vi } from 'vitest';
import type { OutcomeList } from '#shared/feedback/choices';
import type { OutcomeAccount } from '#shared/feedback/result';
import { defaultReading } from '#shared/reading';
import type { ReadOutcomes } from '#engine/feedback/readOutcomes';
import type { Imported } from '#engine/import/Imported';
import { KnownFeedback } from '#engine/session/KnownFeedback';

const list: OutcomeList = {
  id: 'outcomes-1',
  file: { name: 'outcomes.csv', sha256: 'a'.repeat(64) },
  reading: defaultReading(),
  key: 'CustomerId',
  outcome: 'Exited',
  date: null,
  at: '2026-09-30T10:00:00Z',
};
const read: ReadOutcomes = { list, nRows: 0, latest: [], replaced: [], unreadable: [] };
const customers = () => ({ table: { nRows: 0, columns: [] } }) as unknown as Imported;

it('counts what a list says once for the same customers and target', () => {
  const feedback = new KnownFeedback();
  const [before, after] = [customers(), customers()];
  const count = vi.fn(() => ({ id: list.id }) as OutcomeAccount);
  const exited = { name: 'Exited', event: 'Yes' };
  const first = feedback.accountOf(read, before, exited, count);
  expect(feedback.accountOf(read, before, { ...exited }, count)).toBe(first);
  expect(count).toHaveBeenCalledTimes(1);
  feedback.accountOf(read, after, exited, count);
  feedback.accountOf(read, after, { name: 'Default', event: 'Yes' }, count);
  expect(count).toHaveBeenCalledTimes(3);
});
