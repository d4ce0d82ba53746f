import type { ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import './optionForm.css';
import { changeSettings, useSettings } from '../hooks/settings.ts';

export interface ScreenLayoutProps {
  /** The answer, in one sentence. */
  readonly headline: ReactNode;
  readonly actions?: ReactNode;
  /** What can be changed on this screen; folds away. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

/** Answer first, evidence second, controls at the side. */
export function ScreenLayout({ headline, actions, side, children }: ScreenLayoutProps) {
  return (
    <div className="screen">
      <main className="screenMain" data-pane tabIndex={0} aria-label="Content">
        <div className="screenHead">
          <h1>{headline}</h1>
          {actions}
        </div>
        {children}
      </main>
      {side && <SidePanel>{side}</SidePanel>}
    </div>
  );
}

function SidePanel({ children }: { children: ReactNode }) {
  const { isSidePanelOpen } = useSettings();
  if (!isSidePanelOpen)
    return (
      <aside className="sideFold" aria-label="Options" data-pane tabIndex={-1}>
        <Tooltip title="Show the options of this screen" placement="left">
          <IconButton
            aria-label="Show options"
            aria-expanded="false"
            onClick={() => changeSettings({ isSidePanelOpen: true })}
          >
            <ChevronLeftOutlined fontSize="small" />
          </IconButton>
        </Tooltip>
        <span aria-hidden="true">Options</span>
      </aside>
    );
  return (
    <aside className="sidePanel" aria-label="Options" data-pane tabIndex={0}>
      <header>
        <h2>Options</h2>
        <Tooltip title="Fold the options away" placement="left">
          <IconButton
            aria-label="Hide options"
            aria-expanded="true"
            onClick={() => changeSettings({ isSidePanelOpen: false })}
          >
            <ChevronRightOutlined fontSize="small" />
          </IconButton>
        </Tooltip>
      </header>
      {children}
    </aside>
  );
}
