/** One product of columns: how often each is a factor, by position. */
export type Powers = readonly (readonly [column: number, power: number])[];

/**
 * All products of `degree` columns at most, but no column alone, in scikit-learn's order: by degree, and then as words are ordered.
 * @param interactionOnly no column more than once in a product
 */
export function productsOf(nColumns: number, degree: number, interactionOnly: boolean): Powers[] {
  const found: Powers[] = [];
  const extend = (factors: readonly number[], left: number): void => {
    if (left === 0) {
      found.push(powersOf(factors));
      return;
    }
    const from = factors.length === 0 ? 0 : factors.at(-1)! + (interactionOnly ? 1 : 0);
    for (let column = from; column < nColumns; column++) extend([...factors, column], left - 1);
  };
  for (let d = 2; d <= degree; d++) extend([], d);
  return found;
}

/** How many products there are, without making them. */
export function countProducts(nColumns: number, degree: number, interactionOnly: boolean): number {
  let count = 0;
  for (let d = 2; d <= degree; d++) count += choose(interactionOnly ? nColumns : nColumns + d - 1, d);
  return count;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = (ways * (n - i)) / (i + 1);
  return Math.max(0, Math.round(ways));
}

function powersOf(factors: readonly number[]): Powers {
  const powers = new Map<number, number>();
  for (const column of factors) powers.set(column, (powers.get(column) ?? 0) + 1);
  return [...powers];
}
