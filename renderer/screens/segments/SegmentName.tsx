import { useEffect, useRef, useState } from 'react';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import EditOutlined from '@mui/icons-material/EditOutlined';
import type { SegmentSummary } from '#shared/results';
import { SegmentMark } from '../../components/SegmentMark.tsx';

/** The tile and name of a segment; the name can be given by hand. */
export function SegmentName({ segment, onRename }: { segment: SegmentSummary; onRename(name: string): void }) {
  const [text, setText] = useState<string | null>(null);
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
  const finish = () => {
    const name = text.trim();
    setText(null);
    if (name && name !== segment.name) onRename(name);
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
        onBlur={finish}
        onKeyDown={event => {
          if (event.key === 'Enter') finish();
          if (event.key === 'Escape') setText(null);
        }}
      />
    </span>
  );
}
