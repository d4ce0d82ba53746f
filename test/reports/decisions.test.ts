import { expect, it } from 'vitest';
import { decideCredit } from '#engine/decide/creditDecisions';
import { contactList } from '#engine/decide/contactList';
import { cellText } from '#engine/reports/document';
import { decisionsSection } from '#engine/reports/sections/scores/decisions';
import type { ReportContext } from '#engine/reports/sections/ReportContext';
import { defaultCredit } from '#shared/decisions/credit';
import { smallBook } from '../support/smallBook.ts';

const p = Array.from({ length: 200 }, (_row, i) => (i % 100) / 100);
const book = smallBook({ p, y: p.map((score, i) => (i < 100 ? Number((i * 7) % 100 < score * 100) : -1)) });
const success = { low: 0.2, high: 0.4 };
const { list } = contactList(
  book,
  { value: { amount: 500 }, actBy: 'one', cost: 10, success, mostContacts: 80, budget: null },
  [{ title: 'A call', segment: null, cost: 10, success }],
);
const policy = {
  ...defaultCredit(),
  overrides: [{ customer: 'row 9', decision: 'decline' as const, line: null, reason: 'Known fraud', by: 'R. Officer' }],
};
const credit = decideCredit(book, { policy, income: null, shares: [0, 0, 0, 0, 0] }).summary;
const section = (scoring: object) => decisionsSection({ input: { scoring } } as unknown as ReportContext);

it('prints what was chosen to do, with the test beside chance and what people decided', () => {
  const made = section({ contact: list, credit })!;
  const rows = made.blocks.flatMap(block =>
    block.kind === 'table' ? block.table.rows.map(row => row.map(cellText).join(' | ')) : [],
  );
  expect(made.headline).toMatch(/^80 customers of \d+ are worth contacting/);
  expect(rows).toContainEqual(expect.stringMatching(/^In no segment \| A call \| 80 \| 10 \| 20 % to 40 %$/));
  expect(rows).toContainEqual(expect.stringMatching(/^The difference \| [\d.,]+ \| .* to .* \| 100$/));
  expect(rows.filter(row => row.startsWith('Approve |'))).toHaveLength(1);
  expect(rows).toContainEqual('row 9 | Decline | – | Known fraud | R. Officer');
});

it('is left out where nobody chose anything', () => {
  expect(section({})).toBeNull();
  expect(section({ contact: null, credit: null })).toBeNull();
});
