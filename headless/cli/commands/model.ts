import { resolve } from 'node:path';
import { cardText } from '#engine/models/cardText';
import { readModel } from '#engine/models/readModel';
import { trustedKey } from '../keyFiles.ts';
import { safeText, safeTexts } from '../safeText.ts';
import type { CommandHandler } from './registry.ts';

/** Opens a model file, checks it, and says what it is: its card, what it asks of a customer, its hash and who signed it. */
export const model: CommandHandler = async (command, output) => {
  const trusted = await trustedKey(command.options.trust);
  const { identity, document, inputs } = await readModel(resolve(command.positionals[0]), { trusted });
  const { card } = document;
  if (command.options.json) {
    output.result(JSON.stringify({ model: identity, card, inputs }));
    return;
  }
  const { signature } = identity;
  output.result(
    [
      cardText(safeTexts(card)),
      `Asks for        ${safeTexts(inputs.map(({ name }) => name)).join(', ')}`,
      `Saved           ${identity.savedAt} by Tessera ${safeText(identity.appVersion)}`,
      `File SHA-256    ${identity.sha256}`,
      `Data SHA-256    ${identity.inputSha256}`,
      signature
        ? `Signed by       ${signature.fingerprint}${signature.isTrusted ? ', the key that is trusted' : ''}`
        : 'Not signed',
    ].join('\n'),
  );
};
