import { useEffect } from 'react';
import type { Command } from './commands.ts';

/** Runs the command whose keys were pressed; F6 goes round the panes. */
export function useShortcuts(commands: readonly Command[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F6') {
        event.preventDefault();
        focusNextPane(event.shiftKey ? -1 : 1);
        return;
      }
      const command = commands.find(candidate => candidate.keys && matches(event, candidate.keys));
      if (!command || (isTextEdit(command.id) && isTextField(event.target))) return;
      event.preventDefault();
      if (command.whyNot === null) command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);
}

/** "Ctrl+Shift+S" against a key press; Command counts as Ctrl on a Mac. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts[parts.length - 1].toLowerCase();
  const wantsControl = parts.includes('Ctrl');
  return (
    event.key.toLowerCase() === key &&
    (event.ctrlKey || event.metaKey) === wantsControl &&
    event.shiftKey === parts.includes('Shift') &&
    !event.altKey
  );
}

/** In a text field, undo and redo belong to the text. */
export function isTextEdit(id: string): id is 'edit.undo' | 'edit.redo' {
  return id === 'edit.undo' || id === 'edit.redo';
}

const TEXT_TYPES = ['text', 'search', 'number', 'email', 'tel', 'url', 'password'];

export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && TEXT_TYPES.includes(target.type))
  );
}

function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const current = panes.findIndex(pane => pane.contains(document.activeElement));
  panes[(current + step + panes.length) % panes.length]?.focus();
}
