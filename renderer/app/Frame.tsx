import { Suspense, useEffect, useMemo, useState } from 'react';
import { loadPlotlyWhenIdle } from '../charts/loadPlotly.ts';
import { useHost, useProject } from '../hooks/EngineContext.ts';
import { useAnnouncement } from '../hooks/announce.ts';
import { useSettings } from '../hooks/settings.ts';
import { useMode } from '../hooks/useMode.ts';
import { useRoute } from '../hooks/useRoute.ts';
import { Alerts } from './Alerts.tsx';
import { buildCommands } from './commands.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { blockedReason } from './defineScreen.ts';
import { DropZone } from './DropZone.tsx';
import { HelpSheet } from './HelpSheet.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { NotYet } from './NotYet.tsx';
import { Rail } from './Rail.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { previewScreen } from '../screens/preview/previewScreen.ts';
import { SCREENS } from './screens.ts';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { useOutsideRequests } from './useOutsideRequests.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useWorkspace } from './useWorkspace.ts';
import { WorkspaceContext } from './WorkspaceContext.ts';
import './frame.css';

type Sheet = 'palette' | 'help' | 'history' | null;

/** Rail, top bar, the screen in front, status line, and what floats over them. */
export function Frame({ onConnectAgain }: { onConnectAgain: () => Promise<void> }) {
  const path = useRoute();
  const project = useProject();
  const host = useHost();
  const workspace = useWorkspace();
  const isDark = useMode() === 'dark';
  const { isSidePanelOpen } = useSettings();
  const [sheet, setSheet] = useState<Sheet>(null);
  const announcement = useAnnouncement();
  const screen = [...SCREENS, previewScreen].find(candidate => candidate.path === path) ?? SCREENS[0];
  const reason = blockedReason(screen, project);
  const commands = useMemo(
    () =>
      buildCommands({
        project,
        workspace,
        isDark,
        isSidePanelOpen,
        showPalette: () => setSheet('palette'),
        showHelp: () => setSheet('help'),
        showHistory: () => setSheet('history'),
      }),
    [project, workspace, isDark, isSidePanelOpen],
  );
  useShortcuts(commands);
  useOutsideRequests(host, commands, workspace);
  useWindowTitle(screen.title);
  useEffect(() => loadPlotlyWhenIdle(), []);
  return (
    <WorkspaceContext value={workspace}>
      <div className="frame">
        <Rail path={screen.path} />
        <TopBar title={screen.title} commands={commands} />
        <div className="mainArea">
          <Alerts onConnectAgain={onConnectAgain} />
          <ScreenBoundary key={screen.id}>
            <Suspense fallback={null}>
              {reason ? <NotYet screen={screen} reason={reason} /> : <screen.Component />}
            </Suspense>
          </ScreenBoundary>
        </div>
        <StatusLine />
      </div>
      {sheet === 'palette' && <CommandPalette commands={commands} onClose={() => setSheet(null)} />}
      {sheet === 'help' && <HelpSheet commands={commands} onClose={() => setSheet(null)} />}
      {sheet === 'history' && <HistoryPanel onClose={() => setSheet(null)} />}
      <DropZone />
      <div className="visually-hidden" aria-live="polite" data-live>
        {announcement}
      </div>
    </WorkspaceContext>
  );
}

function useWindowTitle(screenTitle: string): void {
  const project = useProject();
  const name = project?.projectName ?? project?.source?.name;
  const title = name ? `${name}${project?.hasUnsavedChanges ? ' *' : ''} – ${screenTitle} – Tessera` : 'Tessera';
  useEffect(() => {
    document.title = title;
  }, [title]);
}
