import { BANDS } from '#shared/scoring/bands';
import type { Book } from '#engine/decide/Book';
import type { Segmented } from '#engine/segments/Segmented';
import type { ColumnRole } from '#shared/columns';
import type { Column } from '#engine/table/Column';
import { flags, numbers, tableOf } from './preparedGolden.ts';
import { someScoring } from './someScoring.ts';

interface SmallBook {
  readonly p: readonly number[];
  readonly y: readonly number[];
  readonly labels?: readonly number[];
  /** A column Balance. */
  readonly values?: readonly number[];
  readonly columns?: readonly Column[];
  readonly roles?: readonly ColumnRole[];
  readonly bands?: readonly number[];
  /** What the target says of each, where a window asks for less; as `y` without it. */
  readonly had?: readonly number[];
}

/** A handful of scored customers; every known one was scored by a fold's model, and nothing is known of the calibration. */
export function smallBook({ p, y, labels, values, columns, roles, bands, had }: SmallBook): Book {
  const own = columns ?? [
    numbers('Balance', values ? [...values].map(v => (Number.isNaN(v) ? null : v)) : p.map(() => 1)),
  ];
  const outcome = flags(
    'Exited',
    [...(had ?? y)].map(one => (one < 0 ? null : one)),
  );
  const table = tableOf(...own, outcome);
  const { result } = someScoring({ models: ['logisticRegression'], nCustomers: 1000 });
  const [model] = result.models;
  const calibration = { ...model.evaluation.calibration, bins: [] };
  const nEvents = y.filter(outcome => outcome === 1).length;
  const target = { ...result.target, nEvents, nOthers: y.filter(outcome => outcome === 0).length };
  const scored = {
    target,
    y: Int8Array.from(y),
    foldOf: Uint8Array.from(y, outcome => (outcome < 0 ? 255 : 0)),
    models: [
      {
        id: model.id,
        title: model.title,
        options: {},
        notes: [],
        p: Float64Array.from(p),
        outOfTime: null,
        foldAucs: [],
      },
    ],
    chosen: 0,
    bands: Uint8Array.from(bands ?? p.map(score => Math.min(BANDS.length - 1, Math.floor(score * BANDS.length)))),
    result: {
      ...result,
      target,
      chosen: model.id,
      models: [{ ...model, evaluation: { ...model.evaluation, calibration } }],
    },
  };
  const imported = {
    table,
    report: {},
    roles: [...(roles ?? own.map(() => 'feature' as const)), 'target' as const],
    sourceRows: Int32Array.from(p, (_score, i) => i + 2),
  };
  const segmented = labels ? { labels: Int32Array.from(labels), segmentation: { segments: [] } } : null;
  return { scored, imported, segmented: segmented as unknown as Segmented | null } as unknown as Book;
}
