import type { PreparePreview } from '#shared/contract/prepare';

/** What each step did to this data, in order. */
export function StepList({ steps }: { steps: PreparePreview['steps'] }) {
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">Steps, in order</h2>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={`${step.step} ${index}`}>
            <span className="stepNumber" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h3>{step.title}</h3>
              <p>{step.effect}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
