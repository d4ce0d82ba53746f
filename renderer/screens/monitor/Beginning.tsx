import Button from '@mui/material/Button';
import type { MonitorState } from '#shared/contract/monitor';
import { Empty } from '../../components/Empty.tsx';
import { goTo } from '../../hooks/useRoute.ts';
import { legible } from '../../text/sentences.ts';
import { Outcomes } from './Outcomes.tsx';

/** Before any file was watched: what this is for, and what brings it. */
export function Beginning({ state }: { state: MonitorState }) {
  if (state.against === null)
    return (
      <Empty title="Segments or scores come first.">
        <p>
          Later files are held against the customers that segments or scores were made from; or choose a model file at
          the side, which carries its own.
        </p>
        <div className="row">
          <Button variant="contained" onClick={() => goTo('/segments')}>
            Go to Segments
          </Button>
          <Button variant="outlined" onClick={() => goTo('/scores')}>
            Go to Scores
          </Button>
        </div>
      </Empty>
    );
  return (
    <>
      <Empty title="No later file was watched yet.">
        <p>
          A file with the same columns, such as this month’s, is held against {legible(state.against)}: every column,
          the scores, the sizes of the segments, and how good the scores are where outcomes are known.
        </p>
        <p className="muted">Give the period a name and the day at which ages are measured at the side, if you like.</p>
      </Empty>
      <Outcomes />
    </>
  );
}
