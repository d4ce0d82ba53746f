/** Products of the book of owners, as columns. */
export const PRODUCTS = ['Account', 'Card', 'Loan', 'Savings', 'Insurance', 'Fund', 'Mortgage', 'Travel'].map(
  name => `Has ${name}`,
);
export const OWNED = 120;

/** Two kinds of customers, so that what goes together is not what is popular; every tenth has nothing. */
function owns(c: number, p: number): boolean {
  return c % 10 !== 9 && ((c % 2 === 0 ? p < 4 : p >= 4) ? (c * 3 + p * 5) % 7 < 5 : (c + p) % 11 === 0);
}

/** Customers with a column for each product: whoever has it has a 1. */
export function bookOfOwners(): string {
  const lines = [['CustomerId', 'Age', 'Region', 'Income', ...PRODUCTS].join(',')];
  for (let c = 0; c < OWNED; c++)
    lines.push(
      [
        `C${1000 + c}`,
        20 + ((c * 7) % 50),
        ['North', 'South', 'East'][c % 3],
        1_000 + c * (c % 2 === 0 ? 1 : 50),
        ...PRODUCTS.map((_product, p) => (owns(c, p) ? 1 : 0)),
      ].join(','),
    );
  return lines.join('\n');
}
