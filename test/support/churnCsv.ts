import { stream } from '#engine/random';

/** Customers of whom some left, more often with few products and a low balance; one column is known only afterwards, one is protected. */
export function churnCsv(nRows = 400, seed = 1): string {
  const draw = stream(seed, 'churn.csv');
  const lines = ['CustomerId,Age,Gender,Balance,Products,Region,Exit fee,Exited'];
  for (let i = 0; i < nRows; i++) {
    const age = 18 + draw.below(60);
    const balance = Math.round(50_000 * draw.uniform());
    const products = 1 + draw.below(4);
    const region = ['North', 'South', 'East'][draw.below(3)];
    const z = 1.2 - 1.1 * products + 0.03 * age - balance / 40_000 + (region === 'South' ? 0.8 : 0) + draw.normal();
    const left = z > 0;
    const cells = [10_000 + i, age, draw.below(2) ? 'Female' : 'Male', draw.below(12) ? balance : '', products, region];
    lines.push([...cells, left ? 40 + draw.below(9) : 0, left ? 'Yes' : 'No'].join(','));
  }
  return lines.join('\n');
}
