import { z } from 'zod';
import { method } from './method.ts';
import { fileToken } from './project.ts';

/** The model that a scoring service answers by. */
export interface ServedModelState {
  name: string;
  /** The first digits of the file's hash. */
  version: string;
  sha256: string;
  /** What people say of it: draft, validated and so on. */
  status: string;
  nFields: number;
  nSegments: number;
  /** "Exited is Yes", one per scored event. */
  events: string[];
  /** Products that it makes offers of; 0 where it makes none. */
  nProducts: number;
}
/** The scoring service of this app while it is on. */
export interface RunningService {
  /** http://127.0.0.1:PORT */
  url: string;
  model: ServedModelState;
  /** Requests since it was switched on, and how many of them were refused. */
  requests: number;
  refused: number;
  /** Where calls are logged, as a path to be read by a person. */
  auditLog: string;
  /** Why nothing is answered at the moment, or why a newer file is not used; null where all is well. */
  problem: string | null;
}
export type ServiceState = { isOn: false } | ({ isOn: true } & RunningService);

export const MOST_PORT = 65_535;

export const serviceContract = {
  /**
   * Answers other programs on this machine by a model file, until it is stopped or the app is closed. One that is on already is stopped first.
   * @returns the token that callers need, once
   */
  'service.start': method(
    z.strictObject({
      file: fileToken,
      /** 0 takes any that is free. */
      port: z.number().int().min(0).max(MOST_PORT),
    }),
  ).job<{ state: ServiceState; token: string }>(),
  'service.stop': method(z.strictObject({})).returns<ServiceState>(),
  'service.state': method(z.strictObject({})).returns<ServiceState>(),
};
