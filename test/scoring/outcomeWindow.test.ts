import { describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { defaultScoring } from '#shared/scoring/choices';
import type { OutcomeWindow } from '#shared/scoring/window';
import { windowSentences } from '#shared/scoring/windowWords';
import { planFeatures, takeFeatures } from '#engine/scoring/features';
import { chooseTarget, possibleTargets } from '#engine/scoring/target';
import { addMonths } from '#engine/table/addMonths';
import { dayNumber, isoDate } from '#engine/table/cellValue';
import type { Column } from '#engine/table/Column';
import { days, flags, numbers, tableOf } from '../support/preparedGolden.ts';

const on = (...isoDays: (string | null)[]) => isoDays.map(day => (day === null ? null : dayNumber(day)));
const fixed: OutcomeWindow = {
  observed: { day: '2023-12-31' },
  outcomeMonths: 12,
  eventDate: null,
  until: '2024-12-31',
};
function target(columns: Column[], window: OutcomeWindow | null, name: string, referenceDay = Number.NaN) {
  const roles = columns.map((): ColumnRole => 'feature');
  const scoring = { ...defaultScoring(), target: name, window };
  return chooseTarget({ table: tableOf(...columns), roles, referenceDay }, scoring);
}
function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('months of the calendar', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-12-31', 12, '2024-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-03-15', -3, '2023-12-15'],
    ['2024-11-30', 3, '2025-02-28'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(isoDate(addMonths(dayNumber(day), months))).toBe(expected);
  });
});

describe('the outcome window', () => {
  // Looked at on 2023-12-31; the event counts until 2024-12-31.
  const closed = days(
    'Closed on',
    on('2024-01-01', '2024-12-31', '2025-01-01', null, '2023-12-31', '2020-05-01', '2024-06-30', null, null),
  );

  test('a day of the event: on the last day it counts, the day after no more, by the first day nobody is asked', () => {
    const found = target([closed], fixed, 'Closed on');
    expect([...found.y]).toEqual([1, 1, 0, 0, -1, -1, 1, 0, 0]);
    expect(found).toMatchObject({
      event: 'in the window',
      eventWords: 'Closed on lies within 12 months after 2023-12-31',
      nEvents: 3,
      nOthers: 4,
      nUnknown: 2,
      window: { nBefore: 2, nLater: 1, nOpen: 0, until: '2024-12-31', eventDate: 'Closed on' },
    });
    expect(found.notes.map(one => one.code)).toEqual(['scoring.eventBefore', 'scoring.fewEvents']);
    expect(windowSentences(found.window!)).toBe(
      'Customers are looked at on 2023-12-31; the event counts for 12 months after that, by the day in Closed on. Outcomes are known up to 2024-12-31. Left aside: 2 customers who had the event before they were looked at. 1 customer had the event later and count as without it.',
    );
  });

  test('a day of observation for each: customers whose months are not over are not learned from, whatever they did', () => {
    const opened = on(
      '2023-01-15',
      '2023-06-30',
      '2023-07-01',
      '2024-01-01',
      null,
      '2023-02-01',
      '2023-03-01',
      '2023-01-01',
      '2023-01-01',
    );
    const window: OutcomeWindow = { ...fixed, observed: { column: 'Opened' }, outcomeMonths: 6, until: null };
    const table = [flags('Bad', [1, 0, 1, 1, 1, 0, 1, 1, 0]), days('Opened', opened)];
    // The file's reference date is 2023-12-31, so the months after 2023-07-01 end a day too late.
    const found = target(table, window, 'Bad', dayNumber('2023-12-31'));
    expect([...found.y]).toEqual([1, 0, -1, -1, -1, 0, 1, 1, 0]);
    expect(found.window).toMatchObject({ nOpen: 2, nUnobserved: 1, observed: 'the day in Opened' });
  });

  test('an event at some hour of the day of observation is before it', () => {
    const hours = days('Closed on', [
      dayNumber('2023-12-31') + 0.4,
      ...on('2024-01-01', '2024-01-02', '2024-01-03', null, null, null),
    ]);
    expect([...target([hours], fixed, 'Closed on').y]).toEqual([-1, 1, 1, 1, 0, 0, 0]);
  });

  test('yes or no with a day beside it: an event without a day is not known', () => {
    const left = flags('Left', [1, 1, 1, 0, 0, 1, 1, 0]);
    const when = days('Left on', on('2024-02-01', null, '2025-02-01', null, null, '2024-03-01', '2024-04-01', null));
    const found = target([left, when], { ...fixed, eventDate: 'Left on' }, 'Left');
    expect([...found.y]).toEqual([1, -1, 0, 0, 0, 1, 1, 0]);
    expect(found.window).toMatchObject({ nUndated: 1, nLater: 1 });
  });

  test('what cannot be a window is said', () => {
    const left = flags('Left', [1, 1, 1, 0, 0, 0]);
    const age = numbers('Age', [1, 2, 3, 4, 5, 6]);
    expect(code(() => target([closed], null, 'Closed on'))).toBe('scoring.dateNeedsWindow');
    expect(code(() => target([left, age], { ...fixed, observed: { column: 'Age' } }, 'Left'))).toBe(
      'scoring.windowColumn',
    );
    expect(code(() => target([left], { ...fixed, until: null }, 'Left'))).toBe('scoring.windowNoEnd');
    expect(code(() => target([left], { ...fixed, until: '2024-12-30' }, 'Left'))).toBe('scoring.windowOpen');
    expect(code(() => target([left], { ...fixed, eventDate: 'Gone' }, 'Left'))).toBe('data.unknownColumn');
  });

  test('columns of days can be chosen, after those that say yes or no', () => {
    const given = {
      table: tableOf(
        closed,
        flags(
          'Left',
          Array.from({ length: 9 }, (_none, i) => i % 2),
        ),
      ),
      roles: ['date', 'feature'] as ColumnRole[],
    };
    expect(possibleTargets(given).map(({ name, isDate }) => [name, isDate ?? false])).toEqual([
      ['Left', false],
      ['Closed on', true],
    ]);
  });
});

test('dates are measured at the day of observation, and what lies after it was not known', () => {
  const table = tableOf(
    days('Opened', on('2020-12-31', '2024-02-01', null, '2023-12-31')),
    days('Looked at', on('2023-12-31', '2023-12-31', '2023-12-31', '2022-12-31')),
  );
  const given = { table, roles: ['date', 'date'] as ColumnRole[], referenceDay: dayNumber('2026-01-01') };
  const fixedDay = planFeatures(given, new Set(['Looked at']), { day: dayNumber('2023-12-31') });
  expect(fixedDay.features[0].transform).toBe('years at 2023-12-31');
  const years = (plan: typeof fixedDay) => {
    const [feature] = takeFeatures(plan, table).features;
    return feature.kind === 'number' ? [...feature.values] : [];
  };
  // Three years without a leap day between them are 1,095 days.
  expect(years(fixedDay)).toEqual([1095 / 365.25, NaN, NaN, 0]);
  const own = planFeatures(given, new Set(['Looked at']), { column: 'Looked at' });
  expect(own.features[0].transform).toBe('years at the day in Looked at');
  expect(years(own)).toEqual([1095 / 365.25, NaN, NaN, NaN]);
});
