import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import KeyboardArrowDownOutlined from '@mui/icons-material/KeyboardArrowDownOutlined';
import KeyboardArrowUpOutlined from '@mui/icons-material/KeyboardArrowUpOutlined';
import { formatCount } from '#shared/format';
import { Answered } from '../../components/Answered.tsx';
import { announce } from '../../hooks/announce.ts';
import { useQuery } from '../../hooks/useQuery.ts';

/** Puts the levels of a column in order, lowest first, by buttons or by dragging. */
export function LevelOrder({
  column,
  onChange,
  onClose,
}: {
  column: string;
  /** No levels: most frequent first, as they came. */
  onChange(levels: string[]): void;
  onClose(): void;
}) {
  const answer = useQuery('dataset.levels', { column });
  const [moved, setMoved] = useState<string[] | null>(null);
  const levels = moved ?? answer.data?.map(({ level }) => level) ?? [];
  const counts = new Map(answer.data?.map(({ level, count }) => [level, count]));
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= levels.length || from === to) return;
    const next = levels.filter((_level, i) => i !== from);
    next.splice(to, 0, levels[from]);
    setMoved(next);
    announce(`${levels[from]} is now ${formatCount(to + 1)} of ${formatCount(levels.length)}`);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="order-title">
      <DialogTitle id="order-title">Order of the levels of {column}, lowest first</DialogTitle>
      <DialogContent>
        <Answered query={answer} what="Reading the levels">
          {() => (
            <ol className="levelOrder">
              {levels.map((level, i) => (
                <li
                  key={level}
                  draggable
                  className={dragged === i ? 'isDragged' : ''}
                  onDragStart={() => setDragged(i)}
                  onDragEnd={() => setDragged(null)}
                  onDragOver={event => event.preventDefault()}
                  onDrop={() => {
                    if (dragged !== null) move(dragged, i);
                    setDragged(null);
                  }}
                >
                  <span className="grow levelName" title={level}>
                    {level}
                  </span>
                  <span className="muted number">{formatCount(counts.get(level) ?? 0)}</span>
                  <IconButton aria-label={`${level} up`} disabled={i === 0} onClick={() => move(i, i - 1)}>
                    <KeyboardArrowUpOutlined fontSize="small" />
                  </IconButton>
                  <IconButton
                    aria-label={`${level} down`}
                    disabled={i === levels.length - 1}
                    onClick={() => move(i, i + 1)}
                  >
                    <KeyboardArrowDownOutlined fontSize="small" />
                  </IconButton>
                </li>
              ))}
            </ol>
          )}
        </Answered>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => onChange([])}>Most frequent first</Button>
        <span className="grow" />
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={moved === null} onClick={() => onChange(levels)}>
          Use this order
        </Button>
      </DialogActions>
    </Dialog>
  );
}
