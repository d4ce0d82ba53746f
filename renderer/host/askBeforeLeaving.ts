import type { Port } from '#shared/transport/message';

/** Lets the browser ask before a page with unsaved changes is closed. Knows of changes from what the engine says on this port. */
export function askBeforeLeaving(port: Port): Port {
  let hasUnsavedChanges = false;
  const ask = (event: BeforeUnloadEvent) => {
    if (hasUnsavedChanges) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  port.onClose(() => window.removeEventListener('beforeunload', ask));
  port.onMessage(raw => {
    const message = raw as { kind: string; data?: unknown; output?: unknown };
    const state = message.kind === 'event' ? message.data : message.output;
    if (isState(state)) hasUnsavedChanges = state.hasUnsavedChanges;
  });
  return port;
}

function isState(value: unknown): value is { hasUnsavedChanges: boolean } {
  return typeof value === 'object' && value !== null && 'hasUnsavedChanges' in value;
}
