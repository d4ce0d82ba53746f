import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import type { ViewProps } from './Findings.tsx';
import { PlayList } from './PlayList.tsx';
import { PlayTable } from './PlayTable.tsx';
import './playbook.css';

/** What to do: the plays that speak to each segment, why, and the playbook itself. */
export function Playbook({ segmentation, onPick }: ViewProps) {
  const answer = useQuery('playbook.recommendations', {});
  const state = useQuery('playbook.get', {});
  return (
    <>
      <Answered query={answer} what="Asking the playbook">
        {found =>
          found === null ? (
            <p>Find segments first; then the playbook says what to do for each.</p>
          ) : (
            <section className="panel stack" aria-labelledby="plays-title">
              <div>
                <h2 id="plays-title">{found.headline}</h2>
                <p className="muted">
                  A rule that people wrote, not a model. Reach, success and worth are assumptions until your own numbers
                  are in the playbook below.
                </p>
              </div>
              {found.recommendations.length > 0 && (
                <PlayTable recommendations={found.recommendations} segmentation={segmentation} onPick={onPick} />
              )}
              {found.unjudged.length > 0 && (
                <details>
                  <summary>{found.unjudged.length} of the plays could not be asked of this file</summary>
                  <ul>
                    {found.unjudged.map(({ play, title, lacks }) => (
                      <li key={play}>
                        {title}: it lacks {lacks.join('; ')}.
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </section>
          )
        }
      </Answered>
      <Answered query={state} what="Opening the playbook">
        {data => <PlayList state={data} />}
      </Answered>
    </>
  );
}
