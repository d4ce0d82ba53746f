import { useState } from 'react';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { formatThings } from '#shared/format';
import { Failure } from '../../components/Failure.tsx';
import { readWords, wordsText } from '../../components/optionFields/wordsText.ts';
import { NumberField } from '../../components/NumberField.tsx';
import { ScreenLayout } from '../../components/ScreenLayout.tsx';
import { useHost, useProject } from '../../hooks/EngineContext.ts';
import { changeSettings, useSettings, type ThemeChoice } from '../../hooks/settings.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useJob } from '../../hooks/useJob.ts';
import { History } from './History.tsx';
import { Licences } from './Licences.tsx';
import { ScoringService } from './ScoringService.tsx';
import './settings.css';

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
];

export function Screen() {
  const { theme } = useSettings();
  const project = useProject();
  const host = useHost();
  return (
    <ScreenLayout headline="Settings">
      <div className="settings">
        <section aria-labelledby="look-title">
          <h2 id="look-title">Look</h2>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={theme}
            aria-label="Theme"
            onChange={(_, value: ThemeChoice | null) => value && changeSettings({ theme: value })}
          >
            {THEMES.map(({ value, label }) => (
              <ToggleButton key={value} value={value} sx={{ textTransform: 'none', py: 0.5 }}>
                {label}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <p className="muted">Charts in reports are always light.</p>
        </section>
        <Seed />
        <MissingWordsSetting />
        <ScoringService />
        <section aria-labelledby="machine-title">
          <h2 id="machine-title">Machine and privacy</h2>
          <dl className="facts">
            <dt>Network</dt>
            <dd>
              <strong>Off.</strong> Nothing is sent anywhere, and there is no switch to turn it on. The scoring service
              answers programs of this machine alone.
            </dd>
            <dt>Threads</dt>
            <dd>
              {formatThings(project?.threads ?? 0, 'thread')} of this machine. Results are the same bits for any number
              of them.
            </dd>
            <dt>Version</dt>
            <dd>
              Tessera {project?.appVersion ?? host.version}, {host.kind === 'electron' ? 'desktop' : 'in the browser'},{' '}
              {host.platform}
            </dd>
          </dl>
        </section>
        <History />
        <Licences />
      </div>
    </ScreenLayout>
  );
}

function Seed() {
  const project = useProject();
  const change = useAction('project.setSeed');
  if (!project) return null;
  return (
    <section aria-labelledby="seed-title">
      <h2 id="seed-title">Seed</h2>
      <NumberField
        id="seed"
        label="Seed"
        isWhole
        min={0}
        max={4_294_967_295}
        value={project.recipe.seed}
        onChange={seed => void change.run({ seed })}
      />
      <p className="muted">
        Where random choices start. The same file, options and seed give the same segments, always.
      </p>
      {change.error && <Failure error={change.error} onClose={change.clear} />}
    </section>
  );
}

function MissingWordsSetting() {
  const project = useProject();
  const reading = useJob('dataset.setReading');
  const words = project?.recipe.reading.missingWords ?? [];
  const shown = wordsText(words.filter(word => word !== ''));
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  const apply = async () => {
    await reading.start({ reading: { missingWords: ['', ...readWords(text)] } });
    setTyped(null);
  };
  return (
    <section aria-labelledby="missing-words-title">
      <h2 id="missing-words-title">Words read as missing</h2>
      <TextField
        multiline
        fullWidth
        value={text}
        disabled={!project?.source || reading.isWorking}
        onChange={event => setTyped(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': 'Words read as missing, separated by commas' } }}
      />
      <p className="muted">
        {project?.source
          ? 'Separated by commas, compared without case. Changing them reads the file again.'
          : 'They can be changed once a file is open.'}
      </p>
      {typed !== null && typed !== shown && (
        <Button variant="outlined" disabled={reading.isWorking} onClick={() => void apply()}>
          Read the file again
        </Button>
      )}
      {reading.job?.error && <Failure error={reading.job.error} />}
    </section>
  );
}
