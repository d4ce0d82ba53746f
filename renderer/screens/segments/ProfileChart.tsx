import { useCallback, useState } from 'react';
import { formatCount, formatQuantity } from '#shared/format';
import type { ProfileTable, Segmentation } from '#shared/results';
import { Chart } from '../../charts/Chart.tsx';
import type { Figure, PickedPoint } from '../../charts/figure.ts';
import { SegmentLegend } from '../../charts/SegmentLegend.tsx';
import type { Tokens } from '../../theme/tokens.ts';
import type { ViewProps } from './Findings.tsx';
import { heatFigure } from './heatFigure.ts';
import { levelFilter, segmentFilter } from './pickFilters.ts';
import { parallelFigure, profileFigureTable, type ProfileMark, type ProfileSource } from './profileFigures.ts';
import { radarFigure } from './radarFigure.ts';
import { SegmentChecks } from './SegmentChecks.tsx';
import { segmentName } from './segmentText.ts';
import { traitWords, type Trait } from './traits.ts';
import { useMarked } from './useMarked.ts';

export type ProfileForm = 'heat' | 'parallel' | 'radar';

/** Traits drawn at first; the heat map and the lines show more when asked. */
const FIRST: Record<ProfileForm, number> = { heat: 16, parallel: 12, radar: 8 };
const MORE = 20;
/** Outlines that can be told apart in one radar. */
const MOST_IN_RADAR = 4;
const DETAILS: Record<ProfileForm, string> = {
  heat: 'Values in the cells; blue above the whole book, brown below, stronger with the standardised difference. Best separating traits first',
  parallel:
    'Standardised difference of each segment from the whole book, which is the line at 0. Best separating traits first',
  radar: 'Standardised difference from the whole book, which is the dotted ring, over the best separating traits',
};

/** The traits that separate the segments best, in one of three forms. */
export function ProfileChart({
  form,
  profile,
  traits,
  segmentation,
  onPick,
  picked,
}: ViewProps & { form: ProfileForm; profile: ProfileTable; traits: readonly Trait[] }) {
  const [limit, setLimit] = useState(FIRST[form]);
  const [shown, setShown] = useState<readonly number[]>(profile.segmentIds.slice(0, MOST_IN_RADAR));
  const marked = useMarked(picked);
  const n = form === 'radar' ? FIRST.radar : limit;
  const draw = useCallback(
    (tokens: Tokens): Figure => {
      const source: ProfileSource = { profile, segmentation, traits: traits.slice(0, n), marked };
      if (form === 'radar') return radarFigure(source, shown, tokens);
      return form === 'heat' ? heatFigure(source, tokens) : parallelFigure(source, tokens);
    },
    [form, profile, segmentation, traits, n, marked, shown],
  );
  const pick = (point: PickedPoint) => {
    const mark = point.customdata as ProfileMark | undefined;
    if (!mark) return;
    const filters = [segmentFilter(segmentation, mark.segment)];
    if (mark.level !== null) filters.push(levelFilter(mark.column, mark.level));
    onPick(filters);
  };
  const rows = Math.min(n, traits.length);
  return (
    <>
      <Chart
        title={separationTakeaway(traits[0], profile, segmentation)}
        detail={DETAILS[form]}
        fileName={`profile ${form}`}
        segments={form === 'heat' ? undefined : segmentation.segments}
        height={form === 'radar' ? 480 : form === 'heat' ? 50 + 27 * rows : 60 + 28 * rows}
        table={profileFigureTable({ profile, segmentation, traits: traits.slice(0, n) })}
        draw={draw}
        onPick={pick}
        legend={
          form === 'radar' ? (
            <SegmentChecks segmentation={segmentation} shown={shown} most={MOST_IN_RADAR} onChange={setShown} />
          ) : (
            <SegmentLegend segments={segmentation.segments} onPick={id => onPick([segmentFilter(segmentation, id)])} />
          )
        }
      />
      {form !== 'radar' && traits.length > limit && (
        <button type="button" className="linkButton" onClick={() => setLimit(limit + MORE)}>
          Show more of the {formatCount(traits.length)} traits
        </button>
      )}
    </>
  );
}

/** What separates the segments best, with its highest and lowest segment. */
function separationTakeaway(trait: Trait, profile: ProfileTable, segmentation: Segmentation): string {
  const known = trait.values
    .map((value, s) => ({ value, s }))
    .filter(({ value, s }) => Number.isFinite(value) && Number.isFinite(trait.effects[s]));
  if (known.length < 2) return 'Each segment beside the whole book';
  const [low, ...above] = known.sort((a, b) => a.value - b.value);
  const high = above[above.length - 1];
  const words = ({ value, s }: (typeof known)[number]) =>
    `${formatQuantity(value, trait.unit)} in “${segmentName(segmentation, profile.segmentIds[s])}”`;
  return `${traitWords(trait)} separates the segments most: ${words(high)}, ${words(low)}`;
}
