import Tooltip from '@mui/material/Tooltip';
import { useProject } from '../hooks/EngineContext.ts';
import { blockedReason, railState, type ScreenDefinition } from './defineScreen.ts';
import { SCREENS } from './screens.ts';

const MARKS = { done: '✓', stale: '↻' } as const;
const MARK_WORDS = { done: 'done', stale: 'needs to be run again' } as const;

/** The screens in the order of the work, each with what is done, stale or not yet possible. */
export function Rail({ path }: { path: string }) {
  return (
    <nav className="rail" aria-label="Screens" data-pane tabIndex={-1}>
      {SCREENS.map(screen => (
        <RailItem key={screen.id} screen={screen} isCurrent={screen.path === path} />
      ))}
    </nav>
  );
}

function RailItem({ screen, isCurrent }: { screen: ScreenDefinition; isCurrent: boolean }) {
  const project = useProject();
  const state = railState(screen, project);
  const reason = blockedReason(screen, project);
  const mark = state === 'done' || state === 'stale' ? state : null;
  const Icon = screen.icon;
  const item = (
    <a
      className="railItem"
      href={reason ? undefined : `#${screen.path}`}
      role={reason ? 'link' : undefined}
      tabIndex={0}
      aria-current={isCurrent ? 'page' : undefined}
      aria-disabled={reason ? 'true' : undefined}
      data-screen={screen.id}
    >
      <Icon aria-hidden="true" />
      {screen.title}
      {mark && (
        <>
          <span className={`railMark ${mark === 'stale' ? 'isStale' : ''}`} aria-hidden="true">
            {MARKS[mark]}
          </span>
          <span className="visually-hidden">, {MARK_WORDS[mark]}</span>
        </>
      )}
      {reason && <span className="visually-hidden">, not yet: {reason}</span>}
    </a>
  );
  const gap = screen.id === 'screen.settings' ? <div className="railGap" /> : null;
  return (
    <>
      {gap}
      <Tooltip title={reason ?? ''} placement="right">
        {item}
      </Tooltip>
    </>
  );
}
