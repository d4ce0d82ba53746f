import { z } from 'zod';
import { playbookSchema, type PlayPlace, type Playbook, type PlaybookAnswer } from '../playbook.ts';
import { method } from './method.ts';

const nothing = z.strictObject({});

export interface PlaybookState {
  playbook: Playbook;
  /** Changed by hand; else it is the one that comes with the app. */
  isOwn: boolean;
  /** Columns of this file that plays may rest on; protected ones are not among them. */
  places: PlayPlace[];
}

export const playbookContract = {
  'playbook.get': method(nothing).returns<PlaybookState>(),
  /** null goes back to the playbook that comes with the app. */
  'playbook.set': method(z.strictObject({ playbook: playbookSchema.nullable() })).returns<PlaybookState>(),
  /** What it says about the segments on show; null before there are any. */
  'playbook.recommendations': method(nothing).returns<PlaybookAnswer | null>(),
};
