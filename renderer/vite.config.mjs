// Builds the interface into dist/renderer: relative addresses, no inline scripts, no source maps in production.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const HERE = dirname(fileURLToPath(import.meta.url));

export default defineConfig(({ command }) => ({
  root: HERE,
  base: './',
  plugins: [react()],
  build: {
    outDir: join(HERE, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // An inlined file would be a data: address, which the content policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Plotly's strict bundle is one file of 5 MB, loaded only by screens with charts.
    chunkSizeWarningLimit: 6000,
  },
  server: { port: 5173, strictPort: true, host: '127.0.0.1' },
  cacheDir: join(HERE, '..', 'node_modules', command === 'serve' ? '.vite' : '.vite-build'),
}));
