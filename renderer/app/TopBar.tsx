import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import HelpOutlineOutlined from '@mui/icons-material/HelpOutlineOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import RedoOutlined from '@mui/icons-material/RedoOutlined';
import SaveOutlined from '@mui/icons-material/SaveOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import type SvgIcon from '@mui/material/SvgIcon';
import { useProject } from '../hooks/EngineContext.ts';
import type { Command } from './commands.ts';

const ICONS: Record<string, typeof SvgIcon> = {
  'file.open': FolderOpenOutlined,
  'edit.undo': UndoOutlined,
  'edit.redo': RedoOutlined,
  'edit.history': HistoryOutlined,
  'project.save': SaveOutlined,
  'help.about': HelpOutlineOutlined,
};

/** Where one is, and the commands that are always at hand. */
export function TopBar({ title, commands }: { title: string; commands: readonly Command[] }) {
  const project = useProject();
  const palette = commands.find(command => command.id === 'view.commands');
  const name = project?.projectName ?? project?.source?.name ?? 'No file open';
  return (
    <header className="topBar" data-pane tabIndex={-1}>
      <div className="crumbs">
        <span className="muted" title={name}>
          {name}
          {project?.hasUnsavedChanges && (
            <span title="Changes since the project was last saved">
              {' '}
              *<span className="visually-hidden">unsaved changes</span>
            </span>
          )}
        </span>
        <span className="muted" aria-hidden="true">
          ▸
        </span>
        <strong>{title}</strong>
      </div>
      <button type="button" className="paletteButton" onClick={palette?.run}>
        <SearchOutlined fontSize="small" aria-hidden="true" /> Search or run a command <kbd>Ctrl K</kbd>
      </button>
      {Object.entries(ICONS).map(([id, Icon]) => {
        const command = commands.find(candidate => candidate.id === id)!;
        return (
          <Tooltip key={id} title={`${command.title}${command.keys ? ` (${command.keys})` : ''}`}>
            <span>
              <IconButton aria-label={command.title} disabled={command.whyNot !== null} onClick={command.run}>
                <Icon fontSize="small" />
              </IconButton>
            </span>
          </Tooltip>
        );
      })}
    </header>
  );
}
