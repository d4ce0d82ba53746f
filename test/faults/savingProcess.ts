/** Saves a project again and again, each with the next version in every cell, until it is killed. */
import { saveProject } from '#engine/store/projectFile';
import { someProject } from '../support/someProject.ts';

const [path, first] = process.argv.slice(2);
for (let version = Number(first); ; version++) {
  const table = {
    nRows: 60_000,
    columns: [{ kinds: new Uint8Array(60_000).fill(1), values: new Float64Array(60_000).fill(version) }],
    strings: [],
  };
  await saveProject(path, someProject({ appVersion: String(version), raw: { ...someProject().raw, table } }));
  process.stdout.write(`${version}\n`);
}
