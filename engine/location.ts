import { fileURLToPath } from 'node:url';

/** Where the bundled worker, engine process and kernels are: beside this code when bundled, in dist/node when run from source. */
const BUNDLE = import.meta.url.endsWith('.ts')
  ? new URL('../dist/node/', import.meta.url)
  : new URL('./', import.meta.url);

export function bundledFile(name: string): string {
  return fileURLToPath(new URL(name, BUNDLE));
}
export function assetFile(name: string): string {
  return fileURLToPath(new URL(`../../assets/${name}`, BUNDLE));
}
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/${name}`, BUNDLE));
}
