import { readFileSync } from 'node:fs';

export interface ProfileGolden {
  columns: Record<string, (number | null)[]>;
  region: (string | null)[];
  product: (string | null)[];
  flag: (number | null)[];
  details: Record<
    string,
    {
      quantiles: number[];
      skewness: number;
      low: number;
      high: number;
      nBelow: number;
      nAbove: number;
      nFar: number;
    }
  >;
  pairs: { a: string; b: string; pearson: number; spearman: number; n: number }[];
  cramersV: Record<string, { value: number; n: number }>;
  eta: Record<string, { value: number; n: number }>;
  auc: Record<string, { value: number; n: number }>;
}

/** What numpy, pandas, scipy and scikit-learn gave on a table with ties and gaps (test/golden/make/profile.py). */
export function profileGolden(): ProfileGolden {
  const file = new URL('../golden/profile.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: [ProfileGolden] }).cases[0];
}
