import { useEffect, useRef } from 'react';
import type { Host } from '#shared/host';
import type { Command } from './commands.ts';
import { isTextEdit, isTextField } from './useShortcuts.ts';
import type { Workspace } from './useWorkspace.ts';

/** Obeys the native menu, and opens files that come from outside: at the start, from the file manager, from recent files. */
export function useOutsideRequests(host: Host, commands: readonly Command[], workspace: Workspace): void {
  const latest = useRef({ commands, workspace });
  useEffect(() => {
    latest.current = { commands, workspace };
  }, [commands, workspace]);
  useEffect(() => {
    const stopMenu = host.onMenu(id => {
      // A native menu takes the keys before the text field can.
      if (isTextEdit(id) && isTextField(document.activeElement)) {
        document.execCommand(id === 'edit.undo' ? 'undo' : 'redo');
        return;
      }
      const command = latest.current.commands.find(candidate => candidate.id === id);
      if (command?.whyNot === null) command.run();
    });
    const stopFiles = host.onOpenFile(file => latest.current.workspace.openRef(file));
    void host.startFile().then(file => {
      if (file) latest.current.workspace.openDirectly(file);
    });
    return () => {
      stopMenu();
      stopFiles();
    };
  }, [host]);
}
