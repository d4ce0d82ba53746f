import { useCallback, useSyncExternalStore } from 'react';
import { useProject } from './EngineContext.ts';
import { ProjectViews, type ProjectView } from './ProjectViews.ts';

const views = new ProjectViews(() => localStorage);

/** How the open table is looked at, and the means to change that; kept when a screen or tab is left. */
export function useProjectView(): readonly [ProjectView, (change: Partial<ProjectView>) => void] {
  const table = useProject()?.source?.sha256 ?? '';
  const view = useSyncExternalStore(views.subscribe, () => views.of(table));
  const change = useCallback((part: Partial<ProjectView>) => views.change(table, part), [table]);
  return [view, change];
}
