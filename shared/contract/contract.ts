/** Everything that may cross between the interface and the engine. Both ends are inferred from this one table. */
import { cleanContract } from './clean.ts';
import { datasetContract } from './dataset.ts';
import { decideContract } from './decide.ts';
import { feedbackContract } from './feedback.ts';
import type { Method } from './method.ts';
import { modelContract } from './model.ts';
import { monitorContract } from './monitor.ts';
import { offerContract } from './offer.ts';
import { playbookContract } from './playbook.ts';
import { prepareContract } from './prepare.ts';
import { profileContract } from './profile.ts';
import { projectContract, type ProjectState } from './project.ts';
import { reportContract } from './report.ts';
import { scoreContract } from './score.ts';
import { serviceContract, type ServiceState } from './service.ts';
import { segmentContract } from './segment.ts';
import { segmentEditsContract } from './segmentEdits.ts';
import { tablesContract } from './tables.ts';
import { tiersContract } from './tiers.ts';

export const contract = {
  ...projectContract,
  ...datasetContract,
  ...profileContract,
  ...cleanContract,
  ...prepareContract,
  ...segmentContract,
  ...playbookContract,
  ...segmentEditsContract,
  ...tiersContract,
  ...scoreContract,
  ...decideContract,
  ...modelContract,
  ...monitorContract,
  ...feedbackContract,
  ...offerContract,
  ...reportContract,
  ...tablesContract,
  ...serviceContract,
};
export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** Methods that are long work. */
export type JobName = { [M in MethodName]: Contract[M] extends { readonly job: true } ? M : never }[MethodName];
export type In<M extends MethodName> = Contract[M] extends Method<infer I, infer _O> ? I : never;
export type Out<M extends MethodName> = Contract[M] extends Method<infer _I, infer O> ? O : never;

export interface EngineRestarted {
  /** What was being read or computed, and why it was stopped, in words. */
  file: string;
  reason: string;
  /** recovered: the project is open again as it was; lost: it could not be opened again. */
  project: 'none' | 'recovered' | 'lost';
}
/** What the engine says without being asked. */
export interface EngineEvents {
  'project.changed': ProjectState;
  /** The scoring service went on or off, or was asked something. */
  'service.changed': ServiceState;
  /** Said by the host: the engine process was ended and a new one took over. */
  'engine.restarted': EngineRestarted;
}
export type EventName = keyof EngineEvents;

export interface CallContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number, label: string): void;
}
export type Handlers = { [M in MethodName]: (input: In<M>, context: CallContext) => Promise<Out<M>> };
