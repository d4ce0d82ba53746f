import Button from '@mui/material/Button';
import { Empty } from '../components/Empty.tsx';
import { ScreenLayout } from '../components/ScreenLayout.tsx';
import { goTo } from '../hooks/useRoute.ts';
import type { ScreenRecord } from './defineScreen.ts';
import { useSharedWorkspace } from './WorkspaceContext.ts';

/** A screen that has nothing to show yet: why, and the step that comes first. */
export function NotYet({ screen, reason }: { screen: ScreenRecord; reason: string }) {
  const workspace = useSharedWorkspace();
  const needsSegments = reason.includes('segments');
  return (
    <ScreenLayout headline={screen.title}>
      <Empty title={`${reason}.`}>
        <p className="muted">{screen.about}.</p>
        <div className="row">
          {needsSegments ? (
            <Button variant="contained" onClick={() => goTo('/segments')}>
              Go to Segments
            </Button>
          ) : (
            <>
              <Button variant="contained" onClick={workspace.openFile}>
                Open a file
              </Button>
              <Button variant="outlined" onClick={workspace.openSample}>
                Open the sample
              </Button>
            </>
          )}
        </div>
      </Empty>
    </ScreenLayout>
  );
}
