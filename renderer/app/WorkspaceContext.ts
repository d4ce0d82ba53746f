import { createContext, useContext } from 'react';
import type { Workspace } from './useWorkspace.ts';

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useSharedWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('WorkspaceContext is missing');
  return workspace;
}
