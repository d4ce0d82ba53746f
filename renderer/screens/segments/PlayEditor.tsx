import Button from '@mui/material/Button';
import type { Play, PlayCondition, PlayPlace } from '#shared/playbook';
import { OptionForm } from '../../components/OptionForm.tsx';
import { conditionForm, conditionOfForm, freshCondition } from './playConditions.ts';
import { playForm, playOfForm } from './playOptions.ts';

const MOST_CONDITIONS = 6;

interface PlayEditorProps {
  readonly play: Play;
  readonly places: readonly PlayPlace[];
  onChange(play: Play): void;
  onRemove(): void;
}

/** Everything about one play, applied as it is changed. */
export function PlayEditor({ play, places, onChange, onRemove }: PlayEditorProps) {
  const { table, values } = playForm(play, places);
  const setCondition = (index: number, condition: PlayCondition) =>
    onChange({ ...play, when: play.when.map((other, i) => (i === index ? condition : other)) });
  const further = freshCondition('differs', places);
  return (
    <div id={`play-${play.id}`} className="playEditor">
      <section aria-label={`What ${play.title} is`}>
        <OptionForm
          idPrefix={`play-${play.id}`}
          table={table}
          values={values}
          onChange={next => onChange(playOfForm(play, next, places))}
        />
      </section>
      <section aria-label={`When ${play.title} is proposed`} className="stack">
        <p>Proposed for a segment when all of this holds:</p>
        {play.when.map((condition, index) => {
          const form = conditionForm(condition, places);
          return (
            <fieldset key={index}>
              <legend>Condition {index + 1}</legend>
              <OptionForm
                idPrefix={`play-${play.id}-${index}`}
                table={form.table}
                values={form.values}
                onChange={next => setCondition(index, conditionOfForm(condition, next, places))}
              />
              {play.when.length > 1 && (
                <Button onClick={() => onChange({ ...play, when: play.when.filter((_, i) => i !== index) })}>
                  Remove this condition
                </Button>
              )}
            </fieldset>
          );
        })}
        <div className="row">
          {further && play.when.length < MOST_CONDITIONS && (
            <Button variant="outlined" onClick={() => onChange({ ...play, when: [...play.when, further] })}>
              Add a condition
            </Button>
          )}
          <Button variant="outlined" onClick={onRemove}>
            Remove this play
          </Button>
        </div>
      </section>
    </div>
  );
}
