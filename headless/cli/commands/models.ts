import { basename, join, resolve } from 'node:path';
import { formatThings } from '#shared/format';
import type { Inventory, InventoryRow } from '#shared/models/inventory';
import { RecentFiles } from '#engine/process/RecentFiles';
import { inventory } from '#engine/session/inventory';
import { writeInventory } from '#engine/session/writeInventory';
import { APP_VERSION } from '#engine/version';
import { appFolders } from '../../browser/appFolders.ts';
import { UsageError } from '../parseCommand.ts';
import { safeText } from '../safeText.ts';
import { withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** Lists the models of a folder, or of the files that were opened of late and beside them. */
export const models: CommandHandler = async (command, output, signal) => {
  const { out, json } = command.options;
  if (out !== undefined && !/\.(csv|xlsx)$/i.test(out))
    throw new UsageError(`--out takes FILE.csv or FILE.xlsx, got ${out}`);
  const [folder] = command.positionals;
  const recent = () => new RecentFiles(join(appFolders().settings, 'recent.json')).list();
  const places = folder === undefined ? await recent() : [resolve(folder)];
  const found = await withRun({ threads: '1', seed: 0, signal, output }, run =>
    inventory(
      places.map(path => ({ path, name: basename(path) })),
      run,
    ),
  );
  if (out !== undefined) await writeInventory(resolve(out), found);
  const files = out === undefined ? [] : [{ path: resolve(out) }];
  const document = { app: { name: 'Tessera', version: APP_VERSION }, ...found, files };
  output.result(json ? JSON.stringify(document) : inWords(found, files));
};

function inWords({ rows, nMore }: Inventory, files: readonly { path: string }[]): string {
  const more = nMore > 0 ? [`${formatThings(nMore, 'file')} more, not read`] : [];
  if (rows.length === 0) return 'No project and no model file was found.';
  return [...rows.map(rowText), ...more, ...files.map(({ path }) => path)].join('\n');
}

function rowText(row: InventoryRow): string {
  if (row.problem !== null) return `${safeText(row.path ?? row.name)}\n  ${row.problem}`;
  const { holds, status, owner, materiality, light, period, resultSha256 } = row;
  const said = [
    holds.length > 0 ? holds.map(safeText).join(', ') : 'no result',
    status ?? 'nothing to sign',
    owner === '' ? 'no owner' : `owner ${safeText(owner)}`,
    materiality === null ? 'materiality not said' : `materiality ${materiality}`,
    signedText(row),
    light === null ? 'not watched' : `${light} (${safeText(period ?? '')})`,
    ...(resultSha256 === null ? [] : [`result ${resultSha256.slice(0, 12)}`]),
  ];
  return `${safeText(row.path ?? row.name)}\n  ${said.join('; ')}`;
}

function signedText({ signedBy, signedAt, isStanding }: InventoryRow): string {
  if (signedBy === null) return 'not signed';
  return `signed by ${safeText(signedBy)} on ${signedAt?.slice(0, 10)}${isStanding ? '' : ' (another result)'}`;
}
