import { DuckDBBlobValue, type DuckDBValue } from '@duckdb/node-api';
import {
  arrayFromBytes,
  arrayTag,
  canonicalJson,
  exactBytes,
  parseCanonicalJson,
  type NumberArray,
} from './canonicalJson.ts';
import { DamagedProject } from './DamagedProject.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';

const PIECE_BYTES = 1 << 18;

/** Writes values (plain data and arrays of numbers) under their names. */
export async function writeDocuments(
  database: ProjectDatabase,
  documents: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [name, value] of Object.entries(documents)) {
    const arrays: NumberArray[] = [];
    const content = canonicalJson(value, array => arrays.push(array) - 1);
    await database.appendRows('documents', [[name, content]]);
    for (const [index, array] of arrays.entries()) await database.appendRows('arrays', pieces(name, index, array));
  }
}

function pieces(document: string, index: number, array: NumberArray): DuckDBValue[][] {
  const bytes = exactBytes(array);
  const kind = arrayTag(array);
  const n = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES));
  return Array.from({ length: n }, (_, piece) => {
    const part = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    return [document, index, piece, kind, new DuckDBBlobValue(part)];
  });
}

/** @throws DamagedProject for an array that is not whole; SyntaxError for text that is not ours */
export async function readDocuments(database: ProjectDatabase): Promise<Map<string, unknown>> {
  const arrays = await readArrays(database);
  const documents = new Map<string, unknown>();
  for (const [name, content] of await database.readRows('documents')) {
    const own = arrays.get(String(name)) ?? [];
    const take = (index: number) => {
      if (!own[index]) throw new DamagedProject('an array of numbers is missing');
      return own[index];
    };
    documents.set(String(name), parseCanonicalJson(String(content), take));
  }
  return documents;
}

async function readArrays(database: ProjectDatabase): Promise<Map<string, NumberArray[]>> {
  const found = new Map<string, { kind: string; parts: Uint8Array[] }[]>();
  for (const [document, index, piece, kind, blob] of await database.readRows('arrays')) {
    const list = found.get(String(document)) ?? [];
    found.set(String(document), list);
    if (index === list.length) list.push({ kind: String(kind), parts: [] });
    const array = list.at(-1);
    if (!array || index !== list.length - 1 || piece !== array.parts.length || !(blob instanceof DuckDBBlobValue))
      throw new DamagedProject('the pieces of an array are not in their order');
    array.parts.push(blob.bytes);
  }
  return new Map([...found].map(([document, list]) => [document, list.map(({ kind, parts }) => joined(kind, parts))]));
}

function joined(kind: string, parts: Uint8Array[]): NumberArray {
  const array = arrayFromBytes(kind, Buffer.concat(parts));
  if (!array) throw new DamagedProject('an array of numbers is cut short');
  return array;
}
