import { describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { noteSentence } from '#shared/text/noteSentences';
import { errorSentence } from '#shared/text/errorSentences';
import type { Validation } from '#shared/scoring/choices';
import { drawFolds, type FoldInput } from '#engine/scoring/folds/drawFolds';
import { stream } from '#engine/random';
import { testRun } from '../support/testRun.ts';

const run = testRun({ seed: 11 });
const stratified: Validation = { kind: 'stratified', nFolds: 5, repeats: 1, column: null };
const grouped: Validation = { kind: 'grouped', nFolds: 4, repeats: 2, column: 'household' };
const outOfTime: Validation = { kind: 'outOfTime', nFolds: 5, repeats: 1, column: 'opened' };

function input(y: readonly number[], others: Partial<FoldInput> = {}): FoldInput {
  return { y: Uint8Array.from(y), nRows: y.length, groups: null, days: null, ...others };
}
async function sentenceOf(given: FoldInput, validation: Validation): Promise<string> {
  const error: unknown = await drawFolds(given, validation, run).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return errorSentence(error as AppError);
}
const everyFifth = Array.from({ length: 1003 }, (_none, i) => (i % 100 === 7 ? 2 : Number(i % 5 === 0)));

describe('stratified folds', () => {
  it('test every known customer once per repeat, never one that was learned from, events evenly', async () => {
    const { folds, leftOut, notes } = await drawFolds(input(everyFifth), { ...stratified, repeats: 3 }, run);
    expect(folds.map(({ repeat, fold }) => [repeat, fold])).toEqual(
      [0, 1, 2].flatMap(repeat => [0, 1, 2, 3, 4].map(fold => [repeat, fold])),
    );
    for (const repeat of [0, 1, 2]) {
      const parts = folds.filter(one => one.repeat === repeat);
      const tested = parts.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
      expect(tested).toEqual(everyFifth.flatMap((y, row) => (y === 2 ? [] : [row])));
      const events = parts.map(({ test }) => test.filter(row => everyFifth[row] === 1).length);
      expect(Math.max(...events) - Math.min(...events)).toBeLessThanOrEqual(1);
      for (const { train, test } of parts) {
        expect(train.length + test.length).toBe(tested.length);
        expect(test.some(row => train.includes(row))).toBe(false);
      }
    }
    expect(folds[0].test).not.toEqual(folds[5].test);
    expect(leftOut).toEqual({ unknownOutcome: 10, noDate: 0 });
    expect(notes.map(noteSentence)).toEqual([
      '10 customers of 1,003 have no known outcome and were neither learned from nor tested on.',
    ]);
  });

  it('are the same for the same seed', async () => {
    const [a, b] = [
      await drawFolds(input(everyFifth), stratified, run),
      await drawFolds(input(everyFifth), stratified, testRun({ seed: 11 })),
    ];
    expect(b).toEqual(a);
    expect(await drawFolds(input(everyFifth), stratified, testRun({ seed: 12 }))).not.toEqual(a);
  });

  it('are fewer where there are fewer events, and say so', async () => {
    const { folds, nFolds, notes } = await drawFolds(input([1, 1, 1, ...new Uint8Array(40)]), stratified, run);
    expect([folds.length, nFolds]).toEqual([3, 3]);
    expect(notes.map(noteSentence)).toEqual([
      '3 folds were made instead of 5: there are only 3 customers with the event, and each fold needs one.',
    ]);
  });

  it('cannot be made of one class, or of a single event', async () => {
    expect(await sentenceOf(input([0, 0, 2]), stratified)).toBe(
      'All 2 customers with a known outcome are without the event, so there is nothing to tell apart. Choose another target column or another value as the event.',
    );
    expect(await sentenceOf(input([1, 1]), stratified)).toMatch(
      /^All 2 customers with a known outcome are with the event/,
    );
    expect(await sentenceOf(input([]), stratified)).toMatch(/^No customer has a known outcome/);
    expect(await sentenceOf(input([1, 0, 0, 0]), stratified)).toMatch(
      /^There is only 1 customer with the event, and at least 2/,
    );
    expect(await sentenceOf(input([1, 1, 1, 0]), stratified)).toMatch(/^There is only 1 customer without the event/);
  });

  it('stop when asked', async () => {
    const stop = new AbortController();
    stop.abort();
    const stopped = testRun({ signal: stop.signal });
    await expect(drawFolds(input(everyFifth), stratified, stopped)).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('folds of groups', () => {
  const draw = stream(3, 'test.groups');
  const groups = Int32Array.from({ length: 2000 }, () => (draw.uniform() < 0.05 ? -1 : draw.below(300)));
  const y = Array.from({ length: 2000 }, () => Number(draw.uniform() < 0.1));

  it('share no group, and are about even in events and rows', async () => {
    const { folds, nFolds } = await drawFolds(input(y, { groups }), grouped, run);
    expect([folds.length, nFolds]).toEqual([8, 4]);
    for (const { train, test } of folds) {
      const learned = new Set(Array.from(train, row => groups[row]).filter(group => group >= 0));
      expect(test.some(row => learned.has(groups[row]))).toBe(false);
      expect(train.length + test.length).toBe(2000);
      const events = test.filter(row => y[row] === 1).length;
      const all = y.filter(outcome => outcome === 1).length;
      expect(Math.abs(events - all / 4)).toBeLessThanOrEqual(2);
      expect(Math.abs(test.length - 500)).toBeLessThanOrEqual(30);
    }
    expect(folds[0].test).not.toEqual(folds[4].test);
  });

  it('cannot be made of fewer groups than folds, or where one group has all events', async () => {
    const three = Int32Array.from(y, (_outcome, row) => row % 3);
    expect(await sentenceOf(input(y, { groups: three }), grouped)).toBe(
      'The column "household" has 3 groups of customers with a known outcome, too few for 4 folds that share no group. Choose fewer folds or another column.',
    );
    const eight = Int32Array.from({ length: 80 }, (_none, row) => row % 8);
    const inOne = Array.from(eight, group => Number(group === 2));
    expect(await sentenceOf(input(inOne, { groups: eight }), grouped)).toMatch(
      /^All customers with the event are in one group of "household"/,
    );
    const inThree = Array.from(eight, group => Number(group < 3));
    const { nFolds, notes } = await drawFolds(input(inThree, { groups: eight }), grouped, run);
    expect([nFolds, notes.map(noteSentence)]).toEqual([
      3,
      [
        '3 folds were made instead of 4: there are only 3 groups that hold customers with the event, and each fold needs one.',
      ],
    ]);
    expect(await sentenceOf(input(y), grouped)).toContain('this validation needs the column whose equal values stay');
  });
});

describe('out of time', () => {
  const days = Float64Array.of(10, 11, 12.25, 12.75, 13, 14, NaN, 14.5, 15, 16, 17);
  const y = [1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0];

  it('tests the later customers, those of one day together, and leaves out those without a date', async () => {
    // Ten dates, a fifth is 2: from day 16 there are 2.
    const { folds, cutDay, leftOut, nFolds, notes } = await drawFolds(
      input(y, { days }),
      { ...outOfTime, repeats: 3 },
      run,
    );
    expect(folds).toEqual([
      { repeat: 0, fold: 0, train: Int32Array.of(0, 1, 2, 3, 4, 5, 7, 8), test: Int32Array.of(9, 10) },
    ]);
    expect([cutDay, nFolds, leftOut.noDate]).toEqual([16, 1, 1]);
    expect(notes.map(noteSentence)).toEqual([
      '1 customer of 11 has no date and was neither learned from nor tested on.',
      'Testing on the later customers gives the same parts each time, so it was done once and not 3 times.',
    ]);
    // Half is 5: from day 14 there are 5 with the two of that day.
    const half = await drawFolds(input(y, { days }), { ...outOfTime, nFolds: 2 }, run);
    expect([half.cutDay, half.folds[0].test.length]).toEqual([14, 5]);
  });

  it('needs two dates, and both outcomes on both sides', async () => {
    expect(await sentenceOf(input(y, { days: days.map(() => 19_000) }), outOfTime)).toBe(
      'The column "opened" holds one date only (2022-01-08) for customers with a known outcome, so there is no earlier time to learn from. Choose another date column, or stratified folds.',
    );
    expect(await sentenceOf(input(y, { days: days.map(() => NaN) }), outOfTime)).toContain('holds no date');
    const early = input([1, 1, 0, 0, 0, 0], { days: Float64Array.of(1, 2, 3, 4, 5, 6) });
    expect(await sentenceOf(early, outOfTime)).toMatch(
      /^In "opened" no customer with the event is dated from 1970-01-07 on/,
    );
    const late = input([0, 0, 0, 0, 1, 0, 1], { days: Float64Array.of(1, 2, 3, 4, 5, 6, 7) });
    expect(await sentenceOf(late, { ...outOfTime, nFolds: 2 })).toMatch(
      /^In "opened" no customer with the event is dated before 1970-01-06/,
    );
    expect(await sentenceOf(input(y), outOfTime)).toContain('this validation needs a date column');
  });
});
