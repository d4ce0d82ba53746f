import { useEffect, useMemo, useState } from 'react';
import { ThemeProvider } from '@mui/material/styles';
import { EngineContext, type EngineContextValue } from '../hooks/EngineContext.ts';
import { useMode } from '../hooks/useMode.ts';
import { applyTokens } from '../theme/applyTokens.ts';
import { buildTheme } from '../theme/buildTheme.ts';
import { Frame } from './Frame.tsx';

/** The whole interface over one engine and one host. */
export function App({
  host,
  firstStore,
  connectAgain,
}: {
  host: EngineContextValue['host'];
  firstStore: EngineContextValue['store'];
  connectAgain: () => Promise<EngineContextValue['store']>;
}) {
  const [store, setStore] = useState(firstStore);
  const mode = useMode();
  const theme = useMemo(() => buildTheme(mode), [mode]);
  useEffect(() => applyTokens(mode), [mode]);
  const value = useMemo(() => ({ store, host }), [store, host]);
  return (
    <ThemeProvider theme={theme}>
      <EngineContext value={value}>
        <Frame onConnectAgain={async () => setStore(await connectAgain())} />
      </EngineContext>
    </ThemeProvider>
  );
}
