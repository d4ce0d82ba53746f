/** How deep objects and lists of a JSON text lie within each other; looked at before it is read, because readers that call themselves have an end. */
export function nestingOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (isText) {
      if (character === BACKSLASH) i++;
      else if (character === QUOTE) isText = false;
    } else if (character === QUOTE) isText = true;
    else if (character === OPEN_OBJECT || character === OPEN_LIST) most = Math.max(most, ++depth);
    else if (character === CLOSE_OBJECT || character === CLOSE_LIST) depth--;
  }
  return most;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
