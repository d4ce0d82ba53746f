import type { ProjectState } from '#shared/contract/project';
import type { MenuCommand } from '#shared/host';
import { changeSettings } from '../hooks/settings.ts';
import { goTo } from '../hooks/useRoute.ts';
import { blockedReason } from './defineScreen.ts';
import { SCREENS } from './screens.ts';
import type { Workspace } from './useWorkspace.ts';

/** One thing that can be done from anywhere: top bar, native menu, palette, shortcut and help all come from this record. */
export interface Command {
  readonly id: MenuCommand;
  readonly title: string;
  readonly about?: string;
  readonly keys?: string;
  /** Why it cannot be done now, or null. */
  readonly whyNot: string | null;
  run(): void;
}
export interface CommandSources {
  readonly project: ProjectState | null;
  readonly workspace: Workspace;
  readonly isDark: boolean;
  readonly isSidePanelOpen: boolean;
  showPalette(): void;
  showHelp(): void;
  showHistory(): void;
}

export function buildCommands(sources: CommandSources): Command[] {
  return [...projectCommands(sources), ...viewCommands(sources), ...screenCommands(sources.project)];
}

function projectCommands({ project, workspace, showHistory }: CommandSources): Command[] {
  const noData = project?.source ? null : 'Open a file first';
  return [
    { id: 'file.open', title: 'Open a file or project', keys: 'Ctrl+O', whyNot: null, run: workspace.openFile },
    {
      id: 'file.openSample',
      title: 'Open the sample book',
      about: 'About 5,000 synthetic customers',
      whyNot: null,
      run: workspace.openSample,
    },
    { id: 'project.save', title: 'Save the project', keys: 'Ctrl+S', whyNot: noData, run: workspace.save },
    { id: 'project.saveAs', title: 'Save the project as', keys: 'Ctrl+Shift+S', whyNot: noData, run: workspace.saveAs },
    { id: 'project.close', title: 'Close the project', whyNot: noData, run: workspace.close },
    {
      id: 'edit.undo',
      title: project?.undoLabel ? `Undo: ${project.undoLabel}` : 'Undo',
      keys: 'Ctrl+Z',
      whyNot: project?.undoLabel ? null : 'There is nothing to undo',
      run: workspace.undo,
    },
    {
      id: 'edit.redo',
      title: project?.redoLabel ? `Redo: ${project.redoLabel}` : 'Redo',
      keys: 'Ctrl+Y',
      whyNot: project?.redoLabel ? null : 'There is nothing to redo',
      run: workspace.redo,
    },
    {
      id: 'edit.history',
      title: 'List of changes',
      about: 'Go back to any change, or forward again',
      keys: 'Ctrl+H',
      whyNot: noData,
      run: showHistory,
    },
    { id: 'edit.find', title: 'Find customers', keys: 'Ctrl+F', whyNot: noData, run: findCustomers },
  ];
}

function viewCommands({ isDark, isSidePanelOpen, showPalette, showHelp }: CommandSources): Command[] {
  return [
    { id: 'view.commands', title: 'Search or run a command', keys: 'Ctrl+K', whyNot: null, run: showPalette },
    {
      id: 'view.theme',
      title: isDark ? 'Use the light theme' : 'Use the dark theme',
      whyNot: null,
      run: () => changeSettings({ theme: isDark ? 'light' : 'dark' }),
    },
    {
      id: 'view.sidePanel',
      title: isSidePanelOpen ? 'Hide the options' : 'Show the options',
      whyNot: null,
      run: () => changeSettings({ isSidePanelOpen: !isSidePanelOpen }),
    },
    { id: 'help.about', title: 'Shortcuts and help', keys: 'F1', whyNot: null, run: showHelp },
  ];
}

const SCREEN_KEYS: Record<string, string> = { 'screen.report': 'Ctrl+P', 'screen.settings': 'Ctrl+,' };

function screenCommands(project: ProjectState | null): Command[] {
  return SCREENS.map(screen => ({
    id: screen.id as Command['id'],
    title: `Go to ${screen.title}`,
    about: screen.about,
    keys: SCREEN_KEYS[screen.id],
    whyNot: blockedReason(screen, project),
    run: () => goTo(screen.path),
  }));
}

/** Puts the cursor in the find box of the grid in front, going to the data when this screen has no grid. */
function findCustomers(): void {
  const box = document.querySelector<HTMLElement>('[data-find]');
  if (box) box.focus();
  else goTo('/data?find=1');
}
