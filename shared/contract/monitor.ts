import { z } from 'zod';
import { LEARN_FROM, type ModelChallenge } from '../monitor/challenge.ts';
import { monitoringSchema, type Monitoring } from '../monitor/choices.ts';
import type { MonitorPeriod } from '../monitor/result.ts';
import { fileToken } from './project.ts';
import { method } from './method.ts';

/** What is watched, and what was found so far. */
export interface MonitorState {
  /** In words what later files are held against; null where there is nothing yet. */
  against: string | null;
  /** The model file that later files are held against instead of the project's own customers; null where it is those. */
  modelFile: { name: string; sha256: string } | null;
  /** Whether the project has segments or scores of its own that files could be held against. */
  hasOwn: boolean;
  /** Whether segments or scores that files are held against are older than the recipe. */
  isStale: boolean;
  hasScores: boolean;
  /** The oldest first. */
  periods: MonitorPeriod[];
  rule: Monitoring;
  ruleInWords: string[];
  /** The period that was watched last since the project was opened. */
  latest: string | null;
  /** The period whose file is at hand for a challenger; null where none is. */
  atHand: string | null;
  challenge: ModelChallenge | null;
}

const nothing = z.strictObject({});
const label = z.string().trim().min(1).max(80);

export const monitorContract = {
  'monitor.state': method(nothing).returns<MonitorState>(),
  /** Takes a model file to hold later files against; null takes the project's own customers again. @throws `model.noReference` and as model files are read */
  'monitor.chooseModel': method(z.strictObject({ file: fileToken.nullable() })).job<MonitorState>(),
  /** Holds a later file against the open project, or the model file that was chosen, and keeps what was found. */
  'monitor.watch': method(
    z.strictObject({ file: fileToken, label: label.nullable(), day: z.iso.date().nullable() }),
  ).job<MonitorState>(),
  'monitor.remove': method(z.strictObject({ label })).returns<MonitorState>(),
  /** Limits for files that are watched from here on. */
  'monitor.setRule': method(z.strictObject({ rule: monitoringSchema })).returns<MonitorState>(),
  'monitor.save': method(z.strictObject({ label })).job<{ token: string; name: string; sizeBytes: number }>(),
  /** The model in use against the same recipe fitted with the file that was watched last; nothing is replaced. */
  'monitor.challenge': method(z.strictObject({ learnFrom: z.enum(LEARN_FROM) })).job<ModelChallenge>(),
  /**
   * Puts the challenger in the place of the model: the later customers are appended, or take the place of the earlier ones where it learned from them alone,
   * and the scores are made anew. Undo takes it back.
   */
  'monitor.replace': method(nothing).job<MonitorState>(),
};
