import { emptyRecord, isSaid } from '#shared/models/record';
import { useProject } from '../../hooks/EngineContext.ts';
import { useQuery } from '../../hooks/useQuery.ts';

/** What a section needs that not every project has. */
type Need = 'record' | 'scores' | 'offers' | 'laterFiles' | 'feedback';

interface Part {
  readonly title: string;
  readonly text: string;
  readonly need?: Need;
}

/** By the titles of the document, in its order. */
const PARTS: readonly Part[] = [
  { title: 'Summary', text: 'The answer in one sentence, the segments and tiers with their sizes' },
  {
    title: 'Record of the model',
    text: 'Owner, materiality, what it may be used for, and who signed it',
    need: 'record',
  },
  { title: 'Risk tiers', text: 'The rule with drivers, weights and thresholds; marked as a rule, not a model' },
  {
    title: 'The segments one by one',
    text: 'Each with its sentence, its differences from the whole book and their 95 % intervals; what was changed by hand',
  },
  {
    title: 'Scores',
    text: 'The models, their validation with intervals, fairness, an independent challenge, and what is done about the scores',
    need: 'scores',
  },
  {
    title: 'Later files against development',
    text: 'The periods that were watched, what changed in each, and the rule of the traffic light',
    need: 'laterFiles',
  },
  {
    title: 'Outcomes and corrections since',
    text: 'The lists that came in, and what was learned from them',
    need: 'feedback',
  },
  { title: 'Offers', text: 'The methods compared, and what each kind of customer is offered', need: 'offers' },
  { title: 'How to recognise a segment', text: 'Rules that tell the segments apart, and how far they agree' },
  { title: 'What to do', text: 'The plays of the playbook, with the numbers that called for each' },
  { title: 'Pictures', text: 'Treemaps, distributions, map and the evidence for the number of segments, as vectors' },
  {
    title: 'What was done to your file',
    text: 'Tables joined, header, renamed columns, text read as missing, rows rejected, folding; the quality of the data',
  },
  { title: 'Preparation', text: 'Every step in order with its effect, and the columns that are compared' },
  {
    title: 'To repeat this run',
    text: 'Notes and limits, file hash, recipe, seed, version and result hash: all that is needed to get the same again',
  },
];

const WITHOUT: Readonly<Record<Need, string>> = {
  record: 'Not in it: nothing was said of the model yet.',
  scores: 'Not in it: nothing was scored.',
  offers: 'Not in it: no offers were made.',
  laterFiles: 'Not in it: no later file was watched.',
  feedback: 'Not in it: no outcomes or corrections came in.',
};

function useHas(): Readonly<Record<Need, boolean>> {
  const { scores, offers, recipe } = useProject()!;
  const monitor = useQuery('monitor.state', {}).data;
  return {
    record: isSaid(recipe.modelRecord ?? emptyRecord()),
    scores: scores !== 'none',
    offers: offers !== 'none',
    laterFiles: (monitor?.periods.length ?? 0) > 0,
    feedback: (recipe.feedback?.lists.length ?? 0) + (recipe.feedback?.corrections.length ?? 0) > 0,
  };
}

/** What the document holds, so that nobody has to build it to find out. */
export function ReportContents() {
  const has = useHas();
  return (
    <section aria-labelledby="contents-title" className="stack">
      <h2 id="contents-title">What the document holds</h2>
      <dl className="facts">
        {PARTS.map(({ title, text, need }) => (
          <div key={title} style={{ display: 'contents' }}>
            <dt>{title}</dt>
            <dd>{need && !has[need] ? <span className="muted">{WITHOUT[need]}</span> : text}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        The same run gives the same bytes on every machine. Names and account numbers appear only in the workbook and
        the CSV.
      </p>
    </section>
  );
}
