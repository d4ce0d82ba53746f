import { readFileSync } from 'node:fs';
import { playbookSchema, type Playbook } from '#shared/playbook';
import { assetFile } from '../location.ts';

let supplied: Playbook | null = null;

/** The playbook that comes with the app, read once. */
export function suppliedPlaybook(): Playbook {
  supplied ??= playbookSchema.parse(JSON.parse(readFileSync(assetFile('playbook.json'), 'utf8')));
  return supplied;
}
