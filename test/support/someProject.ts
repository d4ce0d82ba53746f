import { PROJECT_VERSION, type ProjectContents } from '#engine/store/projectContents';
import { appendAudit } from '#engine/store/audit';
import { resultSha256 } from '#engine/store/hashes';
import { newRunRecord } from '#engine/store/runRecord';
import { formatReading } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { someSegmented } from './someSegmented.ts';

const EMPTY = { kinds: new Uint8Array(7), values: new Float64Array(7) };

/** A small whole project: every kind of cell, awkward texts, a history that was undone once, a run, a result. */
export function someProject(change: Partial<ProjectContents> = {}): ProjectContents {
  const recipe = defaultRecipe(7);
  const segmented = someSegmented();
  const facts = { inputName: 'book.xlsx', inputSha256: 'a'.repeat(64), appVersion: '0.1.0', recipe };
  return {
    version: PROJECT_VERSION,
    appVersion: '0.1.0',
    source: { name: 'book.xlsx', sizeBytes: 1234, sha256: 'a'.repeat(64), asked: formatReading(recipe.reading) },
    raw: {
      table: {
        nRows: 7,
        columns: [
          {
            kinds: Uint8Array.of(2, 1, 1, 1, 1, 1, 1),
            values: Float64Array.of(0, 1, -0, 0.1 + 0.2, 5e-324, 1e308, -1.5),
          },
          EMPTY,
          { kinds: Uint8Array.of(2, 2, 2, 2, 3, 4, 5), values: Float64Array.of(1, 2, 3, 4, 1, 5, 20_088.5) },
          EMPTY,
          { kinds: Uint8Array.of(0, 0, 0, 0, 0, 0, 2), values: Float64Array.of(0, 0, 0, 0, 0, 0, 6) },
        ],
        strings: ['CustomerID', "it's; DROP TABLE", 'nul \u0000 inside', 'half \ud83d', '😀 é\r\n', '#N/A', ''],
      },
      format: 'xlsx',
      sheet: 'RiskSummary',
      sheets: [{ name: 'RiskSummary', rows: 7, columns: 5, hidden: false }],
      dateSystem: 1900,
      encoding: null,
      separator: null,
      columnStarts: null,
      emptyRowsDropped: 3,
      rejected: [{ row: 3, column: null, text: 'a,b', reason: 'raggedRow' }],
      notes: [{ code: 'read.errorValues', args: { n: 1 } }],
    },
    tables: [],
    history: {
      entries: [
        { label: 'Opened book.xlsx', recipe },
        { label: 'Set the seed', recipe: defaultRecipe(8) },
      ],
      current: 0,
    },
    runs: [newRunRecord({ ...facts, resultSha256: resultSha256(segmented) })],
    result: {
      cleaning: null,
      recipe,
      pipeline: {
        referenceDay: NaN,
        inputs: ['DateofBirth'],
        steps: [
          {
            step: 'impute',
            state: { donors: Float64Array.from({ length: 70_000 }, (_, i) => i / 7), medians: { $odd: -0 } },
          },
        ],
      },
      segmented,
    },
    scores: null,
    periods: [],
    offers: null,
    overrides: [],
    audit: appendAudit(appendAudit([], { at: '2025-01-31T09:00:00Z', action: 'Opened' }), {
      at: '2025-01-31T09:05:00Z',
      action: 'Saved',
    }),
    ...change,
  };
}
