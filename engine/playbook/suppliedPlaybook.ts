import { readFileSync } from 'node:fs';
import { playbookSchema, type Playbook } from '#shared/playbook';
import { assetFile } from '../location.ts';

/** The playbook that comes with the app. */
export function suppliedPlaybook(): Playbook {
  return playbookSchema.parse(JSON.parse(readFileSync(assetFile('playbook.json'), 'utf8')));
}
