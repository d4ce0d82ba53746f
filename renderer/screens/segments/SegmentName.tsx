import { useEffect, useId, useRef, useState } from 'react';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import EditOutlined from '@mui/icons-material/EditOutlined';
import type { SegmentSummary } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';
import { useAction } from '../../hooks/useAction.ts';
import { failureSentence } from '../../text/sentences.ts';

/** The tile and name of a segment; the name can be given by hand. */
export function SegmentName({ segment }: { segment: SegmentSummary }) {
  const rename = useAction('segment.rename');
  const [text, setText] = useState<string | null>(null);
  const errorId = useId();
  const box = useRef<HTMLInputElement>(null);
  const isEditing = text !== null;
  useEffect(() => {
    if (isEditing) box.current?.select();
  }, [isEditing]);
  if (text === null)
    return (
      <span className="segmentName">
        <SegmentMark id={segment.id} name={segment.name} />
        <Tooltip title="Give this segment another name">
          <IconButton aria-label={`Rename ${segment.name}`} onClick={() => setText(segment.name)}>
            <EditOutlined sx={{ fontSize: 14 }} />
          </IconButton>
        </Tooltip>
      </span>
    );
  const leave = () => {
    setText(null);
    rename.clear();
  };
  const finish = async () => {
    const name = text.trim();
    if (!name || name === segment.name) return leave();
    if (await rename.run({ id: segment.id, name })) leave();
  };
  return (
    <span className="segmentName">
      <SegmentMark id={segment.id} />
      <input
        ref={box}
        className="choice"
        aria-label={`New name of ${segment.name}`}
        maxLength={80}
        value={text}
        onChange={event => setText(event.target.value)}
        aria-invalid={rename.error !== undefined}
        aria-describedby={rename.error && errorId}
        onBlur={() => void finish()}
        onKeyDown={event => {
          if (event.key === 'Enter') void finish();
          if (event.key === 'Escape') leave();
        }}
      />
      {rename.error && (
        <span id={errorId} className="fieldError" role="alert">
          {failureSentence(rename.error)}
        </span>
      )}
    </span>
  );
}
