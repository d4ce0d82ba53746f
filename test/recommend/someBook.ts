import { buildInteractions, type Interactions } from '#engine/recommend/Interactions';

export const N = 60;
export const P = 12;

/** Customer c has product p by a rule of whole numbers: the book of `test/golden/make/recommend.py`. */
export function someBook(isTaken: (c: number, p: number) => boolean = () => true): Interactions {
  const rows = { customers: [] as number[], products: [] as number[], weights: [] as number[] };
  for (let c = 0; c < N; c++) {
    for (let p = 0; p < P; p++) {
      const has = (c * 7 + p * 11 + c * p * 3) % 17 < 5 || (c % 3 === p % 3 && c % 5 !== 0);
      if (!has || !isTaken(c, p)) continue;
      rows.customers.push(c);
      rows.products.push(p);
      rows.weights.push(((c + p) % 4) + 1);
    }
  }
  return buildInteractions(
    {
      customers: Int32Array.from(rows.customers),
      products: Int32Array.from(rows.products),
      weights: Float64Array.from(rows.weights),
      times: null,
    },
    N,
    P,
  );
}

export const isHeld = (c: number, p: number) => (c * 5 + p * 3) % 7 === 0;
