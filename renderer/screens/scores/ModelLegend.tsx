import type { ClassifierId } from '#shared/scoring/choices';
import type { ModelResult } from '#shared/scoring/result';
import { modelLook, type ModelLook } from './modelLooks.ts';

const STROKES: Record<ModelLook['dash'], string | undefined> = {
  solid: undefined,
  dash: '6 4',
  dot: '2 3',
  dashdot: '6 3 2 3',
  longdash: '9 4',
};

/** The models by colour and stroke; the one in use is the bold line. */
export function ModelLegend({ models, inUse }: { models: readonly ModelResult[]; inUse: ClassifierId }) {
  return (
    <ul className="modelLegend" aria-label="Models">
      {models.map(({ id, title }) => {
        const { color, dash } = modelLook(id);
        const isInUse = id === inUse;
        return (
          <li key={id}>
            <svg width="28" height="10" aria-hidden="true">
              <line
                x1="0"
                x2="28"
                y1="5"
                y2="5"
                stroke={color}
                strokeWidth={isInUse ? 3.5 : 1.75}
                strokeDasharray={STROKES[dash]}
              />
            </svg>
            {isInUse ? <strong>{title}, in use</strong> : title}
          </li>
        );
      })}
    </ul>
  );
}
