import { Answered } from '../../components/Answered.tsx';
import { useQuery } from '../../hooks/useQuery.ts';
import { Again } from './Again.tsx';
import type { ViewProps } from './Findings.tsx';
import { RuleTable } from './RuleTable.tsx';
import { Separators } from './Separators.tsx';
import { Typical } from './Typical.tsx';

/** How a segment is recognised: rules, what separates it from the others, typical customers, and how well it is found again. */
export function Why(props: ViewProps) {
  const rules = useQuery('segment.rules', {});
  return (
    <>
      <section className="stack" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules that tell the segments apart</h2>
        <Answered query={rules} what="Looking for rules">
          {list => (
            <div className="stack">
              <p>{list.sentence}</p>
              <RuleTable list={list} segmentation={props.segmentation} />
              <p className="muted">{list.method}</p>
            </div>
          )}
        </Answered>
      </section>
      <Separators segmentation={props.segmentation} />
      <Typical segmentation={props.segmentation} />
      <Again segmentation={props.segmentation} />
    </>
  );
}
