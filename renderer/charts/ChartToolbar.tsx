import { useState } from 'react';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import InsertChartOutlined from '@mui/icons-material/InsertChartOutlined';
import { announce } from '../hooks/announce.ts';
import type { SegmentSummary } from '#shared/results';
import { exportCsv, exportPicture } from './exportChart.ts';
import type { ChartTable, Figure } from './figure.ts';

export interface ChartToolbarProps {
  readonly title: string;
  readonly fileName: string;
  readonly table: ChartTable;
  /** On the screen, in pixels. */
  readonly height: number;
  readonly segments: readonly SegmentSummary[] | undefined;
  readonly isTable: boolean;
  onTable(): void;
  drawLight(): Figure;
}

/** Table or picture, and the picture as PNG or SVG or its numbers as CSV. */
export function ChartToolbar(props: ChartToolbarProps) {
  const { title, fileName, table, height, segments, isTable, onTable, drawLight } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const run = (work: () => void | Promise<void>, what: string) => {
    setAnchor(null);
    void Promise.resolve(work()).then(() => announce(`${what} of the chart saved`));
  };
  const picture = (format: 'png' | 'svg') =>
    exportPicture({ figure: drawLight(), title, height, segments }, fileName, format);
  return (
    <div className="chartTools">
      <Tooltip title={isTable ? 'Show the picture' : 'Show the numbers as a table'}>
        <IconButton
          aria-label={isTable ? `Picture: ${title}` : `Table: ${title}`}
          aria-pressed={isTable}
          onClick={onTable}
        >
          {isTable ? <InsertChartOutlined fontSize="small" /> : <TableRowsOutlined fontSize="small" />}
        </IconButton>
      </Tooltip>
      <Tooltip title="Export this chart">
        <IconButton
          aria-label={`Export: ${title}`}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={event => setAnchor(event.currentTarget)}
        >
          <FileDownloadOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} transitionDuration={0}>
        <MenuItem onClick={() => run(() => picture('png'), 'Picture')}>
          <ListItemText primary="PNG picture" secondary="twice the size, for slides" />
        </MenuItem>
        <MenuItem onClick={() => run(() => picture('svg'), 'Drawing')}>
          <ListItemText primary="SVG drawing" secondary="sharp at any size" />
        </MenuItem>
        <MenuItem onClick={() => run(() => exportCsv(table, fileName), 'Table')}>
          <ListItemText primary="CSV table" secondary="the numbers drawn" />
        </MenuItem>
      </Menu>
    </div>
  );
}
