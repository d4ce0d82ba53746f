import type { Handlers } from '#shared/contract/contract';
import type { serviceContract } from '#shared/contract/service';
import type { ServiceSwitch } from '../../service/ServiceSwitch.ts';
import type { HandlerParts } from './HandlerParts.ts';

/** The scoring service belongs to the app and not to a project: closing one leaves it on. */
export function serviceHandlers(
  { files }: Pick<HandlerParts, 'files'>,
  service: ServiceSwitch,
): Pick<Handlers, keyof typeof serviceContract> {
  return {
    'service.start': async ({ file, port }, { signal }) => {
      const { path, name } = files.resolve(file);
      return service.start({ path, name }, port, signal);
    },
    'service.stop': () => service.stop(),
    'service.state': async () => service.state(),
  };
}
