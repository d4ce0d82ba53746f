import { useState } from 'react';
import { formatCount, formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import type { ScoringResult } from '#shared/scoring/result';
import { Choice } from '../../components/Choice.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useShownFilter } from '../../hooks/filterText.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { goTo, useRouteParameter } from '../../hooks/useRoute.ts';
import { BandBars } from './BandBars.tsx';
import { CustomerScore } from './CustomerScore.tsx';
import { RankedList } from './RankedList.tsx';
import { SaveList } from '../../components/SaveList.tsx';
import type { RankedQuestion } from './RankedPages.ts';
import { useRankedPages } from './useRankedPages.ts';
import { thresholdWords } from './ScoreHistogram.tsx';
import './money.css';

const EVERYONE: RankedQuestion = { band: null, segment: null, onlyAbove: false };

/** Every customer by score, the highest first; one can be opened and asked what would change it. */
export function Ranked({ result }: { result: ScoringResult }) {
  const [wanted, setWanted] = useState(EVERYONE);
  const rows = useRankedPages(wanted);
  const opened = useRouteParameter('row');
  const row = opened !== null && /^\d{1,9}$/.test(opened) ? Number(opened) : null;
  const segmentation = useQuery('segment.result', {}).data;
  const segments = segmentation?.segments ?? [];
  const open = (next: number | null) => goTo(`/scores?view=customers${next === null ? '' : `&row=${next}`}`);
  useShownFilter(filterText(wanted, result, segments));
  return (
    <>
      <BandBars
        bands={result.bands}
        rule={result.bandRule}
        chosen={wanted.band}
        onPick={band => setWanted({ ...wanted, band })}
      />
      <div className="row">
        <Filters wanted={wanted} segments={segments} threshold={result.at.threshold} onChange={setWanted} />
        <span className="muted grow" aria-live="polite">
          {rows.isCounted && `${formatCount(rows.total)} of ${formatCount(rows.of)} customers`}
        </span>
        <SaveList method="score.save" />
      </div>
      {rows.error && <Failure error={rows.error} onRetry={() => rows.pages.refresh()} />}
      <RankedList
        rows={rows}
        opened={row}
        segments={segments}
        hasTiers={segmentation?.tiers.some(({ tier, size }) => tier !== 'None' && size > 0) ?? false}
        hasCreditLine={result.target.purpose === 'default'}
        onOpen={open}
      />
      {row === null ? (
        <p className="muted">
          Click a customer, or press Enter, to see why the score is what it is and what would change it.
        </p>
      ) : (
        <CustomerScore key={row} row={row} result={result} onClose={() => open(null)} />
      )}
    </>
  );
}

interface FilterProps {
  readonly wanted: RankedQuestion;
  readonly segments: readonly { readonly id: number; readonly name: string }[];
  readonly threshold: number;
  onChange(wanted: RankedQuestion): void;
}

function Filters({ wanted, segments, threshold, onChange }: FilterProps) {
  const numberOf = (value: string) => (value === '' ? null : Number(value));
  return (
    <>
      <Choice
        label="Band"
        value={wanted.band === null ? '' : String(wanted.band)}
        choices={[
          { value: '', label: 'All bands' },
          ...BANDS.map((band, b) => ({ value: String(b), label: band })).reverse(),
        ]}
        onChange={value => onChange({ ...wanted, band: numberOf(value) })}
      />
      {segments.length > 0 && (
        <Choice
          label="Segment"
          value={wanted.segment === null ? '' : String(wanted.segment)}
          choices={[
            { value: '', label: 'All segments' },
            ...segments.map(({ id, name }) => ({ value: String(id), label: `${id} ${name}` })),
          ]}
          onChange={value => onChange({ ...wanted, segment: numberOf(value) })}
        />
      )}
      <label className="row">
        <input
          type="checkbox"
          checked={wanted.onlyAbove}
          onChange={event => onChange({ ...wanted, onlyAbove: event.target.checked })}
        />
        Only at or above the threshold ({thresholdWords(threshold)})
      </label>
    </>
  );
}

function filterText(wanted: RankedQuestion, { at }: ScoringResult, segments: FilterProps['segments']): string {
  const segment = segments.find(({ id }) => id === wanted.segment);
  const parts = [
    wanted.band === null ? null : `band ${BANDS[wanted.band]}`,
    segment ? `segment ${segment.name}` : null,
    wanted.onlyAbove ? `score from ${formatPercent(Math.min(1, at.threshold))}` : null,
  ];
  return parts.filter(part => part !== null).join(' and ') || 'none';
}
