import { useState } from 'react';
import { formatCompact, formatCount, formatPercent } from '#shared/format';
import type { ColumnProfile } from '#shared/results';
import { Answered } from '../../components/Answered.tsx';
import { NoteList } from '../../components/NoteList.tsx';
import { MiniHistogram } from '../../charts/MiniHistogram.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';
import { isoDay, KIND_TEXT, ROLE_TEXT } from '../../text/sentences.ts';

const PAGE = 60;

/** One small picture per column: shape, gaps, levels. */
export function ColumnProfiles() {
  const profiles = useQuery('dataset.describe', {});
  const nRows = useProject()?.nRows ?? 0;
  const [limit, setLimit] = useState(PAGE);
  return (
    <Answered query={profiles} what="Describing the columns">
      {all => (
        <div className="stack">
          <ul className="profiles">
            {all.slice(0, limit).map(profile => (
              <li key={profile.name} className="profile">
                <Profile profile={profile} nRows={nRows} />
              </li>
            ))}
          </ul>
          {all.length > limit && (
            <button type="button" className="linkButton" onClick={() => setLimit(limit + PAGE)}>
              Show more of {formatCount(all.length)} columns
            </button>
          )}
        </div>
      )}
    </Answered>
  );
}

function Profile({ profile, nRows }: { profile: ColumnProfile; nRows: number }) {
  const share = formatPercent(profile.missing / nRows);
  return (
    <>
      <header>
        <h3>{profile.name}</h3>
        <small>{ROLE_TEXT[profile.role].title}</small>
      </header>
      <small>
        {KIND_TEXT[profile.kind]} · {formatCount(profile.distinct)} distinct ·{' '}
        {profile.missing === 0 ? 'no gaps' : `${share} missing (${formatCount(profile.missing)})`}
      </small>
      {profile.role === 'identifier' ? <small>{ROLE_TEXT.identifier.help}</small> : <Values profile={profile} />}
      <NoteList notes={profile.notes} />
    </>
  );
}

function Values({ profile }: { profile: ColumnProfile }) {
  const { summary, histogram } = profile;
  if (!histogram) return <Levels profile={profile} />;
  const format = profile.kind === 'date' ? isoDay : formatCompact;
  return (
    <>
      <MiniHistogram histogram={histogram} format={format} label={`Distribution of ${profile.name}`} />
      {summary && summary.n > 0 && (
        <small>
          median {format(summary.median)}, half of them {format(summary.q1)} to {format(summary.q3)}
          {profile.kind !== 'date' && `, mean ${format(summary.mean)}`}, n {formatCount(summary.n)}
        </small>
      )}
    </>
  );
}

const SHOWN_LEVELS = 6;

function Levels({ profile }: { profile: ColumnProfile }) {
  const shown = profile.levels.slice(0, SHOWN_LEVELS);
  const largest = Math.max(...shown.map(level => level.count), 1);
  const rest = profile.otherCount + profile.levels.slice(SHOWN_LEVELS).reduce((sum, level) => sum + level.count, 0);
  if (shown.length === 0) return null;
  return (
    <>
      <div className="levelBars" role="list" aria-label={`Levels of ${profile.name}`}>
        {shown.map(({ level, count }) => (
          <div key={level} role="listitem" style={{ display: 'contents' }} title={`${level}: ${formatCount(count)}`}>
            <span className="levelName">{level}</span>
            <span className="levelBar" style={{ width: `${(count / largest) * 100}%` }} />
            <span className="number">{formatCount(count)}</span>
          </div>
        ))}
      </div>
      {rest > 0 && <small>{formatCount(rest)} more in other levels</small>}
    </>
  );
}
