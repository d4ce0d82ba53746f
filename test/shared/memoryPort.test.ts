import { memoryPorts } from '#shared/transport/memoryPort';
import { transportSuite } from './transport.suite.ts';

transportSuite('memory', () => {
  const [client, server] = memoryPorts();
  return { client, server };
});
