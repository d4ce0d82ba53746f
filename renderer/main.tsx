import './app/jitless.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-ext-400.css';
import '@fontsource/inter/latin-ext-600.css';
import { connect } from '#shared/transport/connect';
import { App } from './app/App.tsx';
import { Failure } from './components/Failure.tsx';
import { EngineStore } from './hooks/EngineStore.ts';
import { findHost } from './host/findHost.ts';
import './theme/base.css';
import './theme/tables.css';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const styles = createCache({ key: 'tessera', nonce, prepend: true });
const root = createRoot(document.getElementById('root')!);

try {
  const host = await findHost();
  const connectAgain = async () => {
    const store = new EngineStore(connect(await host.connect()));
    await store.start();
    return store;
  };
  const store = await connectAgain();
  root.render(
    <StrictMode>
      <CacheProvider value={styles}>
        <App host={host} firstStore={store} connectAgain={connectAgain} />
      </CacheProvider>
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <CacheProvider value={styles}>
      <Failure error={error as Error} onRetry={() => window.location.reload()} />
    </CacheProvider>,
  );
}
