import { useId, useState, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { changeSettings, useSettings } from '../hooks/settings.ts';
import { Failure } from './Failure.tsx';

export interface SaidBy {
  readonly reason: string;
  readonly by: string;
}
export interface DecisionDialogProps {
  readonly title: string;
  /** What is decided; the reason and the name come after it. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly isReady: boolean;
  readonly isWorking: boolean;
  readonly error: Error | undefined;
  /** Shown while it works, with a way to stop it. */
  readonly working?: ReactNode;
  onConfirm(said: SaidBy): void;
  onClose(): void;
}

/** A decision by a person: what, why, and who says so. The name is remembered on this machine. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { title, children, confirm, isReady, isWorking, error, working, onConfirm, onClose } = props;
  const { name } = useSettings();
  const [by, setBy] = useState(name);
  const [reason, setReason] = useState('');
  const id = useId();
  const isWhole = isReady && reason.trim() !== '' && by.trim() !== '';
  const decide = () => {
    changeSettings({ name: by.trim() });
    onConfirm({ reason: reason.trim(), by: by.trim() });
  };
  return (
    <Dialog open onClose={isWorking ? undefined : onClose} aria-labelledby={`${id}-title`} maxWidth="sm" fullWidth>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (isWhole && !isWorking) decide();
        }}
      >
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent className="stack">
          {children}
          <Field id={`${id}-reason`} label="Reason" value={reason} limit={500} isLong onChange={setReason} />
          <Field id={`${id}-by`} label="Your name" value={by} limit={80} onChange={setBy} />
          <p className="muted">Reason and name stand in the audit log, the report and the exported customers.</p>
          {error && <Failure error={error} />}
          {working}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={isWorking}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!isWhole || isWorking}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Field(props: {
  id: string;
  label: string;
  value: string;
  limit: number;
  isLong?: boolean;
  onChange(value: string): void;
}) {
  return (
    <div className="stack">
      <label htmlFor={props.id}>{props.label}</label>
      <TextField
        id={props.id}
        value={props.value}
        fullWidth
        multiline={props.isLong}
        minRows={props.isLong ? 2 : undefined}
        onChange={event => props.onChange(event.target.value)}
        slotProps={{ htmlInput: { maxLength: props.limit } }}
      />
    </div>
  );
}
