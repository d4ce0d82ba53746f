import type { ComponentType, LazyExoticComponent } from 'react';
import { lazy } from 'react';
import type SvgIcon from '@mui/material/SvgIcon';
import type { ProjectState } from '#shared/contract/project';

export type Needs = 'nothing' | 'data' | 'segments';
export type RailState = 'done' | 'stale' | 'open' | 'blocked';

export interface ScreenRecord {
  /** Stored in addresses and tests; never changes. */
  readonly id: string;
  readonly title: string;
  /** A sentence for the command palette and the help sheet. */
  readonly about: string;
  readonly icon: typeof SvgIcon;
  readonly path: string;
  readonly needs: Needs;
  /** What the rail marks once there is something to look at. */
  readonly marks?: (project: ProjectState) => 'done' | 'stale' | 'open';
  readonly load: () => Promise<{ Screen: ComponentType }>;
}
export interface ScreenDefinition extends ScreenRecord {
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** One screen: the rail, palette, shortcuts, breadcrumb and lazy loading all come from this record. */
export function defineScreen(record: ScreenRecord): ScreenDefinition {
  return { ...record, Component: lazy(async () => ({ default: (await record.load()).Screen })) };
}

const REASONS: Record<Exclude<Needs, 'nothing'>, string> = {
  data: 'Open a file first',
  segments: 'Group the customers into segments first',
};

/** Why a screen cannot be shown yet, or null. */
export function blockedReason(screen: ScreenRecord, project: ProjectState | null): string | null {
  if (screen.needs === 'nothing') return null;
  if (!project?.source) return REASONS.data;
  return screen.needs === 'segments' && project.segments === 'none' ? REASONS.segments : null;
}

export function railState(screen: ScreenRecord, project: ProjectState | null): RailState {
  if (blockedReason(screen, project)) return 'blocked';
  return (project?.source && screen.marks?.(project)) || 'open';
}
