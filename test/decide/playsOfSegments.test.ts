import { describe, expect, it } from 'vitest';
import { contactSchema } from '#shared/decisions/contact';
import { playsOfSegments } from '#engine/decide/playsOfSegments';

const SEGMENTS = [
  { id: 1, name: 'Active, credit card' },
  { id: 2, name: 'Low balance' },
];

describe('what is done about each segment', () => {
  it('one action for all is listed under the name of every segment', () => {
    const choices = contactSchema.parse({
      value: { amount: 200 },
      actBy: 'one',
      cost: 7,
      success: { low: 0.2, high: 0.4 },
      mostContacts: null,
      budget: null,
    });
    const actions = playsOfSegments(SEGMENTS, choices, 'churn', { playbook: { version: 1, plays: [] }, answer: null });
    expect(actions.map(({ segment, title, cost }) => [segment, title, cost])).toEqual([
      ['Active, credit card', 'A contact', 7],
      ['Low balance', 'A contact', 7],
      [null, 'A contact', 7],
    ]);
  });
});
