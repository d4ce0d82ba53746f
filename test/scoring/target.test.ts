import { afterAll, describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { defaultScoring, type Scoring } from '#shared/scoring/choices';
import { noteSentence } from '#shared/text/noteSentences';
import { errorSentence } from '#shared/text/errorSentences';
import { AppError } from '#shared/errors';
import { chooseTarget, possibleTargets } from '#engine/scoring/target';
import type { Column } from '#engine/table/Column';
import { category, days, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { forgetRealTables, hasRealTables, realTable } from '../support/realTables.ts';

const scoring = (choices: Partial<Scoring> = {}) => ({ ...defaultScoring(), ...choices });
const given = (columns: Column[], roles: ColumnRole[] = columns.map(() => 'target')) => ({
  table: tableOf(...columns),
  roles,
});
const choose = (column: Column, choices: Partial<Scoring> = {}) => chooseTarget(given([column]), scoring(choices));
function failure(work: () => unknown): { code: string; sentence: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, sentence: errorSentence(error) };
    throw error;
  }
  throw new Error('it was accepted');
}
const repeat = <T>(...parts: [T, number][]): T[] =>
  parts.flatMap(([value, n]) => Array.from({ length: n }, () => value));

describe('the target', () => {
  test('yes or no with gaps', () => {
    const target = choose(flags('Exited', [1, 0, null, 1, 0, 0, 1]));
    expect([...target.y]).toEqual([1, 0, -1, 1, 0, 0, 1]);
    expect(target).toMatchObject({ name: 'Exited', event: 'Yes', eventWords: 'Exited is Yes', purpose: 'churn' });
    expect([target.nEvents, target.nOthers, target.nUnknown]).toEqual([3, 3, 1]);
    expect(target.notes.map(one => one.code)).toEqual(['scoring.targetGaps', 'scoring.fewEvents']);
  });

  test('spellings that differ in case and spaces are one outcome', () => {
    const target = choose(category('Response', ['Yes ', 'yes', 'YES', 'no', ' No', 'no', 'No', null]));
    expect([...target.y]).toEqual([1, 1, 1, 0, 0, 0, 0, -1]);
    expect(target.event).toBe('Yes');
    expect(target.notes.map(noteSentence).join(' ')).toContain('"Yes ", "yes" and "YES"');
  });

  test.each([
    ['bad against good, though bad is not rarer', repeat(['bad', 6], ['good', 4]), 'bad'],
    ['charged off', repeat(['Fully Paid', 4], ['Charged Off', 4]), 'Charged Off'],
    ['only the other is known', repeat(['zzz', 9], ['existing customer', 4]), 'zzz'],
    ['words that say nothing: the rarer', repeat(['alpha', 5], ['beta', 4]), 'beta'],
    ['a tie: the later by name, the same whichever comes first', repeat(['beta', 4], ['alpha', 4]), 'beta'],
    ['true and false', repeat(['False', 9], ['True', 3]), 'True'],
  ])('the event is recognised: %s', (_what, values, event) => {
    expect(choose(category('thing', values)).event).toBe(event);
  });

  test('of two numbers the higher is the event, or the one that is chosen', () => {
    const column = numbers('class', [1, 2, 1, 2, 1, 2, null, 1]);
    expect(choose(column)).toMatchObject({ event: '2', nEvents: 3, nOthers: 4, nUnknown: 1 });
    expect(choose(column, { event: '1' })).toMatchObject({ event: '1', nEvents: 4, nOthers: 3 });
    expect(choose(column, { event: '1.0' })).toMatchObject({ event: '1' });
  });

  test('three classes need an event, and are then one against the rest', () => {
    const column = category('loan_status', repeat(['Current', 5], ['Charged Off', 4], ['Late', 3]));
    const { code, sentence } = failure(() => choose(column));
    expect(code).toBe('scoring.manyOutcomes');
    expect(sentence).toBe(
      'loan_status has 3 different values (such as "Current", "Charged Off" and "Late"), and two outcomes are needed. Choose which value is the event; it is then compared with all others.',
    );
    const target = choose(column, { event: 'charged off' });
    expect(target).toMatchObject({ event: 'Charged Off', nEvents: 4, nOthers: 8, purpose: 'default' });
    expect(target.notes.map(noteSentence)[0]).toBe(
      'loan_status has more than two values: "Charged Off" is compared with all others (Current and Late).',
    );
  });

  test.each([
    ['all gaps', flags('y', [null, null, null]), {}, 'scoring.targetEmpty'],
    ['one class', flags('y', [1, 1, 1, null]), {}, 'scoring.oneOutcome'],
    ['one class in two spellings', category('y', ['Yes', 'yes ', 'YES']), {}, 'scoring.oneOutcome'],
    ['two events', flags('y', [1, 1, 0, 0, 0, 0]), {}, 'scoring.fewOutcomes'],
    ['two others', flags('y', [1, 1, 1, 0, 0]), {}, 'scoring.fewOutcomes'],
    ['an event that is not there', flags('y', [1, 1, 1, 0, 0, 0]), { event: 'maybe' }, 'scoring.noEvent'],
    ['a number with many values', numbers('y', [...Array(80).keys()]), {}, 'scoring.tooManyOutcomes'],
    ['a date', days('y', [1, 2, 3]), {}, 'scoring.dateNeedsWindow'],
    ['a column that is not there', flags('y', [1, 1, 1, 0, 0, 0]), { target: 'z' }, 'data.unknownColumn'],
  ] as [string, Column, Partial<Scoring>, string][])('%s is one clear sentence', (_what, column, choices, code) => {
    const found = failure(() => choose(column, choices));
    expect(found.code).toBe(code);
    expect(found.sentence).toMatch(/^\S.*\.$/s);
    expect(found.sentence).not.toMatch(/undefined|null|NaN/);
  });

  test('three events are enough', () => {
    expect(choose(flags('y', [1, 1, 1, 0, 0, 0])).nEvents).toBe(3);
  });

  test('of several targets, churn, default or response comes before a label; the others are named', () => {
    const outcome = [1, 0, 1, 0, 1, 0];
    const columns = [flags('label', outcome), flags('Churn', outcome), flags('x', outcome)];
    const target = chooseTarget(given(columns, ['target', 'target', 'feature']), scoring());
    expect(target).toMatchObject({ name: 'Churn', otherTargets: ['label'], purpose: 'churn' });
    expect(chooseTarget(given(columns, ['target', 'target', 'feature']), scoring({ target: 'x' }))).toMatchObject({
      name: 'x',
      otherTargets: ['label', 'Churn'],
    });
  });

  test('no target names what could be one; protected columns and identifiers never are', () => {
    const columns = [flags('Gender', [1, 0, 1, 0]), flags('app login', [1, 0, 1, 1]), numbers('id', [1, 2, 3, 4])];
    const none = given(columns, ['protected', 'feature', 'identifier']);
    expect(failure(() => chooseTarget(none, scoring()))).toEqual({
      code: 'scoring.noTarget',
      sentence: 'No column says what is to be predicted. Choose one (such as app login), or give it the role target.',
    });
    expect(failure(() => chooseTarget(none, scoring({ target: 'Gender' }))).code).toBe('scoring.targetRole');
    expect(possibleTargets(none)).toEqual([
      {
        name: 'app login',
        isTarget: false,
        event: 'Yes',
        events: [
          { value: 'Yes', n: 3 },
          { value: 'No', n: 1 },
        ],
        nUnknown: 0,
      },
    ]);
  });
});

describe.skipIf(!hasRealTables)('targets of public tables', () => {
  afterAll(forgetRealTables);
  test.each([
    ['Churn_Modelling.csv', {}, 'Exited is Yes', 2037, 7963, 'churn'],
    ['marketing_campaign.csv', {}, 'Response is Yes', 334, 1906, 'response'],
    ['bank-additional-full.csv', {}, 'y is Yes', 4639, 36_537, 'response'],
    ['UCI_Credit_Card.csv', {}, 'class is 1', 6636, 23_364, 'other'],
    ['lending_club_modeldata.csv', {}, 'Class is bad', 517, 9340, 'default'],
    ['churn-bigml-80.csv', {}, 'Churn is Yes', 388, 2278, 'churn'],
    ['german.data', { target: 'Column U' }, 'Column U is 2', 300, 700, 'other'],
  ] as const)('%s', async (file, choices, words, nEvents, nOthers, purpose) => {
    const target = chooseTarget(await realTable(file), scoring(choices));
    expect(target).toMatchObject({ eventWords: words, nEvents, nOthers, nUnknown: 0, purpose, notes: [] });
  });

  test('german.data has no header, so its outcome is among those offered', async () => {
    const possible = possibleTargets(await realTable('german.data'));
    expect(possible.find(one => one.name === 'Column U')).toMatchObject({ event: '2', isTarget: false });
  });
});
