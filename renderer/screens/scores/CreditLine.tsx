import type { ScoredCustomer } from '#shared/contract/score';
import { formatCount } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';
import { Failure } from '../../components/Failure.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { useProject } from '../../hooks/EngineContext.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useHeld } from '../../hooks/useHeld.ts';

const NO_SHARES: readonly number[] = [];

/** The credit line that the rule suggests, with the rule and its shares to change. */
export function CreditLine({ customer }: { customer: ScoredCustomer }) {
  const change = useAction('score.setCreditLine');
  const given = useProject()?.recipe.scoring.creditLine ?? NO_SHARES;
  const [shares, hold] = useHeld(given, change.isWorking);
  const { creditLine, creditLineRule } = customer;
  if (creditLineRule === null)
    return (
      <section className="panel" aria-label="Credit line">
        <p className="muted">No credit line is suggested, because no column is known to be the yearly income.</p>
      </section>
    );
  const set = (band: number, percent: number) => {
    const next = shares.map((share, b) => (b === band ? percent / 100 : share));
    hold(next);
    void change.run({ creditLine: next });
  };
  return (
    <section className="panel stack" aria-labelledby="credit-line">
      <h2 id="credit-line">
        {creditLine === null
          ? 'No credit line: the income is not known'
          : `Suggested credit line ${formatCount(creditLine)}`}{' '}
        <span className="muted">(a rule, not a model)</span>
      </h2>
      <p>{creditLineRule}</p>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
      <div className="creditLineFields" role="group" aria-label="Share of the yearly income by band">
        {BANDS.map((band, b) => (
          <div key={band}>
            <label htmlFor={`credit-${b}`}>{band}, %</label>
            <NumberField
              id={`credit-${b}`}
              value={Number((100 * (shares[b] ?? 0)).toFixed(6))}
              min={0}
              max={1000}
              width={84}
              onChange={percent => set(b, percent)}
            />
          </div>
        ))}
      </div>
      <p className="muted">The shares hold for the whole book and are part of the recipe.</p>
    </section>
  );
}
