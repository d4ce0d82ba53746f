import type { ScoringResult } from '#shared/scoring/result';
import { legible } from '../../text/sentences.ts';
import { Challenge } from './Challenge.tsx';
import { Fairness } from './Fairness.tsx';
import { LeaksFound, LeftOutColumns } from './LeaksFound.tsx';
import './money.css';

/** What a validator asks: how it was tested, whether it is fair to groups, whether others find the same, and what was left out. */
export function Checks({ result }: { result: ScoringResult }) {
  const how = [result.validation.text, result.resampling.text, result.calibration.text, result.search];
  return (
    <>
      <section className="stack" aria-labelledby="tested-title">
        <h2 id="tested-title">How it was tested</h2>
        {how
          .filter(text => text !== '')
          .map(text => (
            <p key={text} className="checkText">
              {legible(text)}
            </p>
          ))}
      </section>
      {result.challenge ? (
        <Challenge report={result.challenge} />
      ) : (
        <p className="muted">
          No independent challenge was made, because too few customers with a known outcome were tested.
        </p>
      )}
      <Fairness report={result.fairness} />
      <LeaksFound leaks={result.leaks} />
      <LeftOutColumns leftOut={result.leftOut} />
    </>
  );
}
