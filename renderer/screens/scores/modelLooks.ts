import { CLASSIFIER_IDS, type ClassifierId } from '#shared/scoring/choices';
import { lookAt, type SegmentSymbol } from '#shared/segmentLooks';

const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash'] as const;

export interface ModelLook {
  readonly color: string;
  readonly dash: (typeof DASHES)[number];
  readonly symbol: SegmentSymbol;
}

/** The look of a model, the same in every picture. */
export function modelLook(id: ClassifierId): ModelLook {
  const position = CLASSIFIER_IDS.indexOf(id);
  const { color, symbol } = lookAt(position);
  return { color, dash: DASHES[position % DASHES.length], symbol };
}
