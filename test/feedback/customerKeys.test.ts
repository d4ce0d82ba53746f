import { describe, expect, it } from 'vitest';
import { customerKeys } from '#engine/feedback/customerKeys';
import { knownOutcomes, outcomesByRow } from '#engine/feedback/KnownOutcomes';
import { someCustomers, someList, someOutcome, someRead, texts } from '../support/someFeedback.ts';

describe('the identifier that the keys of a list are of', () => {
  // The account 3 is the customer 1, and there is a customer 3.
  const imported = someCustomers([texts('CustomerId', ['1', '2', '3']), texts('AccountNo', ['3', '8', '9'])]);
  const wanted = (...keys: string[]) => {
    const own = new Set(keys);
    return (key: string) => own.has(key);
  };

  it('is the one that the list names, even where another has a key by chance', () => {
    expect(customerKeys(imported, 'Account no.', wanted('3', '8', '9'))!.column).toBe('AccountNo');
    expect(customerKeys(imported, 'customer_id', wanted('8', '9'))!.column).toBe('CustomerId');
  });

  it('is the one with most of the keys otherwise, the first where none has any', () => {
    expect(customerKeys(imported, 'key', wanted('3', '8', '9'))!.column).toBe('AccountNo');
    expect(customerKeys(imported, 'key', wanted('77'))!.column).toBe('CustomerId');
  });

  it('is its own for every list', () => {
    const at = '2026-12-01T08:00:00Z';
    const known = knownOutcomes([
      someRead(someList('outcomes-1', at, { key: 'CustomerId' }), someOutcome('1', 0), someOutcome('2', 1)),
      someRead(someList('outcomes-2', at, { key: 'AccountNo' }), someOutcome('3', 1), someOutcome('9', 1)),
    ]);
    const ofRow = outcomesByRow(known, imported);
    expect([0, 1, 2].map(row => [ofRow.get(row)!.list.id, ofRow.get(row)!.y])).toEqual([
      ['outcomes-2', 1],
      ['outcomes-1', 1],
      ['outcomes-2', 1],
    ]);
  });
});
