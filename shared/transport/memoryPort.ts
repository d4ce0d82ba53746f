import type { Message, Port } from './message.ts';

/** Two ports joined in memory; messages are copied as any other transport would copy them. */
export function memoryPorts(): [Port, Port] {
  const sides = [newSide(), newSide()];
  const port = (own: number): Port => ({
    send: message => {
      if (sides[own].isOpen) deliver(1 - own, JSON.parse(JSON.stringify(message)) as Message);
    },
    onMessage: listener => void sides[own].messages.push(listener),
    onClose: listener => void sides[own].closes.push(listener),
    close: () => {
      if (!sides[own].isOpen) return;
      for (const side of sides) {
        side.isOpen = false;
        for (const listener of side.closes) listener();
      }
    },
  });
  function deliver(to: number, message: Message): void {
    queueMicrotask(() => {
      if (sides[to].isOpen) for (const listener of sides[to].messages) listener(message);
    });
  }
  return [port(0), port(1)];
}

function newSide() {
  return { isOpen: true, messages: [] as ((message: unknown) => void)[], closes: [] as (() => void)[] };
}
