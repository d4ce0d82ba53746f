import { isAbsolute, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/** Bundles one TypeScript file so that plain Node can run it. @returns the path of the bundle */
export async function bundleForNode(entry: string, folder: string): Promise<string> {
  const external = (id: string) => !id.startsWith('.') && !id.startsWith('#') && !isAbsolute(id);
  const bundle = await rolldown({ cwd: resolve('.'), input: { toy: entry }, platform: 'node', external });
  const inProject = join(resolve('node_modules', '.cache'), 'tessera-test', folder.split(/[\\/]/).at(-1)!);
  await bundle.write({ dir: inProject, format: 'esm', entryFileNames: '[name].mjs' });
  await bundle.close();
  return join(inProject, 'toy.mjs');
}
